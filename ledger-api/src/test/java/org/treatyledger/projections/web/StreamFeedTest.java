package org.treatyledger.projections.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.SimpleQueryUpdateEmitter;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.api.Waiting;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.codec.JsonText;
import org.treatyledger.core.codec.RulesJson;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.TreatyEvent;
import org.treatyledger.core.treaty.TreatyEvent.AnnouncementNoted;
import org.treatyledger.core.treaty.TreatyEvent.InstrumentDeposited;
import org.treatyledger.core.treaty.TreatyEvent.TreatyRegistered;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Streams;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.live.EntryTraces;
import org.treatyledger.projections.live.LiveUpdates;
import org.treatyledger.projections.reference.ReferenceData;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.register.RegisterRows;
import tools.jackson.databind.json.JsonMapper;

/** The row of messages: a day that comes, a client that is too slow, one that resumes. */
@Timeout(60)
@NullUnmarked
class StreamFeedTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final TreatyId TREATY = new TreatyId("t");
    private static final Pattern ACTION = Pattern.compile("id:(\\d+)\nevent:action\n");

    private final Settable clock = new Settable(Instant.parse("2026-06-30T12:00:00Z"));
    private Register register;
    private RegisterRows rows;
    private LiveUpdates updates;
    private StreamFeed feed;
    private long position;

    /** A clock that goes when it is told to. */
    private static final class Settable extends Clock {

        private volatile Instant now;

        Settable(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }
    }

    @BeforeEach
    void startFeed() throws InterruptedException {
        var database = DATABASE.freshWithRegister();
        var codec = new EntryCodec();
        rows = new RegisterRows(new JdbcTemplate(database), codec);
        register = new Register(
                rows, new TransactionTemplate(new JdbcTransactionManager(database)), ReferenceData.participants());
        var emitter = SimpleQueryUpdateEmitter.builder().build();
        updates = new LiveUpdates(
                SimpleQueryBus.builder().queryUpdateEmitter(emitter).build(), emitter, register);
        feed = new StreamFeed(
                register,
                rows,
                new EventRows(codec),
                updates,
                new JsonMapper(),
                clock,
                new StaticListableBeanFactory().getBeanProvider(EntryTraces.class));
        feed.start();
        var rules = RunningLedger.rules("t").replace("\"count\": 60", "\"count\": 1");
        record(List.of(new TreatyRegistered(RulesJson.read(JsonText.read(rules.getBytes(StandardCharsets.UTF_8))))));
        Waiting.until(() -> feed.end().position() == position);
    }

    @AfterEach
    void stopFeed() {
        feed.stop();
    }

    private void record(List<TreatyEvent> events) {
        var entries = new ArrayList<LedgerEntry>();
        for (var event : events) {
            entries.add(new LedgerEntry(
                    position,
                    Streams.ofTreaty(TREATY),
                    position,
                    "c-" + position,
                    new Actor("amina", "depositary"),
                    Instant.EPOCH.plusSeconds(position),
                    event));
            position++;
        }
        register.apply(entries);
        updates.changed(entries);
    }

    private static TreatyEvent announced() {
        return new AnnouncementNoted(null, "said", Communication.receivedOn(LocalDate.parse("2024-01-02")));
    }

    /** What a client was sent; it does not read before it is let. */
    private static final class Screen extends OutputStream {

        private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
        private final CountDownLatch reads;

        Screen(CountDownLatch reads) {
            this.reads = reads;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                reads.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            synchronized (shown) {
                shown.write(bytes, offset, length);
            }
        }

        String shown() {
            synchronized (shown) {
                return shown.toString(StandardCharsets.UTF_8);
            }
        }

        int heartbeats() {
            return (int) shown().lines().filter(":heartbeat"::equals).count();
        }

        List<Long> actions() {
            return ACTION.matcher(shown())
                    .results()
                    .map(found -> Long.valueOf(found.group(1)))
                    .toList();
        }
    }

    private Screen watch(Long from, CountDownLatch reads) {
        var screen = new Screen(reads);
        watch(TREATY, from, screen);
        return screen;
    }

    private void watch(TreatyId treaty, Long from, Screen screen) {
        Thread.ofVirtual().start(() -> {
            try {
                new StreamWatcher(feed, register, rows, treaty, screen).watch(from);
            } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private Screen watch(Long from) {
        return watch(from, new CountDownLatch(0));
    }

    @Test
    void givenAnEntryIntoForceToCome_whenTheDepositarysMidnightPasses_thenTheCountComesThoughNothingIsRecorded()
            throws InterruptedException {
        record(List.of(new InstrumentDeposited(
                new ParticipantId("KEN"),
                ConsentMeans.ACCESSION,
                Communication.receivedOn(LocalDate.parse("2026-04-15"))))); // in force on 1 July
        var screen = watch(null);
        Waiting.until(() -> screen.shown().contains("\"count\":0,\"basis\""));

        clock.now = Instant.parse("2026-07-01T03:59:59Z"); // still June in New York
        Thread.sleep(1_500);
        assertThat(screen.shown()).doesNotContain("\"count\":1,\"basis\"");
        clock.now = Instant.parse("2026-07-01T04:00:00Z");

        Waiting.until(() -> screen.shown().contains("\"count\":1,\"basis\""));
        assertThat(screen.shown()).contains("\"on\":\"2026-07-01\"");
    }

    @Test
    void givenAClientThatDoesNotRead_whenMoreComesThanIsKeptForIt_thenOthersGoOnAndItMissesNothingOnceItReads()
            throws InterruptedException {
        var reads = new CountDownLatch(1);
        var slow = watch(null, reads);
        var quick = watch(null);
        Waiting.until(() -> !quick.shown().isEmpty());
        var acts = StreamFeed.MOST_MESSAGES + 1_000;
        for (var sent = 0; sent < acts; sent += 500) {
            var batch = new ArrayList<TreatyEvent>();
            for (var i = 0; i < Math.min(500, acts - sent); i++) {
                batch.add(announced());
            }
            record(batch);
        }
        var all = LongStream.rangeClosed(1, acts).boxed().toList();
        Waiting.until(() -> quick.actions().size() == acts);
        assertThat(quick.actions()).isEqualTo(all);
        assertThat(slow.shown()).isEmpty();

        reads.countDown();

        Waiting.until(() -> slow.actions().size() >= acts);
        assertThat(slow.actions()).isEqualTo(all);
    }

    @Test
    void givenClientsThatComeBackAtAnyPosition_whenTheyResume_thenEachSeesWhatFollowsOnce()
            throws InterruptedException {
        for (var round = 0; round < 20; round++) {
            var from = (long) (round % 7);
            var screen = watch(from);
            record(List.of(announced(), announced()));
            var expected = LongStream.range(from, position).boxed().toList();

            Waiting.until(() -> screen.actions().size() >= expected.size());
            assertThat(screen.actions()).isEqualTo(expected);
        }
    }

    @Test
    void givenAClientOfATreatyInWhichNothingHappens_whileAnotherIsBusy_thenItHearsAHeartbeatAllTheSame()
            throws InterruptedException {
        var screen = new Screen(new CountDownLatch(0));
        watch(new TreatyId("quiet"), null, screen);
        Waiting.until(() -> screen.heartbeats() == 1); // at once: it is heard

        actsAfter(Duration.ofSeconds(9));
        assertThat(screen.heartbeats()).isEqualTo(1);
        actsAfter(Duration.ofSeconds(1));
        Waiting.until(() -> screen.heartbeats() >= 2);
        actsAfter(Duration.ofHours(-1)); // set back
        Waiting.until(() -> screen.heartbeats() >= 3);
        assertThat(screen.actions()).isEmpty();
    }

    private void actsAfter(Duration time) throws InterruptedException {
        clock.now = clock.now.plus(time);
        var before = feed.end().message();
        record(List.of(announced()));
        Waiting.until(() -> feed.end().message() > before);
        Thread.sleep(200); // those who wait are woken after that
    }
}
