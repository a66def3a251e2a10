package org.treatyledger.api.bench;

import static org.treatyledger.api.bench.Figures.percentile;
import static org.treatyledger.api.bench.Figures.print;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.api.log.PostgresEventLog;
import org.treatyledger.api.log.Tiles;
import org.treatyledger.api.transparency.LastCheckpoint;
import org.treatyledger.api.transparency.LogKeys;
import org.treatyledger.api.transparency.StartupCheck;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.transparency.ConsistencyProof;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.InclusionProof;

/**
 * What proofs, the check at the start and a verified replay cost as the log grows tenfold each time:
 * {@code ./dev bench log}, with {@code -Dledger.bench.entries=10000000} for ten million.
 */
class LogBench {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final long MOST = Long.getLong("ledger.bench.entries", 1_000_000);
    private static final int PROOFS = Integer.getInteger("ledger.bench.proofs", 2_000);
    private static final int REPLAYS = Integer.getInteger("ledger.bench.rounds", 3);

    private final Random dice = new Random(162);
    private final EntryCodec codec = new EntryCodec();
    private final FilledLog filled = new FilledLog();

    @TempDir
    private Path home;

    @Test
    void asTheLogGrows() throws Exception {
        var database = DATABASE.fresh();
        var keys = LogKeys.load(home, "bench.example/log", () -> false);
        for (var size = 10_000L; size <= MOST; size *= 10) {
            filled.grow(database, size);
            print("%,11d entries".formatted(size));
            proofs(new Tiles(database), size);
            start(database, keys);
            if (REPLAYS > 0) {
                replay(database);
            }
        }
    }

    private void proofs(Tiles tiles, long size) {
        var root = filled.frontier().root();
        for (var round : new String[] {"first  ", "again  "}) {
            var make = new double[PROOFS];
            var check = new double[PROOFS];
            var makeConsistency = new double[PROOFS];
            var hashes = 0L;
            for (var i = 0; i < PROOFS; i++) {
                var position = round.equals("first  ") ? dice.nextLong(size) : dice.nextLong(Math.min(size, 25_600));
                var leaf = Hash.ofLeaf(tiles.entries(position, position + 1).getFirst());
                var start = System.nanoTime();
                var proof = InclusionProof.of(position, size, tiles.of(size));
                var made = System.nanoTime();
                if (!proof.proves(leaf, root)) {
                    throw new IllegalStateException("A proof that does not hold: " + proof);
                }
                var checked = System.nanoTime();
                var consistency = ConsistencyProof.of(1 + position, size, tiles.of(size));
                makeConsistency[i] = (System.nanoTime() - checked) / 1_000.0;
                hashes += proof.hashes().size() + consistency.hashes().size();
                make[i] = (made - start) / 1_000.0;
                check[i] = (checked - made) / 1_000.0;
            }
            print(
                    "  %s inclusion made in %8.1f us (p99 %8.1f), checked in %5.1f us; consistency made in %8.1f us; %.1f hashes"
                            .formatted(
                                    round,
                                    percentile(make, 0.5),
                                    percentile(make, 0.99),
                                    percentile(check, 0.5),
                                    percentile(makeConsistency, 0.5),
                                    hashes / 2.0 / PROOFS));
        }
    }

    private void start(DataSource database, LogKeys keys) {
        var millis = new double[7];
        for (var i = 0; i < millis.length; i++) {
            var start = System.nanoTime();
            new StartupCheck(database, new LastCheckpoint(home), keys).run();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        print("  check at the start: %s ms".formatted(Figures.spread(millis, "%.1f")));
    }

    private void replay(DataSource database) throws SQLException {
        var raw = new double[REPLAYS];
        var hashed = new double[REPLAYS];
        var decoded = new double[REPLAYS];
        var read = new double[REPLAYS];
        for (var i = 0; i < raw.length; i++) {
            raw[i] = stream(database, 0);
            hashed[i] = stream(database, 1);
            decoded[i] = stream(database, 2);
            read[i] = pages(database);
        }
        print("  select streamed: %s/s".formatted(Figures.spread(raw, "%,.0f")));
        ratio("with every leaf hashed and the root compared", hashed, raw);
        ratio("and every entry decoded", decoded, raw);
        ratio("in pages, as a projection reads, decoded", read, raw);
    }

    private static void ratio(String label, double[] ours, double[] raw) {
        var ratios = new double[ours.length];
        for (var i = 0; i < ours.length; i++) {
            ratios[i] = ours[i] / raw[i];
        }
        print("  %s: %s/s, %s of it".formatted(label, Figures.spread(ours, "%,.0f"), Figures.spread(ratios, "%.2f")));
    }

    /** Entries a second; 0: only read, 1: hashed into the tree, 2: decoded too. */
    private double stream(DataSource database, int care) throws SQLException {
        var start = System.nanoTime();
        var tree = Frontier.EMPTY;
        var seen = 0L;
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.setFetchSize(1_000);
                try (var rows = statement.executeQuery("select entry from ledger.entry order by position")) {
                    while (rows.next()) {
                        var bytes = rows.getBytes(1);
                        seen++;
                        if (care > 0) {
                            tree = tree.with(Hash.ofLeaf(bytes));
                        }
                        if (care > 1 && codec.decode(bytes).position() != seen - 1) {
                            throw new IllegalStateException("Out of order at " + seen);
                        }
                    }
                }
            }
            connection.rollback();
        }
        if (care > 0 && !tree.root().equals(filled.frontier().root())) {
            throw new IllegalStateException("Another root than the head's");
        }
        return seen * 1e9 / (System.nanoTime() - start);
    }

    private double pages(DataSource database) {
        var log = new PostgresEventLog(database, Clock.systemUTC(), codec);
        var start = System.nanoTime();
        var seen = 0L;
        for (var page = log.read(0, 1_000); !page.isEmpty(); page = log.read(seen, 1_000)) {
            seen += page.size();
        }
        return seen * 1e9 / (System.nanoTime() - start);
    }
}
