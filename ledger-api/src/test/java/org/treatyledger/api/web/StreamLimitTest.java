package org.treatyledger.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.Waiting;

/** More clients than may listen: the rest is told so, and everything else is answered. */
@Timeout(120)
class StreamLimitTest {

    private static final int CONNECTIONS = 20;
    private static final int MAY_LISTEN = 16;

    private static final RunningLedger LEDGER =
            RunningLedger.start("none", "--server.tomcat.max-connections=" + CONNECTIONS);

    private final List<HttpClient> clients = new ArrayList<>();

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @AfterEach
    void leave() {
        clients.forEach(HttpClient::shutdownNow);
    }

    private HttpResponse<InputStream> listen() throws IOException, InterruptedException {
        var client = HttpClient.newHttpClient();
        clients.add(client);
        return client.send(
                HttpRequest.newBuilder(LEDGER.uri("/api/v1/stream"))
                        .header("Accept", "text/event-stream")
                        .build(),
                BodyHandlers.ofInputStream());
    }

    @Test
    void givenAsManyAsMayListen_whenAnotherComes_thenItIsTurnedAwayUntilOneLeaves()
            throws IOException, InterruptedException {
        for (var i = 0; i < MAY_LISTEN; i++) {
            assertThat(listen().statusCode()).isEqualTo(200);
        }

        var refusal = listen();
        assertThat(refusal.statusCode()).isEqualTo(503);
        assertThat(refusal.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refusal.headers().firstValue("Retry-After")).isPresent();
        assertThat(refusal.headers().firstValue("Connection")).hasValue("close");
        assertThat(new String(refusal.body().readAllBytes(), StandardCharsets.UTF_8))
                .contains("\"code\":\"too-many-clients\"", "\"remedy\":");
        LEDGER.register("meanwhile");
        assertThat(metrics())
                .contains("treaty_ledger_sse_clients 16.0")
                .contains("treaty_ledger_sse_limit 16.0")
                .contains("treaty_ledger_sse_refused_total 1.0");

        clients.removeFirst().shutdownNow();
        LEDGER.register("noticed"); // by what cannot be sent
        LEDGER.register("now");
        Waiting.until(() -> metrics().contains("treaty_ledger_sse_clients 15.0"));
        assertThat(listen().statusCode()).isEqualTo(200);
    }

    private static String metrics() {
        return LEDGER.get("/actuator/prometheus", "Authorization", RunningLedger.basic("operator", "operator"))
                .body();
    }
}
