package org.treatyledger.api.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.treatyledger.api.log.SampleAppends.append;
import static org.treatyledger.api.log.SampleAppends.digestOf;
import static org.treatyledger.api.log.SampleAppends.noted;
import static org.treatyledger.api.log.SampleAppends.oversized;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.codec.EntryCodec.EntryTooLarge;
import org.treatyledger.core.log.Append;
import org.treatyledger.core.log.Appended.AlreadyRecorded;
import org.treatyledger.core.log.Appended.Recorded;
import org.treatyledger.core.log.Appended.StreamMoved;
import org.treatyledger.core.log.CommandReceipt;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.TreatyEvent.DeclarationMade;
import org.treatyledger.core.vocabulary.LedgerEvent;
import org.treatyledger.core.vocabulary.ParticipantId;

@NullUnmarked
class PostgresEventLogTest {

    @RegisterExtension
    static final TestDatabase TEST_DATABASE = new TestDatabase();

    /** More precise than the log, so that its truncation shows. */
    private static final Instant NOON = Instant.parse("2024-01-02T12:00:00.123456789Z");

    private static final Instant NOON_IN_MICROSECONDS = Instant.parse("2024-01-02T12:00:00.123456Z");
    private static final String ROME = "treaty/rome-statute";
    private static final String KYOTO = "treaty/kyoto-protocol";

    private final EntryCodec codec = new EntryCodec();
    private final SettableClock clock = new SettableClock(NOON);
    private DataSource database;
    private PostgresEventLog log;

    @BeforeEach
    void anEmptyLog() {
        database = TEST_DATABASE.fresh();
        log = new PostgresEventLog(database, clock, codec);
    }

    @Test
    void givenAnEmptyLog_thenItsHeadIsThatOfTheEmptyTree() {
        assertThat(log.head().size()).isZero();
        assertThat(log.head().frontier()).isEqualTo(Frontier.EMPTY);
        assertThat(log.head().recordedAt()).isNull();
        assertThat(new LogRows(database).storedRoot()).isEqualTo(Hash.ofNothing());
        assertThat(log.read(0, 10)).isEmpty();
        assertThat(log.readStream(ROME, 0)).isEmpty();
        assertThat(log.receipt("a")).isEmpty();
    }

    @Test
    void whenTheFirstEventsAreAppended_thenPositionsAndSequencesStartAtZero() {
        assertThat(log.append(append(ROME, 0, "a", 2))).isEqualTo(new Recorded(0, 1, 2));
        assertThat(log.append(append(KYOTO, 0, "b"))).isEqualTo(new Recorded(2, 2, 1));
        assertThat(log.append(append(ROME, 2, "c"))).isEqualTo(new Recorded(3, 3, 3));
        assertThat(log.head().size()).isEqualTo(4);
    }

    @Test
    void whenReadByPosition_thenEntriesComeBackAsTheyWereGiven() {
        log.append(append(ROME, 0, "a", 2));
        log.append(append(KYOTO, 0, "b"));

        var last = new LedgerEntry(
                2, KYOTO, 0, "b", SampleAppends.DESK, NOON_IN_MICROSECONDS.plusNanos(2_000), noted("b"));
        assertThat(log.read(0, 10)).hasSize(3).last().isEqualTo(last);
        assertThat(log.read(2, 10)).containsExactly(last);
        assertThat(log.read(3, 10)).isEmpty();
        assertThat(log.read(0, 2)).extracting(LedgerEntry::position).containsExactly(0L, 1L);
    }

