package org.treatyledger.api.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the JVM and of PostgreSQL under load, at random: whatever was acknowledged is there once, whatever
 * was not is there once at most, and a repetition gets the stored answer. Rounds: {@code -Dledger.crash.rounds}; the
 * seed is printed and can be pinned by {@code -Dledger.crash.seed}.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class CrashDrillTest {

    private static final int CLIENTS = 16;
    private static final System.Logger LOG = System.getLogger("org.treatyledger.drill");

    private final int rounds = Integer.getInteger("ledger.crash.rounds", 3);
    private final long seed = Long.getLong("ledger.crash.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void givenLoad_whenTheJvmOrTheDatabaseIsKilledAtRandom_thenNothingAcknowledgedIsLostOrThereTwice(@TempDir Path home)
            throws Exception {
        LOG.log(System.Logger.Level.INFO, "The seed is {0}", Long.toString(seed));
        try (var ledger = new LedgerProcess(home)) {
            ledger.awaitReady();
            var writers = new Writers(List.of(ledger), Duration.ZERO);
            writers.start(CLIENTS);
            var kills = killRounds(ledger);
            ledger.awaitReady();
            var retried = writers.stop();
            writers.verify(ledger);
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0} of {0} kills survived ({1}); {2} acknowledged, 0 lost, 0 twice; {3} were unknown and sent again; seed {4}",
                    rounds,
                    kills,
                    writers.acknowledged(),
                    retried,
                    Long.toString(seed));
        }
    }

    private Map<String, Integer> killRounds(LedgerProcess ledger) throws IOException, InterruptedException {
        var kills = new TreeMap<String, Integer>();
        for (var round = 0; round < rounds; round++) {
            Writers.pause(Duration.ofMillis(300 + random.nextInt(1_200)));
            if (random.nextBoolean()) {
                ledger.killAndRestart();
                kills.merge("JVM", 1, Integer::sum);
            } else {
                ledger.killDatabase();
                kills.merge("PostgreSQL", 1, Integer::sum);
                Writers.pause(Duration.ofMillis(100));
            }
            ledger.awaitReady();
        }
        return kills;
    }
}
