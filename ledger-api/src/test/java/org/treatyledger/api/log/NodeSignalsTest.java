package org.treatyledger.api.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.api.Waiting;
import org.treatyledger.core.codec.EntryCodec;

/** Nodes on one database hear of each other's appends, and not of their own. */
class NodeSignalsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Counts what it is told. */
    private static final class Ear {

        private final Semaphore heard = new Semaphore(0);

        boolean hears() throws InterruptedException {
            return heard.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static Ear earOf(NodeSignals signals) {
        var ear = new Ear();
        signals.onSignal(ear.heard::release);
        return ear;
    }

    @Test
    void givenTwoNodes_whenOneAppends_thenTheOtherIsToldAndItIsNotItself() throws InterruptedException {
        var database = DATABASE.fresh();
        var log = new PostgresEventLog(database, Clock.systemUTC(), new EntryCodec());
        try (var one = new NodeSignals(database);
                var other = new NodeSignals(database)) {
            log.onAppended(one::appended);
            var mine = earOf(one);
            var theirs = earOf(other);
            awaitListening();
            mine.heard.drainPermits();
            theirs.heard.drainPermits();

            log.append(SampleAppends.append("treaty/told", 0, "told-0"));
            assertThat(theirs.hears()).isTrue();
            other.appended();
            assertThat(mine.hears()).as("the control: it would hear").isTrue();
            assertThat(mine.heard.availablePermits())
                    .as("of its own it does not")
                    .isZero();
        }
    }

    @Test
    void givenAListenerWhoseConnectionIsEnded_whenAnotherAppends_thenItIsToldAgain() throws InterruptedException {
        var database = DATABASE.fresh();
        try (var one = new NodeSignals(database);
                var other = new NodeSignals(database)) {
            var theirs = earOf(other);
            awaitListening();
            new JdbcTemplate(database)
                    .queryForList("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'");
            theirs.heard.drainPermits();
            assertThat(theirs.hears())
                    .as("it looks, because it may have missed something")
                    .isTrue();

            theirs.heard.drainPermits();
            one.appended();
            assertThat(theirs.hears()).isTrue();
        }
    }

    @Test
    void givenTwoNodesThatListen_whenTheyClose_thenTheirConnectionsAreGivenBackWhole() {
        var database = DATABASE.fresh();
        var jdbc = new JdbcTemplate(database);
        List<Integer> listening;
        try (var _ = new NodeSignals(database, PATIENCE);
                var _ = new NodeSignals(database, PATIENCE)) {
            awaitListening();
            listening =
                    jdbc.queryForList("select pid from pg_stat_activity where query like 'listen %'", Integer.class);
        }

        assertThat(jdbc.queryForList("select pid from pg_stat_activity", Integer.class))
                .containsAll(listening);
        assertThat(jdbc.queryForList("select query from pg_stat_activity where query like 'listen %'"))
                .as("those who still listen")
                .isEmpty();
    }

    private static void awaitListening() {
        var jdbc = new JdbcTemplate(DATABASE.dataSource());
        Waiting.until(() -> Integer.valueOf(2)
                .equals(jdbc.queryForObject(
                        "select count(*) from pg_stat_activity where query like 'listen %' and state = 'idle'",
                        Integer.class)));
    }
}
