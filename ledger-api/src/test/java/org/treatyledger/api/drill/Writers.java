package org.treatyledger.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.Waiting;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients that send commands while things are killed under them, and remember what they were told: what was
 * acknowledged has to be found once, what was not, once at most, and taken when it is sent again.
 */
final class Writers {

    private static final int TREATIES = 4;
    private static final JsonMapper JSON = new JsonMapper();

    private final List<LedgerProcess> nodes;
    private final Duration between;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Command> unknown = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger sentAgain = new AtomicInteger();
    private List<CompletableFuture<Void>> clients = List.of();
    private volatile boolean load = true;

    private record Command(String key, String treaty) {
        String body() {
            return """
                    {"action": "announce", "participant": "ARM", "date": "2024-01-01", "text": "%s"}""".formatted(key);
        }
    }

    /**
     * @param nodes one of which, at random, is sent each command
     * @param between how long a client waits after an answer
     */
    Writers(List<LedgerProcess> nodes, Duration between) {
        this.nodes = nodes;
        this.between = between;
    }

    /** Registers the treaties, and begins. */
    void start(int howMany) throws IOException, InterruptedException {
        for (var i = 0; i < TREATIES; i++) {
            register("t-" + i);
        }
        clients = new ArrayList<>();
        for (var i = 0; i < howMany; i++) {
            clients.add(CompletableFuture.runAsync(this::sendUntilToldToStop, Thread::startVirtualThread));
        }
    }

    /** Ends them. */
    void end() {
        load = false;
        clients.forEach(CompletableFuture::join);
    }

    /** Ends them, and sends again whose fate is still unknown; returns how many had to be sent more than once. */
    int stop() {
        end();
        unknown.forEach(this::sendAgain);
        return sentAgain.get();
    }

    private void sendAgain(Command command) {
        assertThat(send(command)).as("%s is taken when sent again", command).isTrue();
    }

    /** How many commands were acknowledged. */
    int acknowledged() {
        return acknowledged.size();
    }

    private void sendUntilToldToStop() {
        while (load) {
            var number = next.getAndIncrement();
            var command = new Command("drill-" + number, "t-" + number % TREATIES);
            if (!send(command)) {
                sentAgain.incrementAndGet();
                persist(command);
            }
            pause(between);
        }
    }

    /** As a client does that was not answered: the same command with the same key, until it is. */
    private void persist(Command command) {
        do {
            if (!load) {
                unknown.add(command);
                return;
            }
            pause(Duration.ofMillis(500));
        } while (!send(command));
    }

    private LedgerProcess anyNode() {
        return nodes.get(ThreadLocalRandom.current().nextInt(nodes.size()));
    }

    /** True where the command was acknowledged. */
    private boolean send(Command command) {
        try {
            var response = post("/api/v1/treaties/" + command.treaty() + "/actions", command.key(), command.body());
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

    private java.net.http.HttpResponse<String> post(String path, String key, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(anyNode().uri(path))
                        .timeout(Duration.ofSeconds(20))
                        .header("Authorization", RunningLedger.basic("depositary", "depositary"))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private void register(String treaty) throws IOException, InterruptedException {
        var response = post("/api/v1/treaties", treaty, RunningLedger.rules(treaty));
        while (response.statusCode() == 503) {
            pause(Duration.ofMillis(500));
            response = post("/api/v1/treaties", treaty, RunningLedger.rules(treaty));
        }
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    }

    /**
     * Reads all entries as a node's register has them: no gap, nothing twice, all that was acknowledged where it was said;
     * and their tree has the root of the log's own checkpoint.
     */
    Frontier verify(LedgerProcess node) throws IOException, InterruptedException {
        assertThat(wrong).as("answers other than 201 and 503").isEmpty();
        var found = new HashMap<String, Long>();
        var sequences = new HashMap<String, Long>();
        var frontier = new AtomicReference<>(Frontier.EMPTY);
        eachEvent(node, event -> {
            var position = event.path("position").longValue();
            assertThat(position).isEqualTo(frontier.get().size());
            assertThat(event.path("sequence").longValue())
                    .isEqualTo(sequences.merge(event.path("stream").stringValue(), 1L, Long::sum) - 1);
            var leaf = HexFormat.of().parseHex(event.path("leafHash").stringValue());
            frontier.updateAndGet(it -> it.with(Hash.of(leaf)));
            assertThat(found.put(event.path("commandId").stringValue(), position))
                    .as("%s is there twice", event)
                    .isNull();
        });
        assertThat(lost(found)).as("acknowledged, and not where it was said").isEmpty();
        found.keySet().removeIf(command -> command.startsWith("seed/"));
        assertThat(found.keySet()).hasSize(acknowledged.size() + TREATIES);
        verifyCheckpoint(node, frontier.get());
        return frontier.get();
    }

    /** Text of a checkpoint: the log's name, its size, its root (C2SP tlog-checkpoint). */
    private void verifyCheckpoint(LedgerProcess node, Frontier frontier) {
        var size = Long.toString(frontier.size());
        Waiting.until(() -> checkpoint(node).get(1).equals(size));
        assertThat(checkpoint(node).get(2))
                .isEqualTo(Base64.getEncoder()
                        .encodeToString(HexFormat.of().parseHex(frontier.root().toString())));
    }

    private static List<String> checkpoint(LedgerProcess node) {
        var lines = Site.ask(node.uri("/log/checkpoint")).lines().toList();
        return lines.size() < 3 ? List.of("", "", "") : lines;
    }

    /**
     * Those that were acknowledged and are not where it was said.
     *
     * @param found positions by command id
     */
    List<String> lost(Map<String, Long> found) {
        return acknowledged.entrySet().stream()
                .filter(it -> !it.getValue().equals(found.get(it.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void eachEvent(LedgerProcess node, Consumer<JsonNode> reader) throws IOException, InterruptedException {
        for (var path = "/api/v1/events?limit=1000"; !path.isEmpty(); ) {
            var page = ask(node, path);
            page.path("events").forEach(reader);
            path = page.path("next").stringValue("");
        }
    }

    private JsonNode ask(LedgerProcess node, String path) throws IOException, InterruptedException {
        return JSON.readTree(http.send(HttpRequest.newBuilder(node.uri(path)).build(), BodyHandlers.ofString())
                .body());
    }

    /** Waits; a thread of its own does not have to be told. */
    static void pause(Duration duration) {
        CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(duration.toMillis(), TimeUnit.MILLISECONDS))
                .join();
    }
}
