package org.treatyledger.api.bench;

import static org.treatyledger.api.bench.Figures.print;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.api.drill.LedgerProcess;
import org.treatyledger.api.embedded.EmbeddedPostgres;

/**
 * How long the whole ledger takes from its start to its readiness, and what it holds in memory then, as the log grows
 * tenfold each time: {@code ./dev bench start}, with {@code -Dledger.bench.entries=10000000} for ten million.
 */
class StartBench {

    private static final long MOST = Long.getLong("ledger.bench.entries", 1_000_000);
    private static final int STARTS = Integer.getInteger("ledger.bench.rounds", 5);

    private final FilledLog filled = new FilledLog();

    @TempDir
    private Path home;

    @Test
    void asTheLogGrows() throws Exception {
        start();
        for (var size = 10_000L; size <= MOST; size *= 10) {
            grow(size);
            start(); // the first after a copy reads what the disk has, and is not counted
            var millis = new double[STARTS];
            var memory = new double[STARTS];
            for (var i = 0; i < STARTS; i++) {
                var began = System.nanoTime();
                try (var ledger = new LedgerProcess(home)) {
                    ledger.awaitReady();
                    millis[i] = (System.nanoTime() - began) / 1e6;
                    memory[i] = ledger.residentMegabytes();
                }
            }
            print("%,11d entries: ready after %s ms, %s MB resident"
                    .formatted(size, Figures.spread(millis, "%,.0f"), Figures.spread(memory, "%.0f")));
        }
    }

    private void start() throws Exception {
        try (var ledger = new LedgerProcess(home)) {
            ledger.awaitReady();
        }
    }

    private void grow(long size) throws Exception {
        try (var postgres = EmbeddedPostgres.start(home);
                var database = TestDatabase.poolOf(postgres)) {
            filled.grow(database, size);
            filled.project(database);
        }
    }
}