    @Test
    void whenAStreamIsRead_thenOnlyItsEntriesComeInOrder() {
        log.append(append(ROME, 0, "a", 2));
        log.append(append(KYOTO, 0, "b"));
        log.append(append(ROME, 2, "c"));

        assertThat(log.readStream(ROME, 0)).extracting(LedgerEntry::position).containsExactly(0L, 1L, 3L);
        assertThat(log.readStream(ROME, 2)).extracting(LedgerEntry::position).containsExactly(3L);
        assertThat(log.readStream(ROME, 3)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3})
    void givenAStreamOfTwo_whenAnotherSequenceIsExpected_thenStreamMovedAndNothingIsKept(long expected) {
        log.append(append(ROME, 0, "a", 2));

        assertThat(log.append(append(ROME, expected, "b"))).isEqualTo(new StreamMoved(2));
        assertThat(log.head().size()).isEqualTo(2);
        assertThat(log.receipt("b")).isEmpty();
    }

    @Test
    void givenARecordedCommand_whenItsReceiptIsAsked_thenItSaysWhatWasAnswered() {
        log.append(append(KYOTO, 0, "a"));
        log.append(append(ROME, 0, "b", 3));

        assertThat(log.receipt("b")).contains(new CommandReceipt("b", digestOf("b"), 1, 3, 3, "answer to b"));
    }

    @Test
    void givenARecordedCommand_whenItIsRepeated_thenAlreadyRecordedEvenIfTheStreamHasMoved() {
        log.append(append(ROME, 0, "a", 2));
        log.append(append(ROME, 2, "b"));

        var again = log.append(append(ROME, 0, "a", 2));

        assertThat(again)
                .isEqualTo(new AlreadyRecorded(new CommandReceipt("a", digestOf("a"), 0, 1, 2, "answer to a")));
        assertThat(log.head().size()).isEqualTo(3);
    }

    @Test
    void givenARefusedCommand_whenItIsRepeatedAtTheRightSequence_thenItIsRecorded() {
        log.append(append(ROME, 0, "a"));
        log.append(append(ROME, 0, "b"));

        assertThat(log.append(append(ROME, 1, "b"))).isEqualTo(new Recorded(1, 1, 2));
    }

    @Test
    void whenACommandRecordsAsManyEventsAsItMay_thenAllAreKept() {
        assertThat(log.append(append(ROME, 0, "a", 64))).isEqualTo(new Recorded(0, 63, 64));
        new LogRows(database).assertSound(log.head(), "64 events");
    }

