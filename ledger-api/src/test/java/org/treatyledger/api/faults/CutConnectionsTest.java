package org.treatyledger.api.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.api.log.LogUnavailable;
import org.treatyledger.api.log.PostgresEventLog;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.Append;
import org.treatyledger.core.log.Appended;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.TreatyEvent.AnnouncementNoted;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * Connections that are cut at a byte, and backends that are ended: what was acknowledged is there once, the rest once at
 * most, and a repetition gets its answer. Every byte with {@code -Dledger.cut.step=1}; more kills with {@code
 * -Dledger.cut.kills}.
 */
class CutConnectionsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int STEP = Integer.getInteger("ledger.cut.step", 41);
    private static final int KILLS = Integer.getInteger("ledger.cut.kills", 40);
    private static final int WRITERS = 16;
    private static final EntryCodec CODEC = new EntryCodec();
    private static final Duration FULL_AGAIN = Duration.ofSeconds(5);

    private HikariDataSource direct;
    private DatabaseLink link;
    private HikariDataSource pool;
    private PostgresEventLog log;

    @BeforeEach
    void aLogOnAWire() {
        direct = (HikariDataSource) DATABASE.fresh();
        link = new DatabaseLink(Integer.parseInt(direct.getJdbcUrl().replaceAll(".*:(\\d+)/.*", "$1")));
        var settings = new HikariConfig();
        settings.setJdbcUrl(direct.getJdbcUrl().replaceAll(":\\d+/", ":" + link.port() + "/"));
        settings.setUsername(direct.getUsername());
        settings.setPassword(direct.getPassword());
        settings.setMaximumPoolSize(8);
        settings.setMinimumIdle(8);
        settings.setConnectionTimeout(5_000);
        pool = new HikariDataSource(settings);
        log = new PostgresEventLog(pool, Clock.systemUTC(), CODEC);
    }

    @AfterEach
    void close() throws IOException {
        pool.close();
        link.close();
    }

    private static Append request(String stream, long sequence, String command) {
        return new Append(
                stream,
                sequence,
                command,
                new Actor("a", "b"),
                "2a",
                "answer to " + command,
                List.of(new AnnouncementNoted(
                        new ParticipantId("KEN"), command, Communication.receivedOn(LocalDate.EPOCH))));
    }

    @Test
    void givenAnAppend_whenTheConnectionIsCutAtAnyByteOfIt_thenItIsKeptOnceAtMostAndTheRepetitionIsAnswered()
            throws SQLException {
        append("treaty/cut", 0, "warm-0");
        link.sent();
        link.received();
        append("treaty/cut", 1, "warm-1");
        var sent = link.sent();
        var received = link.received();
        var next = 2L;
        var unknown = 0;
        for (var towardsDatabase : new boolean[] {true, false}) {
            for (var at = 0L; at < (towardsDatabase ? sent : received); at += towardsDatabase ? STEP : 1 + STEP / 8) {
                var command = (towardsDatabase ? "sent-" : "received-") + at;
                link.cutAfter(towardsDatabase, at);
                unknown += append("treaty/cut", next, command) ? 0 : 1;
                link.mend();
                var again = untilItAnswers(request("treaty/cut", next, command));
                assertThat(again).as(command).isInstanceOfAny(Appended.Recorded.class, Appended.AlreadyRecorded.class);
                next++;
            }
        }
        assertThat(unknown).as("the control: connections were cut").isGreaterThan(10);
        assertThat(commands()).hasSize((int) next);
    }

    /** True where it was acknowledged. */
    private boolean append(String stream, long sequence, String command) {
        try {
            return log.append(request(stream, sequence, command)) instanceof Appended.Recorded;
        } catch (LogUnavailable e) {
            return false;
        }
    }

    private Appended untilItAnswers(Append request) {
        while (true) {
            try {
                return log.append(request);
            } catch (LogUnavailable e) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /** Where each command stands; each once, positions without gaps, and the root of the head over all of them. */
    private Map<String, Long> commands() {
        var found = new HashMap<String, Long>();
        var tree = Frontier.EMPTY;
        for (var page = log.read(0, 500); !page.isEmpty(); page = log.read(tree.size(), 500)) {
            for (var entry : page) {
                assertThat(entry.position()).isEqualTo(tree.size());
                assertThat(found.put(entry.commandId(), entry.position()))
                        .as(entry.commandId() + " is there once")
                        .isNull();
                tree = tree.with(Hash.ofLeaf(CODEC.bytes(entry)));
            }
        }
        assertThat(log.head().frontier().root()).isEqualTo(tree.root());
        return found;
    }

    @Test
    void givenWriters_whenTheirBackendsAreEndedAtRandom_thenNothingIsLostOrTwiceAndThePoolIsFullAgain()
            throws Exception {
        var acknowledged = new ConcurrentHashMap<String, Long>();
        var writing = new AtomicBoolean(true);
        var failures = new AtomicInteger();
        var writers = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < WRITERS; i++) {
                var stream = "treaty/writer-" + i;
                writers.add(threads.submit(() -> write(stream, writing, acknowledged, failures)));
            }
            try {
                endBackends(new Random(162));
            } finally {
                writing.set(false); // or the threads never end
            }
            for (var writer : writers) {
                writer.get();
            }
        }
        assertThat(failures.get()).as("the control: appends were cut").isPositive();
        assertThat(commands()).containsAllEntriesOf(acknowledged).hasSize(acknowledged.size());
        var deadline = System.nanoTime() + FULL_AGAIN.toNanos();
        while (pool.getHikariPoolMXBean().getTotalConnections() < pool.getMaximumPoolSize()) {
            assertThat(System.nanoTime()).as("the pool is full again").isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(pool.getHikariPoolMXBean().getActiveConnections())
                .as("leaked")
                .isZero();
    }

    private int write(String stream, AtomicBoolean writing, Map<String, Long> acknowledged, AtomicInteger failures) {
        var sequence = 0;
        while (writing.get()) {
            var command = stream + "/" + sequence;
            if (!append(stream, sequence, command)) {
                failures.incrementAndGet();
            }
            var position =
                    switch (untilItAnswers(request(stream, sequence, command))) {
                        case Appended.Recorded recorded -> recorded.firstPosition();
                        case Appended.AlreadyRecorded already ->
                            already.receipt().firstPosition();
                        case Appended.StreamMoved moved -> throw new AssertionError(command + ": " + moved);
                    };
            acknowledged.put(command, position);
            sequence++;
        }
        return sequence;
    }

    private void endBackends(Random random) {
        var jdbc = new JdbcTemplate(direct);
        for (var kill = 0; kill < KILLS; kill++) {
            LockSupport.parkNanos(1_000_000L * (10 + random.nextInt(60)));
            jdbc.queryForList("""
                    select pg_terminate_backend(pid)
                      from pg_stat_activity
                     where usename = current_user and pid <> pg_backend_pid()
                     order by random()
                     limit ?""", 1 + random.nextInt(3));
        }
    }
}
