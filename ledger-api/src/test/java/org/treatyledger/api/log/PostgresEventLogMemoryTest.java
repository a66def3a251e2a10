package org.treatyledger.api.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.treatyledger.api.log.SampleAppends.append;
import static org.treatyledger.api.log.SampleAppends.digestOf;
import static org.treatyledger.api.log.SampleAppends.noted;
import static org.treatyledger.api.log.SampleAppends.oversized;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.codec.EntryCodec.EntryTooLarge;
import org.treatyledger.core.log.Append;
import org.treatyledger.core.log.Appended;
import org.treatyledger.core.log.Appended.AlreadyRecorded;
import org.treatyledger.core.log.Appended.Recorded;
import org.treatyledger.core.log.Appended.StreamMoved;
import org.treatyledger.core.log.CommandReceipt;
import org.treatyledger.core.log.LedgerEntry;

/** That a node relies on what it remembers only where the database says the same. */
@NullUnmarked
class PostgresEventLogMemoryTest {

    @RegisterExtension
    static final TestDatabase TEST_DATABASE = new TestDatabase();

    private static final String ROME = "treaty/rome-statute";
    private static final String KYOTO = "treaty/kyoto-protocol";

    private DataSource database;
    private SpiedDatabase spied;
    private PostgresEventLog log;
    private PostgresEventLog other;

    @BeforeEach
    void twoNodesOnAnEmptyLog() {
        database = TEST_DATABASE.fresh();
        spied = new SpiedDatabase(database);
        log = node(spied);
        other = node(database);
    }

    private static PostgresEventLog node(DataSource database) {
        return new PostgresEventLog(database, Clock.systemUTC(), new EntryCodec());
    }

    private static CommandReceipt receipt(String commandId, long position, long nextSequence) {
        return new CommandReceipt(
                commandId, digestOf(commandId), position, position, nextSequence, "answer to " + commandId);
    }

    private void assertSound(String as) {
        new LogRows(database).assertSound(log.head(), as);
    }

    private void assertAsked(boolean underTheLock) {
        var statements = spied.executed();
        assertThat(statements.stream().anyMatch(sql -> sql.contains("for update")))
                .as(statements.toString())
                .isEqualTo(underTheLock);
        if (!underTheLock) {
            assertThat(statements).hasSize(1);
        }
    }

    @Test
    void givenANodeThatAppendsAlone_thenEachAppendAfterTheFirstIsOneStatement() {
        log.append(append(ROME, 0, "a"));
        assertAsked(true);

        assertThat(log.append(append(ROME, 1, "b", 3))).isEqualTo(new Recorded(1, 3, 4));
        assertAsked(false);
        assertThat(log.append(append(ROME, 0, "c"))).isEqualTo(new StreamMoved(4));
        assertAsked(false);
        assertThat(log.append(append(KYOTO, 0, "d"))).isEqualTo(new Recorded(4, 4, 1));
        assertAsked(false);
        assertSound("alone");
    }

    @Test
    void givenAnotherNodesAppendInBetween_thenTheStreamIsAskedForAgain() {
        log.append(append(ROME, 0, "a"));
        other.append(append(ROME, 1, "b"));
        spied.executed();

        assertThat(log.append(append(ROME, 1, "c"))).isEqualTo(new StreamMoved(2));
        assertAsked(true);
        assertThat(log.append(append(ROME, 2, "c"))).isEqualTo(new Recorded(2, 2, 3));
        assertAsked(false);
        assertSound("another node");
    }

    @Test
    void givenAnotherNodesAppendInBetween_thenNoStreamIsTakenForWhatItWas() {
        log.append(append(ROME, 0, "a"));
        log.append(append(KYOTO, 0, "b"));
        other.append(append(KYOTO, 1, "c"));

        assertThat(log.append(append(ROME, 1, "d"))).isEqualTo(new Recorded(3, 3, 2));
        assertThat(log.append(append(KYOTO, 1, "e"))).isEqualTo(new StreamMoved(2));
        assertSound("another stream");
    }

