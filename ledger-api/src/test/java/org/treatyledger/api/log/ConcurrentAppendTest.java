package org.treatyledger.api.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.api.log.SampleAppends.append;
import static org.treatyledger.api.log.SampleAppends.digestOf;
import static org.treatyledger.api.log.SampleAppends.oversized;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.codec.EntryCodec.EntryTooLarge;
import org.treatyledger.core.log.Appended.AlreadyRecorded;
import org.treatyledger.core.log.Appended.Recorded;
import org.treatyledger.core.log.Appended.StreamMoved;
import org.treatyledger.core.log.CommandReceipt;
import org.treatyledger.core.log.EventLog;

@NullUnmarked
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ConcurrentAppendTest {

    @RegisterExtension
    static final TestDatabase TEST_DATABASE = new TestDatabase();

    private static final int CALLERS = 64;
    private static final int APPENDS_A_CALLER = 8;
    private static final int MOST_TRIES = 10_000;

    private DataSource database;
    private EventLog log;

    @BeforeEach
    void anEmptyLog() {
        database = TEST_DATABASE.fresh();
        log = node();
    }

    /** What a node has of its own: a queue and a leader. */
    private EventLog node() {
        return new PostgresEventLog(database, Clock.systemUTC(), new EntryCodec());
    }

    /** Runs the call for each caller on a virtual thread of its own, all let go at once. */
    private static <T> List<T> together(int callers, CallOf<T> call) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<T>>();
            for (var caller = 0; caller < callers; caller++) {
                var number = caller;
                Callable<T> task = () -> {
                    start.await();
                    return call.by(number);
                };
                futures.add(threads.submit(task));
            }
            start.countDown();
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    @FunctionalInterface
    private interface CallOf<T> {
        T by(int caller) throws Exception;
    }

    private static Recorded appendUntilRecorded(EventLog log, String stream, String commandId) {
        long expected = 0;
        for (var i = 0; i < MOST_TRIES; i++) {
            switch (log.append(append(stream, expected, commandId))) {
                case Recorded recorded -> {
                    return recorded;
                }
                case StreamMoved(long next) -> expected = next;
                case AlreadyRecorded _ -> throw new AssertionError(commandId + " was acknowledged twice");
            }
        }
        throw new AssertionError(commandId + " was never acknowledged");
    }

    private void assertAcknowledgedOnceEach(List<List<Recorded>> acknowledged, int appends, String as) {
        var positions = acknowledged.stream()
                .flatMap(List::stream)
                .map(Recorded::firstPosition)
                .sorted()
                .toList();
        assertThat(positions)
                .as(as)
                .isEqualTo(LongStream.range(0, appends).boxed().toList());
        new LogRows(database).assertSound(log.head(), as);
    }

    @Test
    void givenManyCallersOnOneStream_thenEachIsAcknowledgedOnceWithoutGaps() throws Exception {
        var acknowledged = together(CALLERS, caller -> IntStream.range(0, 2)
                .mapToObj(i -> appendUntilRecorded(log, "treaty/one", caller + "/" + i))
                .toList());

        assertAcknowledgedOnceEach(acknowledged, CALLERS * 2, "one stream");
    }

    @Test
    void givenManyCallersOnStreamsOfTheirOwn_thenEachIsAcknowledgedOnceWithoutGaps() throws Exception {
        var acknowledged = together(CALLERS, caller -> IntStream.range(0, APPENDS_A_CALLER)
                .mapToObj(i -> (Recorded) log.append(append("treaty/" + caller, i, caller + "/" + i)))
                .toList());

        assertAcknowledgedOnceEach(acknowledged, CALLERS * APPENDS_A_CALLER, "64 streams");
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void givenTwoNodesOnOneDatabase_thenTheLogIsStillOneWithoutGaps(long seed) throws Exception {
        var nodes = List.of(node(), node());
        var acknowledged = together(CALLERS, caller -> {
            var random = new Random(seed * CALLERS + caller);
            return IntStream.range(0, APPENDS_A_CALLER)
                    .mapToObj(i -> appendUntilRecorded(
                            nodes.get(caller % 2), "treaty/" + random.nextInt(16), caller + "/" + i))
                    .toList();
        });

        assertAcknowledgedOnceEach(acknowledged, CALLERS * APPENDS_A_CALLER, "seed " + seed);
    }

    @Test
    void givenRequestsThatCannotBeWritten_thenTheyFailAloneAndTheirGroupsDoNot() throws Exception {
        var outcomes = together(CALLERS, caller -> {
            var events = caller % 4 == 0 ? List.of(oversized()) : List.of(SampleAppends.noted("fine"));
            try {
                return (Object) log.append(append("treaty/" + caller, 0, "c" + caller, events));
            } catch (EntryTooLarge e) {
                return e.getClass();
            }
        });

        for (var caller = 0; caller < CALLERS; caller++) {
            if (caller % 4 == 0) {
                assertThat(outcomes.get(caller)).as("caller %d", caller).isEqualTo(EntryTooLarge.class);
            } else {
                assertThat(outcomes.get(caller)).as("caller %d", caller).isInstanceOf(Recorded.class);
            }
        }
        new LogRows(database).assertSound(log.head(), "poisoned");
        assertThat(log.head().size()).isEqualTo(CALLERS * 3 / 4);
    }

    @Test
    void givenRequestsThatTheDatabaseRefuses_thenTheyFailAloneAndTheirGroupsDoNot() throws Exception {
        var outcomes = together(CALLERS, caller -> {
            var stream = caller % 16 == 0 ? "s".repeat(201 + caller) : "treaty/" + caller;
            try {
                return (Object) log.append(append(stream, 0, "c" + caller));
            } catch (IllegalStateException e) {
                return e.getClass();
            }
        });

        assertThat(outcomes).filteredOn(IllegalStateException.class::equals).hasSize(4);
        assertThat(outcomes).filteredOn(Recorded.class::isInstance).hasSize(60);
        new LogRows(database).assertSound(log.head(), "refused by the database");
    }

    @Test
    void givenOneCommandSentByManyAtOnce_thenOneIsRecordedAndTheOthersGetItsReceipt() throws Exception {
        var nodes = List.of(node(), node());
        var outcomes = together(16, caller -> nodes.get(caller % 2).append(append("treaty/one", 0, "same")));

        var receipt = new CommandReceipt("same", digestOf("same"), 0, 0, 1, "answer to same");
        assertThat(outcomes).filteredOn(new Recorded(0, 0, 1)::equals).hasSize(1);
        assertThat(outcomes).filteredOn(new AlreadyRecorded(receipt)::equals).hasSize(15);
        assertThat(log.head().size()).isOne();
    }

    @Test
    void givenReadersDuringAppends_thenWhoeverSeesAPositionSeesAllBeforeIt() throws Exception {
        var seen = together(CALLERS, caller -> {
            if (caller % 8 != 0) {
                return (Object) appendUntilRecorded(log, "treaty/" + caller % 5, "c" + caller);
            }
            var head = log.head().size();
            var entries = log.read(0, CALLERS);
            assertThat(entries.size()).isGreaterThanOrEqualTo((int) head);
            assertThat(entries.stream().map(it -> it.position()).toList())
                    .isEqualTo(LongStream.range(0, entries.size()).boxed().toList());
            return entries;
        });

        assertThat(seen).hasSize(CALLERS);
        new LogRows(database).assertSound(log.head(), "readers");
    }

    @Test
    void givenACrowd_thenItSharesTransactions() throws Exception {
        var before = transactions();
        together(CALLERS, caller -> appendUntilRecorded(log, "treaty/" + caller, "c" + caller));

        assertThat(transactions() - before)
                .as("transactions for %d appends", CALLERS)
                .isLessThan(CALLERS / 2);
    }

    /** Distinct transactions that have written the log. */
    private long transactions() {
        return JdbcClient.create(database)
                .sql("select count(distinct xmin::text) from ledger.entry")
                .query(Long.class)
                .single();
    }
}
