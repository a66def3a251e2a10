package org.treatyledger.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code kill -9} of the JVM and of PostgreSQL under load, at random: whatever was acknowledged is there once, whatever
 * was not is there once at most, and a repetition gets the stored answer. Rounds: {@code -Dledger.crash.rounds}; the
 * seed is printed and can be pinned by {@code -Dledger.crash.seed}.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class CrashDrillTest {

    private static final int CLIENTS = 16;
    private static final int TREATIES = 4;
    private static final JsonMapper JSON = new JsonMapper();

    private final int rounds = Integer.getInteger("ledger.crash.rounds", 3);
    private final long seed = Long.getLong("ledger.crash.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Command> unknown = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean load = true;

    private record Command(String key, String treaty) {
        String body() {
            return """
                    {"action": "announce", "participant": "ARM", "date": "2024-01-01", "text": "%s"}""".formatted(key);
        }
    }

    @Test
    void givenLoad_whenTheJvmOrTheDatabaseIsKilledAtRandom_thenNothingAcknowledgedIsLostOrThereTwice(@TempDir Path home)
            throws Exception {
        try (var ledger = new LedgerProcess(home)) {
            ledger.awaitReady();
            for (var i = 0; i < TREATIES; i++) {
                register(ledger, "t-" + i);
            }
            var clients = clients(ledger);
            var kills = killRounds(ledger);
            load = false;
            clients.forEach(CompletableFuture::join);
            ledger.awaitReady();
            var retried = retryUnknown(ledger);
            verify(ledger);
            System.getLogger("org.treatyledger.drill")
                    .log(
                            System.Logger.Level.INFO,
                            "{0} of {0} kills survived ({1}); {2} acknowledged, 0 lost, 0 twice; {3} were unknown and sent again; seed {4}",
                            rounds,
                            kills,
                            acknowledged.size(),
                            retried,
                            Long.toString(seed));
        }
    }

    private Map<String, Integer> killRounds(LedgerProcess ledger) throws Exception {
        var kills = new HashMap<String, Integer>();
        for (var round = 0; round < rounds; round++) {
            pause(Duration.ofMillis(300 + random.nextInt(1_200)));
            if (random.nextBoolean()) {
                ledger.killAndRestart();
                kills.merge("JVM", 1, Integer::sum);
            } else {
                ledger.killDatabase();
                kills.merge("PostgreSQL", 1, Integer::sum);
                pause(Duration.ofMillis(100));
            }
            ledger.awaitReady();
        }
        return kills;
    }

    private List<CompletableFuture<Void>> clients(LedgerProcess ledger) {
        var all = new ArrayList<CompletableFuture<Void>>();
        for (var i = 0; i < CLIENTS; i++) {
            all.add(CompletableFuture.runAsync(() -> sendUntilToldToStop(ledger), Thread::startVirtualThread));
        }
        return all;
    }

    private void sendUntilToldToStop(LedgerProcess ledger) {
        while (load) {
            var number = next.getAndIncrement();
            var command = new Command("drill-" + number, "t-" + number % TREATIES);
            if (!send(ledger, command)) {
                unknown.add(command);
                pause(Duration.ofMillis(500));
            }
        }
    }

    /** True where the command was acknowledged. */
    private boolean send(LedgerProcess ledger, Command command) {
        try {
            var response = http.send(
                    HttpRequest.newBuilder(ledger.uri("/api/v1/treaties/" + command.treaty() + "/actions"))
                            .timeout(Duration.ofSeconds(20))
                            .header("Authorization", RunningLedger.basic("depositary", "depositary"))
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", command.key())
                            .POST(BodyPublishers.ofString(command.body()))
                            .build(),
                    BodyHandlers.ofString());
            if (response.statusCode() == 201) {
                var position =
                        JSON.readTree(response.body()).path("positions").get(0).longValue();
                acknowledged.put(command.key(), position);
                return true;
            }
            if (response.statusCode() != 503) {
                wrong.add(response.statusCode() + " " + response.body());
            }
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private int retryUnknown(LedgerProcess ledger) {
        var retried = unknown.size();
        for (var command : unknown) {
            assertThat(send(ledger, command))
                    .as("%s is taken when sent again, seed %d", command, seed)
                    .isTrue();
        }
        return retried;
    }

    private void verify(LedgerProcess ledger) throws IOException, InterruptedException {
        assertThat(wrong).as("answers other than 201 and 503, seed %d", seed).isEmpty();
        var found = new HashMap<String, Long>();
        var frontier = Frontier.EMPTY;
        var sequences = new HashMap<String, Long>();
        for (var path = "/api/v1/events?limit=1000"; !path.isEmpty(); ) {
            var page = ask(ledger, path);
            for (var event : page.path("events")) {
                assertThat(event.path("position").longValue()).isEqualTo(frontier.size());
                assertThat(event.path("sequence").longValue())
                        .isEqualTo(sequences.merge(event.path("stream").stringValue(), 1L, Long::sum) - 1);
                frontier = frontier.with(Hash.of(
                        java.util.HexFormat.of().parseHex(event.path("leafHash").stringValue())));
                var before = found.put(
                        event.path("commandId").stringValue(),
                        event.path("position").longValue());
                assertThat(before).as("%s is there twice, seed %d", event, seed).isNull();
            }
            path = page.path("next").stringValue("");
        }
        assertThat(found)
                .as("acknowledged and found where it was said, seed %d", seed)
                .containsAllEntriesOf(acknowledged);
        assertThat(found).hasSize(acknowledged.size() + TREATIES);
    }

    private JsonNode ask(LedgerProcess ledger, String path) throws IOException, InterruptedException {
        return JSON.readTree(http.send(HttpRequest.newBuilder(ledger.uri(path)).build(), BodyHandlers.ofString())
                .body());
    }

    private void register(LedgerProcess ledger, String treaty) throws IOException, InterruptedException {
        var response = http.send(
                HttpRequest.newBuilder(ledger.uri("/api/v1/treaties"))
                        .header("Authorization", RunningLedger.basic("depositary", "depositary"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(RunningLedger.rules(treaty)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    }

    private static void pause(Duration duration) {
        CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(duration.toMillis(), TimeUnit.MILLISECONDS))
                .join();
    }
}