    @Test
    void whenACommandHasOneEventTooMany_thenItCannotBeAsked() {
        assertThatThrownBy(() -> append(ROME, 0, "a", 65)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whenOneEventOfSeveralIsTooLarge_thenTheWholeCommandFailsAndLeavesNoTrace() {
        var request = append(ROME, 0, "a", List.of(noted("small"), oversized()));

        assertThatThrownBy(() -> log.append(request)).isInstanceOf(EntryTooLarge.class);
        assertThat(log.head().size()).isZero();
        assertThat(log.receipt("a")).isEmpty();
        assertThat(log.append(append(ROME, 0, "a"))).isEqualTo(new Recorded(0, 0, 1));
    }

    @Test
    void whenAnEntryHasExactlyTheMostBytes_thenItIsKeptAndOneByteMoreIsNot() {
        var spare = EntryCodec.MOST_BYTES - codec.encode(firstEntry(filledUp(0))).length;

        assertThatThrownBy(() -> log.append(append(ROME, 0, "a", List.of(filledUp(spare + 1)))))
                .isInstanceOf(EntryTooLarge.class);
        assertThat(log.append(append(ROME, 0, "a", List.of(filledUp(spare))))).isEqualTo(new Recorded(0, 0, 1));
        assertThat(new LogRows(database).all().getFirst().entry().array()).hasSize(EntryCodec.MOST_BYTES);
    }

    private static LedgerEntry firstEntry(LedgerEvent event) {
        return new LedgerEntry(0, ROME, 0, "a", SampleAppends.DESK, NOON_IN_MICROSECONDS, event);
    }

    /** Some 60,000 bytes and that many more; a text may have 10,000 characters, so it takes three. */
    private static LedgerEvent filledUp(int more) {
        var long1 = "€".repeat(10_000);
        var communication = new Communication(LocalDate.parse("2024-01-02"), null, null, long1, "x".repeat(more), null);
        return new DeclarationMade(new ParticipantId("KEN"), "article-124", null, null, long1, null, communication);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "200, true", "0, false", "201, false"})
    void whenACommandIdHasThatManyCharacters_thenItIsKeptOrRefused(int characters, boolean kept) {
        var request = append(ROME, 0, "c".repeat(characters));

        if (kept) {
            assertThat(log.append(request)).isEqualTo(new Recorded(0, 0, 1));
        } else {
            assertThatThrownBy(() -> log.append(request)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whenTheClockStandsStill_thenEachEntryIsAMicrosecondLater() {
        log.append(append(ROME, 0, "a", 2));
        log.append(append(ROME, 2, "b"));

        assertThat(log.read(0, 10))
                .extracting(LedgerEntry::recordedAt)
                .containsExactly(
                        NOON_IN_MICROSECONDS,
                        NOON_IN_MICROSECONDS.plusNanos(1_000),
                        NOON_IN_MICROSECONDS.plusNanos(2_000));
    }

    @Test
    void whenTheClockGoesBackwards_thenRecordedTimesDoNot() {
        log.append(append(ROME, 0, "a"));
        clock.set(NOON.minusSeconds(3_600));
        log.append(append(ROME, 1, "b"));
        clock.set(NOON.plusSeconds(1));
        log.append(append(ROME, 2, "c"));

        assertThat(log.read(0, 10))
                .extracting(LedgerEntry::recordedAt)
                .containsExactly(
                        NOON_IN_MICROSECONDS,
                        NOON_IN_MICROSECONDS.plusNanos(1_000),
                        NOON_IN_MICROSECONDS.plusSeconds(1));
        assertThat(log.head().recordedAt()).isEqualTo(NOON_IN_MICROSECONDS.plusSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void givenRandomRequests_thenTheLogAgreesWithASequentialRegister(long seed) {
        var random = new Random(seed);
        var register = new HashMap<String, Long>();
        var recorded = new ArrayList<Append>();
        long size = 0;
        for (var i = 0; i < 60; i++) {
            var as = "seed " + seed + ", step " + i;
            var stream = "treaty/t" + random.nextInt(4);
            long next = register.getOrDefault(stream, 0L);
            var events = 1 + random.nextInt(5);
            switch (random.nextInt(4)) {
                case 0 ->
                    assertThat(log.append(append(stream, next + 1, "c" + i, events)))
                            .as(as)
                            .isEqualTo(new StreamMoved(next));
                case 1 -> {
                    if (!recorded.isEmpty()) {
                        var repeated = recorded.get(random.nextInt(recorded.size()));
                        assertThat(log.append(repeated)).as(as).isInstanceOf(AlreadyRecorded.class);
                    }
                }
                default -> {
                    var request = append(stream, next, "c" + i, events);
                    assertThat(log.append(request))
                            .as(as)
                            .isEqualTo(new Recorded(size, size + events - 1, next + events));
                    recorded.add(request);
                    register.put(stream, next + events);
                    size += events;
                }
            }
            new LogRows(database).assertSound(log.head(), as);
        }
    }

    @Test
    void whenSomethingIsRecorded_thenListenersAreCalledAfterTheCommitAndOneThatFailsHarmsNobody() {
        var sizes = new ArrayList<Long>();
        log.onAppended(() -> {
            throw new IllegalStateException("a listener's own fault");
        });
        log.onAppended(() -> sizes.add(log.head().size()));

        log.append(append(ROME, 0, "a"));
        log.append(append(ROME, 0, "b"));
        log.append(append(ROME, 1, "c"));

        assertThat(sizes).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update ledger.entry set stream = 'x'                    | ledger.entry is append-only: update is refused",
                "update ledger.entry set stream = 'x' where false        | ledger.entry is append-only: update is refused",
                "delete from ledger.entry                                | ledger.entry is append-only: delete is refused",
                "truncate ledger.entry                                   | ledger.entry is append-only: truncate is refused",
                "update ledger.receipt set answer = ''                   | ledger.receipt is append-only: update is refused",
                "delete from ledger.receipt                              | ledger.receipt is append-only: delete is refused",
                "truncate ledger.receipt                                 | ledger.receipt is append-only: truncate is refused",
                "delete from ledger.head                                 | ledger.head is append-only: delete is refused",
                "truncate ledger.head                                    | ledger.head is append-only: truncate is refused",
                "update ledger.head set size = 2                         | ledger.head only grows: from size 3 it cannot go to 2",
                "update ledger.head set root = sha256('x')               | ledger.head only grows: from size 3 it cannot go to 3",
                "update ledger.head set size = 5, recorded_at = '2020-01-01' | ledger.head only grows: from size 3",
                "update ledger.head set size = 7, recorded_at = now()    | head_check",
                "insert into ledger.head values (true, 0, '', sha256(''), null)  | head_pkey",
                "insert into ledger.head values (false, 0, '', sha256(''), null) | head_the_one_check",
                "update ledger.subtree set hash = sha256('') | ledger.subtree is append-only",
                "delete from ledger.checkpoint               | ledger.checkpoint is append-only",
                "insert into ledger.entry values (9, 's', 100000, now(), 'c', 't', '')    | entry_sequence_check",
                "insert into ledger.entry values (9, 's', 0, now(), 'c', 't', repeat('x', 65536)::bytea) | entry_entry_check",
                "insert into ledger.entry values (9, 'treaty/rome-statute', 0, now(), 'c', 't', '') | entry_stream_sequence_key",
            })
    void givenALog_whenTheOwnerTriesToChangeIt_thenTheDatabaseRefuses(String statement, String because) {
        log.append(append(ROME, 0, "a", 3));
        var client = JdbcClient.create(database);

        assertThatThrownBy(() -> client.sql(statement).update()).hasMessageContaining(because);
        new LogRows(database).assertSound(log.head(), statement);
    }

    @Test
    void theTriggersThatRefuseFireInEverySessionAlsoInThatOfAReplica() {
        var triggers = """
                select class.relname || '.' || trigger.tgname
                  from pg_trigger as trigger
                  join pg_class as class on class.oid = trigger.tgrelid
                 where class.relnamespace = 'ledger'::regnamespace
                   and trigger.tgenabled = 'A'
                """;

        assertThat(JdbcClient.create(database).sql(triggers).query(String.class).list())
                .containsExactlyInAnyOrder(
                        "entry.append_only",
                        "receipt.append_only",
                        "subtree.append_only",
                        "checkpoint.append_only",
                        "head.never_removed",
                        "head.only_grows");
    }

    @Test
    void givenALog_whenTheOwnerLetsTheHeadGrow_thenTheDatabaseAllowsIt() {
        log.append(append(ROME, 0, "a", 3));
        var growth = "update ledger.head set size = 5, recorded_at = '2030-01-01'";

        assertThat(JdbcClient.create(database).sql(growth).update()).isOne();
    }

    @Test
    void givenBytesThatSayAnotherPosition_whenTheyAreRead_thenThatIsAnError() {
        var bytes = codec.encode(firstEntry(noted("a")));
        JdbcClient.create(database)
                .sql("insert into ledger.entry values (7, :stream, 0, now(), 'a', 't', :entry)")
                .param("stream", ROME)
                .param("entry", bytes)
                .update();

        assertThatThrownBy(() -> log.read(0, 10))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("position 7");
    }

    private static final class SettableClock extends Clock {

        private volatile Instant now;

        SettableClock(Instant now) {
            this.now = now;
        }

        void set(Instant then) {
            now = then;
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
            return this;
        }
    }
}
