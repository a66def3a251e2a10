package org.treatyledger.api.log;

import static org.treatyledger.api.bench.Figures.print;
import static org.treatyledger.api.bench.Figures.spread;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.Appended;

/**
 * Durable appends a second, ours against plain inserts of the same bytes on the same PostgreSQL, alternated in one run:
 * {@code ./dev bench}. It is no test: nothing here can fail but the machine.
 */
class AppendBench {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int ROUNDS = Integer.getInteger("ledger.bench.rounds", 5);
    private static final long NANOS = 1_000_000L * Integer.getInteger("ledger.bench.millis", 2_000);
    private static final int[] CALLERS = {1, 8, 64};

    /** One durable append by one caller. */
    private interface Write {
        void once(int caller, long number) throws SQLException;
    }

    @Test
    void appendsASecond() throws Exception {
        var database = DATABASE.fresh();
        var jdbc = new JdbcTemplate(database);
        jdbc.execute("create table plain (id bigserial primary key, stream text not null, entry bytea not null)");
        print("fsync %s, synchronous_commit %s, %d rounds of %d ms a cell, medians (lowest to highest)"
                .formatted(
                        jdbc.queryForObject("show fsync", String.class),
                        jdbc.queryForObject("show synchronous_commit", String.class),
                        ROUNDS,
                        NANOS / 1_000_000));
        var log = new PostgresEventLog(database, Clock.systemUTC(), new EntryCodec());
        measure(1, plain(database), 200_000_000L); // warm both up before anything counts
        measure(8, ours(log, "warm"), 1_000_000_000L);
        for (var callers : CALLERS) {
            compare(callers, database, log);
        }
    }

    private static void compare(int callers, DataSource database, PostgresEventLog log) throws Exception {
        var ours = new double[ROUNDS];
        var plain = new double[ROUNDS];
        var ratio = new double[ROUNDS];
        for (var round = 0; round < ROUNDS; round++) {
            plain[round] = measure(callers, plain(database), NANOS);
            ours[round] = measure(callers, ours(log, callers + "-" + round), NANOS);
            ratio[round] = ours[round] / plain[round];
        }
        print("%2d callers: ledger %s/s, plain insert %s/s, ratio within a round %s"
                .formatted(callers, spread(ours, "%.0f"), spread(plain, "%.0f"), spread(ratio, "%.2f")));
    }

    private static Write ours(PostgresEventLog log, String label) {
        return (caller, number) -> {
            var stream = "bench/" + label + "/" + caller;
            var appended = log.append(SampleAppends.append(stream, number, stream + "/" + number));
            if (!(appended instanceof Appended.Recorded)) {
                throw new IllegalStateException("Not recorded: " + appended);
            }
        };
    }

    private static Write plain(DataSource database) {
        var entry = new byte[420];
        return (caller, number) -> {
            try (var connection = database.getConnection();
                    var insert = connection.prepareStatement("insert into plain (stream, entry) values (?, ?)")) {
                insert.setString(1, "bench/" + caller);
                insert.setBytes(2, entry);
                insert.executeUpdate();
            }
        };
    }

    private static double measure(int callers, Write write, long nanos) throws Exception {
        var done = new AtomicLong();
        var start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<java.util.concurrent.Future<?>>();
            for (var caller = 0; caller < callers; caller++) {
                var me = caller;
                running.add(threads.submit(() -> {
                    for (var number = 0L; System.nanoTime() - start < nanos; number++) {
                        write.once(me, number);
                        done.incrementAndGet();
                    }
                    return null;
                }));
            }
            for (var one : running) {
                one.get();
            }
        }
        return done.get() * 1e9 / (System.nanoTime() - start);
    }
}
