package org.treatyledger.api.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.treatyledger.api.RunningLedger;
import tools.jackson.databind.JsonNode;

/** Rebuilding over HTTP while others read, record and listen. */
class RebuildContractTest {

    private static final RunningLedger LEDGER = RunningLedger.start("rome-statute");
    private static final String REGISTER = "/api/v1/projections/register";
    private static final List<String> QUESTIONS = List.of(
            "/api/v1/treaties/rome-statute/count?on=2025-01-01",
            "/api/v1/treaties/rome-statute/parties?on=2010-05-31",
            "/api/v1/treaties/rome-statute/series",
            "/api/v1/treaties/rome-statute-c/entry-into-force",
            "/api/v1/treaties",
            "/api/v1/participants/ARM",
            "/api/v1/events?from=100&limit=50");

    @AfterAll
    static void close() {
        LEDGER.close();
    }

    private static JsonNode rebuilt() {
        var began = LEDGER.postAs("operator", REGISTER + "/rebuild", "");
        assertThat(began.status()).as(began.toString()).isEqualTo(202);
        assertThat(began.header("Location")).isEqualTo(REGISTER);
        for (var i = 0; i < 2_000; i++) {
            var state = LEDGER.ask(REGISTER);
            if (!state.path("rebuild").path("state").stringValue("").equals("running")) {
                return state;
            }
            LockSupport.parkNanos(10_000_000);
        }
        throw new AssertionError("The rebuild did not end: " + LEDGER.ask(REGISTER));
    }

    private static List<String> answers() {
        return QUESTIONS.stream()
                .map(LEDGER::get)
                .peek(answer -> assertThat(answer.status()).isEqualTo(200))
                .map(RunningLedger.Answer::body)
                .toList();
    }

    @Test
    void givenReadersAndAListener_whenTheRegisterIsBuiltAnew_thenNobodySeesAGapOrHearsAnythingTwice() throws Exception {
        var before = answers();
        var generation = LEDGER.ask(REGISTER).path("generation").longValue();
        var wrong = new CopyOnWriteArrayList<String>();
        var heard = new CopyOnWriteArrayList<String>();
        var reading = new AtomicBoolean(true);
        var readers = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < QUESTIONS.size(); i++) {
                var mine = i;
                readers.add(threads.submit(() -> {
                    while (reading.get()) {
                        var answer = LEDGER.get(QUESTIONS.get(mine));
                        if (answer.status() != 200 || !answer.body().equals(before.get(mine))) {
                            wrong.add(answer.toString());
                        }
                    }
                }));
            }
            var listener = threads.submit(() -> listen(heard));
            try {
                for (var round = 1; round <= 5; round++) {
                    var state = rebuilt();
                    assertThat(state.path("rebuild").path("state").stringValue())
                            .as(state.toString())
                            .isEqualTo("done");
                    assertThat(state.path("rebuild").path("differences").longValue())
                            .isZero();
                    assertThat(state.path("generation").longValue()).isEqualTo(generation + round);
                }
            } finally {
                reading.set(false); // or the threads never end
            }
            for (var reader : readers) {
                reader.get();
            }
            // What is recorded after all of them is the first that the listener hears of.
            var recorded = LEDGER.post("/api/v1/treaties/rome-statute/actions", """
                    {"action": "announce", "participant": "KEN", "date": "2026-01-05", "text": "after the rebuild"}""");
            assertThat(recorded.status()).as(recorded.toString()).isEqualTo(201);
            listener.get();
        }
        assertThat(wrong).isEmpty();
        assertThat(heard).hasSize(1).first().asString().contains("after the rebuild");
    }

    /** Reads the stream to the first action. */
    private static Void listen(List<String> heard) throws IOException, InterruptedException {
        var from = LEDGER.ask(REGISTER).path("size").longValue();
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            var stream = client.send(
                    HttpRequest.newBuilder(LEDGER.uri("/api/v1/stream?from=" + from))
                            .build(),
                    java.net.http.HttpResponse.BodyHandlers.ofInputStream());
            try (var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                var event = "";
                for (var line = lines.readLine(); line != null && heard.isEmpty(); line = lines.readLine()) {
                    event = line.startsWith("event:") ? line : event;
                    if (line.startsWith("data:") && event.contains("action")) {
                        heard.add(line);
                    }
                }
            }
            client.shutdownNow();
        }
        return null;
    }

    @Test
    void givenNoRebuild_whenItIsCalledOff_thenTheAnswerSaysSo() {
        var answer = LEDGER.send(
                HttpRequest.newBuilder(
                                URI.create(LEDGER.uri(REGISTER + "/rebuild").toString()))
                        .DELETE(),
                "Authorization",
                RunningLedger.basic("operator", "operator"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("no-rebuild-under-way");
    }

    @Test
    void givenAnUnknownProjection_whenItIsAskedFor_thenTheAnswerNamesIt() {
        assertThat(LEDGER.get("/api/v1/projections/nothing").status()).isEqualTo(404);
        var answer = LEDGER.postAs("operator", "/api/v1/projections/nothing/rebuild", "");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("unknown-projection");
    }

    @Test
    void givenAnybodyElse_whenARebuildIsAskedFor_thenItIsDenied() {
        for (var user : List.of("depositary", "reviewer", "auditor")) {
            assertThat(LEDGER.postAs(user, REGISTER + "/rebuild", "").status())
                    .as(user)
                    .isEqualTo(403);
        }
        assertThat(LEDGER.send(HttpRequest.newBuilder(LEDGER.uri(REGISTER + "/rebuild"))
                                .POST(BodyPublishers.noBody()))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void givenAnotherSiteInTheOperatorsBrowser_whenItAsksForARebuild_thenItIsRefused() {
        var answer = LEDGER.postAs("operator", REGISTER + "/rebuild", "", "Sec-Fetch-Site", "cross-site");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("cross-site");
    }

    @Test
    void givenTheOperator_whenThePageIsOpened_thenItShowsTheRegisterAndTheWayToBuildItAnew() {
        var stranger = LEDGER.get("/operations");
        assertThat(stranger.status()).isEqualTo(302);
        assertThat(stranger.header("Location")).contains("/login");
    }
}
