package org.treatyledger.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.treatyledger.api.ChildClassPath;
import org.treatyledger.api.ChildJvm;
import org.treatyledger.api.Waiting;
import org.treatyledger.api.drill.Site.Part;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything is killed and frozen, in random order, several at a time, while commands are sent to two nodes: then the log,
 * the topic and the projections in a process of their own hold the same, and nothing acknowledged is lost. Its length:
 * {@code -Dledger.faults.seconds}, without which it is left out; the seed is printed and can be pinned by
 * {@code -Dledger.faults.seed}.
 */
@Tag("drill")
@EnabledIfSystemProperty(named = "ledger.faults.seconds", matches = "[0-9]+")
@Timeout(value = 2, unit = TimeUnit.HOURS)
class MixedFaultsTest {

    private static final int CLIENTS = 16;
    private static final double SHORTEST_FREEZE = 0.1;
    private static final double LONGEST_FREEZE = 90;
    private static final System.Logger LOG = System.getLogger("org.treatyledger.drill");
    private static final JsonMapper JSON = new JsonMapper();

    private final int seconds = Integer.getInteger("ledger.faults.seconds", 0);
    private final long seed = Long.getLong("ledger.faults.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<String> busy = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> done = Collections.synchronizedMap(new TreeMap<>());
    private final List<CompletableFuture<Void>> mending = new ArrayList<>();

    @Test
    void givenAWholeSite_whenAnyOfItsProcessesIsKilledOrFrozenAtAnyTime_thenLogTopicAndProjectionsEndUpTheSame(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home) throws Exception {
        LedgerProcess.prepareQuickStarts(Files.createDirectory(home.resolve("classes")));
        LOG.log(System.Logger.Level.INFO, "The seed is {0}", Long.toString(seed));
        try (var site = new Site(home)) {
            var writers = new Writers(site.nodes(), Duration.ofMillis(50));
            writers.start(CLIENTS);
            var gaveUp = disturb(site);
            gaveUp += awaitReady(site);
            var retried = writers.stop();
            var head = writers.verify(site.nodes().getFirst());
            assertThat(writers.verify(site.nodes().getLast())).isEqualTo(head);
            var repeated = RelayedTopic.verify(site.bootstrap(), site.nodes(), head);
            verifyProjections(site, head.size());
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0} s of faults survived: {1}; {2} started again that had given up; {3} acknowledged, 0 lost, 0 twice; "
                            + "{4} unanswered and sent again; topic complete and in order, {5} records repeated; seed {6}",
                    seconds,
                    done,
                    gaveUp,
                    writers.acknowledged(),
                    retried,
                    repeated,
                    Long.toString(seed));
        }
    }

    @AfterEach
    void forgetArchive() {
        ChildClassPath.plain();
    }

    private int disturb(Site site) {
        var gaveUp = 0;
        var parts = site.parts();
        var end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (System.nanoTime() < end) {
            // All drawn before anything is looked at, so that a seed is a schedule.
            var wait = Duration.ofMillis(200 + random.nextInt(2_800));
            var part = parts.get(random.nextInt(parts.size()));
            var kill = random.nextBoolean();
            var length = kill ? Duration.ofMillis(random.nextInt(5_000)) : freeze(random.nextDouble());
            Writers.pause(wait);
            gaveUp += site.superviseIdle(busy);
            if (!busy.contains(part.name())) {
                busy.add(part.name());
                mending.add(CompletableFuture.runAsync(() -> disturb(part, kill, length), Thread::startVirtualThread));
            }
        }
        mending.forEach(CompletableFuture::join);
        return gaveUp;
    }

    private int awaitReady(Site site) {
        var gaveUp = new AtomicInteger();
        Waiting.until(Duration.ofMinutes(3), () -> {
            gaveUp.addAndGet(site.superviseIdle(busy));
            return site.nodes().stream().allMatch(LedgerProcess::isReady);
        });
        return gaveUp.get();
    }

    /** From a tenth of a second to a minute and a half, the short ones more often; none a tenth of the whole run. */
    private Duration freeze(double drawn) {
        var longest = Math.min(LONGEST_FREEZE, seconds / 10.0);
        return Duration.ofMillis(
                (long) (1_000 * SHORTEST_FREEZE * Math.pow(Math.max(1, longest / SHORTEST_FREEZE), drawn)));
    }

    private void disturb(Part part, boolean kill, Duration length) {
        if (kill) {
            part.kill().run();
            Writers.pause(length);
            part.restart().run();
        } else {
            var pid = part.pid().getAsLong();
            ChildJvm.freeze(pid);
            Writers.pause(length);
            ChildJvm.thaw(pid);
        }
        done.merge((kill ? "killed " : "frozen ") + part.name(), 1, Integer::sum);
        busy.remove(part.name());
    }

    private static void verifyProjections(Site site, long size) {
        Waiting.until(
                Duration.ofMinutes(3),
                () -> JSON.readTree(site.askProjections("/actuator/health/readiness"))
                                .path("components")
                                .path("projections")
                                .path("details")
                                .path("applied")
                                .asLong(-1)
                        == size);
        var ledger = site.nodes().getFirst();
        for (var question : List.of(
                "/api/v1/treaties",
                "/api/v1/treaties/t-0/participants/ARM?on=2024-12-31",
                "/api/v1/treaties/t-3/changes?clock=position&from=0&to=200",
                "/api/v1/events?limit=1000",
                "/api/v1/events?limit=1000&from=" + Math.max(0, size - 1_000))) {
            assertThat(site.askProjections(question))
                    .as(question)
                    .isNotEmpty()
                    .isEqualTo(Site.ask(ledger.uri(question)));
        }
    }
}
