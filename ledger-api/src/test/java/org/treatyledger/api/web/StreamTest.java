package org.treatyledger.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.treatyledger.api.RunningLedger;

/** Server-sent events: first the count as it stands, then each act, resumable without a hole or a repeat. */
@Timeout(60)
class StreamTest {

    private final RunningLedger ledger = RunningLedger.empty();
    private String treaty = "";

    @BeforeEach
    void aTreatyOfItsOwn() {
        treaty = "t-" + UUID.randomUUID();
        ledger.register(treaty);
    }

    /** One event of a stream. */
    private record Event(String id, String name, String data) {}

    private final class Client implements AutoCloseable {

        private final HttpClient http = HttpClient.newHttpClient();
        private final BufferedReader lines;

        Client(String query, String... headers) throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(ledger.uri("/api/v1/stream?treaty=" + treaty + query));
            if (headers.length > 0) {
                request.headers(headers);
            }
            var response = http.send(request.build(), BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        Event next() throws IOException {
            var id = "";
            var name = "";
            var data = "";
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && !data.isEmpty()) {
                    return new Event(id, name, data);
                }
                id = line.startsWith("id:") ? line.substring(3) : id;
                name = line.startsWith("event:") ? line.substring(6) : name;
                data = line.startsWith("data:") ? line.substring(5) : data;
            }
            throw new AssertionError("The stream ended");
        }

        Event next(String name) throws IOException {
            for (var event = next(); ; event = next()) {
                if (event.name().equals(name)) {
                    return event;
                }
            }
        }

        @Override
        public void close() {
            http.shutdownNow();
        }
    }

    private long accede(String participant) {
        var answer = ledger.post("/api/v1/treaties/" + treaty + "/actions", """
                {"action": "deposit-instrument", "participant": "%s", "means": "accession", "date": "2012-04-02"}""".formatted(participant));
        assertThat(answer.status()).isEqualTo(201);
        return answer.json().path("positions").get(0).longValue();
    }

    @Test
    void givenAWatcher_whenAnActIsRecorded_thenItComesByItself() throws Exception {
        try (var client = new Client("")) {
            assertThat(client.next().name()).as("first the count as it stands").isEqualTo("count");

            var position = accede("GTM");

            var action = client.next("action");
            assertThat(action.id()).isEqualTo(Long.toString(position));
            assertThat(action.data()).contains("instrument-deposited", "GTM");
        }
    }

    @Test
    void givenATreatyOfOneInstrument_whenItEntersIntoForce_thenTheCountComesByItself() throws Exception {
        treaty = "t-" + UUID.randomUUID();
        ledger.post("/api/v1/treaties", RunningLedger.rules(treaty).replace("\"count\": 60", "\"count\": 1"));
        try (var client = new Client("")) {
            assertThat(client.next().data()).contains("\"count\":0");

            accede("GTM");

            assertThat(client.next("count").data()).contains("\"count\":1");
        }
    }

    @Test
    void givenAWatcher_whenAStepOfImplementationIsRecorded_thenItComesByItselfAndNoCountWithIt() throws Exception {
        try (var client = new Client("")) {
            assertThat(client.next().name()).isEqualTo("count");

            var answer = ledger.postAs("reviewer", "/api/v1/treaties/" + treaty + "/implementation", """
                    {"participant": "UKR", "step": "adopted", "law": "a law", "date": "2024", "areas": ["victims"],
                     "source": "a source", "assessor": "an assessor"}""");
            var position = accede("GTM");

            var step = client.next();
            assertThat(step.name()).isEqualTo("action");
            assertThat(step.id())
                    .isEqualTo(answer.json().path("positions").get(0).asString());
            assertThat(step.data()).contains("implementation-step-recorded", "\"treaty\":\"" + treaty);
            var next = client.next();
            assertThat(next.name()).as("no count between").isEqualTo("action");
            assertThat(next.id()).isEqualTo(Long.toString(position));
        }
    }

    @Test
    void givenAWatcherWhoLeft_whenItComesBackWithTheLastIdItSaw_thenNothingIsMissedOrRepeated() throws Exception {
        var positions = new ArrayList<Long>();
        for (var state : List.of("GTM", "VUT", "KIR", "TCD", "ALB")) {
            positions.add(accede(state));
        }
        try (var client = new Client("", "Last-Event-ID", positions.get(1).toString())) {
            var seen = List.of(
                    client.next("action").id(),
                    client.next("action").id(),
                    client.next("action").id());
            assertThat(seen)
                    .containsExactly(
                            positions.get(2).toString(),
                            positions.get(3).toString(),
                            positions.get(4).toString());
            var live = accede("VCT");
            assertThat(client.next("action").id()).isEqualTo(Long.toString(live));
        }
        try (var client = new Client("&from=" + positions.getFirst())) {
            assertThat(client.next("action").id())
                    .isEqualTo(positions.getFirst().toString());
        }
    }

    @Test
    void givenALastIdBeyondTheEnd_whenAnActIsRecorded_thenItComesAndTheIdIsTrue() throws Exception {
        try (var client = new Client("", "Last-Event-ID", "99999999")) {
            assertThat(Long.parseLong(client.next().id())).isLessThan(99_999_999L);

            var position = accede("GTM");

            assertThat(client.next("action").id()).isEqualTo(Long.toString(position));
        }
    }

    @Test
    void givenAnUnknownTreaty_whenItsStreamIsAsked_thenItIsNotFound() {
        assertThat(ledger.get("/api/v1/stream?treaty=atlantis").status()).isEqualTo(404);
    }
}
