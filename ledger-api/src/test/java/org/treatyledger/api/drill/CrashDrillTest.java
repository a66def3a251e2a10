package org.treatyledger.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.treatyledger.api.ChildClassPath;
import org.treatyledger.api.relay.Broker;

/**
 * {@code kill -9} of the JVM and of PostgreSQL under load, at random, and ends of the process between two given lines of
 * it: whatever was acknowledged is there once, whatever was not is there once at most, and a repetition gets the stored
 * answer. {@link AsynchronousCommitTest} shows that losses would be found. Rounds: {@code -Dledger.crash.rounds}, and
 * {@code -Dledger.crash.points} at each {@link FailPoint}; the seed is printed and can be pinned by {@code
 * -Dledger.crash.seed}.
 */
@Tag("drill")
@Timeout(value = 3, unit = TimeUnit.HOURS)
class CrashDrillTest {

    private static final int CLIENTS = 64;
    private static final System.Logger LOG = System.getLogger("org.treatyledger.drill");

    private static final int MANY = 20;

    private static final int ROUNDS = Integer.getInteger("ledger.crash.rounds", 4);
    private static final int TIMES_AT_EACH = Integer.getInteger("ledger.crash.points", 0);

    private final long seed = Long.getLong("ledger.crash.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @BeforeAll
    static void prepare(@TempDir Path classes) throws IOException {
        if (ROUNDS > MANY || TIMES_AT_EACH > 0) {
            LedgerProcess.prepareQuickStarts(classes);
        }
    }

    @AfterAll
    static void forgetArchive() {
        ChildClassPath.plain();
    }

    @Test
    void givenLoad_whenTheJvmOrTheDatabaseIsKilledAtRandom_thenNothingAcknowledgedIsLostOrThereTwice(@TempDir Path home)
            throws Exception {
        Assumptions.assumeTrue(ROUNDS > 0, "only the places of the way were asked for");
        try (var ledger = LedgerProcess.halting(home, Map.of())) {
            ledger.awaitReady();
            var writers = start(ledger);
            var kills = killRounds(ledger);
            ledger.process().kill();
            ledger.startAndHalt(
                    FailPoint.COMMITTING_WRITE_SENT, 1 + random.nextInt(FailPoint.COMMITTING_WRITE_SENT.most()));
            ledger.process().restart();
            ledger.awaitReady();
            var retried = writers.stop();
            writers.verify(ledger);
            report(ROUNDS + " of " + ROUNDS + " kills and a halt survived (" + kills + ")", writers, retried);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "ledger.crash.points", matches = "[1-9][0-9]*")
    void givenLoad_whenTheProcessEndsAtAnyPlaceOfTheWay_thenNothingAcknowledgedIsLostOrThereTwiceOrNotRelayed(
            @TempDir Path home) throws Exception {
        try (var broker = new Broker();
                var ledger = LedgerProcess.halting(home, Map.of("LEDGER_KAFKA_BOOTSTRAP", broker.bootstrap()))) {
            ledger.awaitReady();
            var writers = start(ledger);
            ledger.process().kill();
            var places = places();
            for (var place : places) {
                ledger.startAndHalt(place, 1 + random.nextInt(place.most()));
            }
            ledger.process().restart();
            ledger.awaitReady();
            var retried = writers.stop();
            var log = writers.verify(ledger);
            assertThat(RelayedTopic.verify(broker.bootstrap(), List.of(ledger), log))
                    .as("records repeated")
                    .isZero();
            report(
                    places.size() + " of " + places.size() + " halts survived, " + TIMES_AT_EACH + " at each of "
                            + FailPoint.values().length + " places; topic complete, in order, nothing repeated",
                    writers,
                    retried);
        }
    }

    private List<FailPoint> places() {
        var places = new ArrayList<FailPoint>();
        for (var i = 0; i < TIMES_AT_EACH; i++) {
            Collections.addAll(places, FailPoint.values());
        }
        Collections.shuffle(places, random);
        return places;
    }

    private Writers start(LedgerProcess ledger) throws IOException, InterruptedException {
        LOG.log(System.Logger.Level.INFO, "The seed is {0}", Long.toString(seed));
        var writers = new Writers(List.of(ledger), Duration.ZERO);
        writers.start(CLIENTS);
        return writers;
    }

    private void report(String survived, Writers writers, int retried) {
        LOG.log(
                System.Logger.Level.INFO,
                "{0}; {1} acknowledged, 0 lost, 0 twice; {2} unanswered and sent again; seed {3}",
                survived,
                writers.acknowledged(),
                retried,
                Long.toString(seed));
    }

    /** Half of them the JVM, half the database, in any order; of an odd number either has one more. Says how often which. */
    private Map<String, Integer> killRounds(LedgerProcess ledger) throws IOException, InterruptedException {
        var isJvm = new ArrayList<Boolean>();
        var first = random.nextBoolean();
        for (var round = 0; round < ROUNDS; round++) {
            isJvm.add(round % 2 == 0 ? first : !first);
        }
        Collections.shuffle(isJvm, random);
        var kills = new TreeMap<String, Integer>();
        for (var jvm : isJvm) {
            Writers.pause(Duration.ofMillis(300 + random.nextInt(1_200)));
            if (jvm) {
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