    @Test
    void givenAStreamThatIsNotRemembered_whenItIsThoughtToBeEmpty_thenItsVersionIsFound() {
        other.append(append(ROME, 0, "a", 2));
        log.append(append(KYOTO, 0, "b"));

        assertThat(log.append(append(ROME, 0, "c"))).isEqualTo(new StreamMoved(2));
        assertThat(log.append(append(ROME, 2, "c"))).isEqualTo(new Recorded(3, 3, 3));
        assertSound("unknown stream");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 5})
    void givenAStreamThatIsNotRemembered_whenItIsThoughtToHaveAVersion_thenItIsAskedFor(long expected) {
        other.append(append(ROME, 0, "a", 2));
        log.append(append(KYOTO, 0, "b"));
        spied.executed();

        assertThat(log.append(append(ROME, expected, "c"))).isEqualTo(new StreamMoved(2));
        assertAsked(true);
    }

    @Test
    void givenAStreamThatIsNotRemembered_whenNothingCanBeKeptOfIt_thenItIsNotTakenForEmpty() {
        other.append(append(ROME, 0, "a", 2));
        log.append(append(KYOTO, 0, "b"));

        spied.executed();

        var request = append(ROME, 0, "c", List.of(noted("small"), oversized()));
        assertThat(log.append(request)).isEqualTo(new StreamMoved(2));
        assertAsked(true);
    }

    @Test
    void givenACommandThatAnotherNodeHasRecorded_whenItIsRepeatedHere_thenItIsGivenItsReceipt() {
        other.append(append(ROME, 0, "a"));
        log.append(append(KYOTO, 0, "b"));

        // Not remembered, and the key of the receipt is taken.
        assertThat(log.append(append("treaty/new", 0, "a"))).isEqualTo(new AlreadyRecorded(receipt("a", 0, 1)));
        // Remembered as moved, but a receipt goes before that.
        log.append(append(ROME, 1, "c"));
        assertThat(log.append(append(ROME, 0, "a"))).isEqualTo(new AlreadyRecorded(receipt("a", 0, 1)));
        assertThat(log.append(append(ROME, 2, "a"))).isEqualTo(new AlreadyRecorded(receipt("a", 0, 1)));
        assertThat(log.append(append(ROME, 2, "a", List.of(oversized()))))
                .isEqualTo(new AlreadyRecorded(receipt("a", 0, 1)));
        assertThat(log.append(append(ROME, 2, "d"))).isEqualTo(new Recorded(3, 3, 3));
        assertSound("recorded by another node");
    }

    @Test
    void givenAnEventThatIsTooLarge_thenItFailsAloneAndTheNextAppendIsOneStatement() {
        log.append(append(ROME, 0, "a"));
        assertThatThrownBy(() -> log.append(append(ROME, 1, "b", List.of(oversized()))))
                .isInstanceOf(EntryTooLarge.class);
        spied.executed();

        assertThat(log.append(append(ROME, 1, "b"))).isEqualTo(new Recorded(1, 1, 2));
        assertAsked(false);
    }

    @ParameterizedTest
    @EnumSource
    void whenTheConnectionBreaksInTheOneStatement_thenNothingIsRememberedAndTheRepetitionIsRight(
            SpiedDatabase.Break when) {
        log.append(append(ROME, 0, "a"));
        spied.breakNext(when);
        assertThatThrownBy(() -> log.append(append(ROME, 1, "b"))).isInstanceOf(LogUnavailable.class);
        spied.executed();

        Appended expected =
                when == SpiedDatabase.Break.AFTER ? new AlreadyRecorded(receipt("b", 1, 2)) : new Recorded(1, 1, 2);
        assertThat(log.append(append(ROME, 1, "b"))).isEqualTo(expected);
        assertAsked(true);
        assertThat(log.append(append(ROME, 2, "c"))).isEqualTo(new Recorded(2, 2, 3));
        assertAsked(false);
        assertSound(when.toString());
    }

    @Test
    void whenTheDatabaseRefusesARequest_thenTheNextOneIsNotHarmed() {
        log.append(append(ROME, 0, "a"));
        assertThatThrownBy(() -> log.append(append("s".repeat(201), 0, "b"))).isInstanceOf(IllegalStateException.class);

        assertThat(log.append(append(ROME, 1, "c"))).isEqualTo(new Recorded(1, 1, 2));
        assertSound("refused");
    }

    @Test
    void whenANodeIsStartedAgain_thenItGoesOnWhereTheLogIs() {
        log.append(append(ROME, 0, "a"));
        log.append(append(ROME, 1, "b"));
        var restarted = node(database);

        assertThat(restarted.append(append(ROME, 1, "b"))).isEqualTo(new AlreadyRecorded(receipt("b", 1, 2)));
        assertThat(restarted.append(append(ROME, 2, "c"))).isEqualTo(new Recorded(2, 2, 3));
        assertThat(restarted.append(append(ROME, 3, "d"))).isEqualTo(new Recorded(3, 3, 4));
        assertSound("restarted");
    }

    @Test
    void whenTheDatabaseIsPutBackToAnotherLogOfTheSameSize_thenWhatIsRememberedIsNotBelieved() {
        log.append(append(ROME, 0, "a"));
        TEST_DATABASE.fresh();
        other.append(append(KYOTO, 0, "b"));

        assertThat(log.append(append(ROME, 1, "c"))).isEqualTo(new StreamMoved(0));
        assertThat(log.append(append(ROME, 0, "c"))).isEqualTo(new Recorded(1, 1, 1));
        assertSound("put back");
    }

    @Test
    void givenTwoNodesWhoseClocksDiffer_whenTheyTakeTurns_thenTimesStillGrow() {
        var slow = new PostgresEventLog(
                database, Clock.fixed(Instant.parse("2020-01-01T00:00:00Z"), ZoneOffset.UTC), new EntryCodec());
        for (var i = 0; i < 12; i += 3) {
            log.append(append(ROME, i, "c" + i));
            slow.append(append(ROME, i + 1, "c" + (i + 1)));
            slow.append(append(ROME, i + 2, "c" + (i + 2)));
        }

        assertThat(log.read(0, 100))
                .extracting(LedgerEntry::recordedAt)
                .hasSize(12)
                .isSorted()
                .doesNotHaveDuplicates();
        assertSound("clocks");
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void givenTwoNodesAtOnce_thenEachCommandIsRecordedOnceWithoutGaps(long seed) throws Exception {
        var nodes = List.of(log, other);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var callers = IntStream.range(0, 32)
                    .mapToObj(caller -> (Callable<Void>) () -> {
                        var random = new Random(seed * 32 + caller);
                        for (var i = 0; i < 16; i++) {
                            // Mostly one node, so that it gets to rely on its memory, which the other then overtakes.
                            var node = nodes.get(random.nextInt(8) / 7);
                            untilRecorded(node, "treaty/" + random.nextInt(6), caller + "/" + i);
                        }
                        return null;
                    })
                    .toList();
            for (var caller : threads.invokeAll(callers)) {
                caller.get();
            }
        }

        assertThat(log.head().size()).isEqualTo(32 * 16);
        assertSound("seed " + seed);
    }

    private static void untilRecorded(PostgresEventLog log, String stream, String commandId) {
        Append request = append(stream, 0, commandId);
        while (log.append(request) instanceof StreamMoved(long next)) {
            request = append(stream, next, commandId);
        }
    }
}
