package org.treatyledger.api.bench;

import static org.treatyledger.api.bench.Figures.print;

import java.time.Clock;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.api.log.PostgresEventLog;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.projections.reference.ReferenceData;
import org.treatyledger.projections.register.Rebuild;
import org.treatyledger.projections.register.RebuildState;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.register.RegisterRows;

/**
 * Entries a second of a rebuild of the register, beside reading the log with every leaf hashed and every entry decoded:
 * {@code ./dev bench rebuild}.
 */
class RebuildBench {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final long ENTRIES = Long.getLong("ledger.bench.entries", 200_000);
    private static final int ROUNDS = Integer.getInteger("ledger.bench.rounds", 3);
    private static final int PAGE = 1_000;

    private final EntryCodec codec = new EntryCodec();

    @Test
    void entriesASecond() throws Exception {
        var database = DATABASE.freshWithRegister();
        var filled = new FilledLog();
        filled.grow(database, ENTRIES);
        filled.project(database);
        var log = new PostgresEventLog(database, Clock.systemUTC(), codec);
        var rebuilt = new double[ROUNDS];
        var verified = new double[ROUNDS];
        var ratios = new double[ROUNDS];
        for (var round = -1; round < ROUNDS; round++) {
            var replays = verifiedReplay(log);
            var rebuilds = rebuild(database, log);
            if (round >= 0) {
                verified[round] = replays;
                rebuilt[round] = rebuilds;
                ratios[round] = rebuilds / replays;
            }
        }
        print("verified replay: %s/s".formatted(Figures.spread(verified, "%,.0f")));
        print("rebuild of %,d entries, compared and swapped: %s/s, %s of it"
                .formatted(ENTRIES, Figures.spread(rebuilt, "%,.0f"), Figures.spread(ratios, "%.2f")));
    }

    private double verifiedReplay(PostgresEventLog log) {
        var start = System.nanoTime();
        var tree = Frontier.EMPTY;
        for (var page = log.read(0, PAGE); !page.isEmpty(); page = log.read(tree.size(), PAGE)) {
            for (var entry : page) {
                tree = tree.with(Hash.ofLeaf(codec.bytes(entry)));
            }
        }
        if (!tree.root().equals(log.head().frontier().root())) {
            throw new IllegalStateException("Another root than the head's");
        }
        return tree.size() * 1e9 / (System.nanoTime() - start);
    }

    private double rebuild(DataSource database, PostgresEventLog log) {
        var jdbc = new JdbcTemplate(database);
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        var register = new Register(new RegisterRows(jdbc, codec), transaction, ReferenceData.participants());
        var rebuild = new Rebuild(log, register, database, codec, transaction, Clock.systemUTC(), e -> false);
        var start = System.nanoTime();
        rebuild.begin();
        while (rebuild.state().filter(RebuildState::isRunning).isPresent()) {
            LockSupport.parkNanos(5_000_000);
        }
        var took = System.nanoTime() - start;
        var state = rebuild.state().orElseThrow();
        if (state.phase() != RebuildState.Phase.DONE || !Long.valueOf(0).equals(state.differences())) {
            throw new IllegalStateException(state.toString());
        }
        return state.size() * 1e9 / took;
    }
}
