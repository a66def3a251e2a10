package org.treatyledger.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.Waiting;

/** Clients of the stream that do not read, over real connections: they are dropped, and the operator is told why. */
@Timeout(120)
class SlowClientTest {

    /** Some megabyte, more than the buffers of a connection hold. */
    private static final int ACTS = 100;

    private static final int SMALL_BUFFER = 4 * 1_024;

    private static final RunningLedger LEDGER = RunningLedger.start("none", "--server.tomcat.connection-timeout=5s");

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void givenMoreThanAConnectionHolds_whenItsClientDoesNotRead_thenItIsDroppedAndCountedAsSlow() throws IOException {
        LEDGER.register("slow");
        IntStream.range(0, ACTS).parallel().forEach(SlowClientTest::announce);
        try (var client = new Socket()) {
            client.setReceiveBufferSize(SMALL_BUFFER);
            client.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), LEDGER.uri("/").getPort()));
            client.getOutputStream()
                    .write("GET /api/v1/stream?from=0 HTTP/1.0\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            Waiting.until(() -> metrics().contains("treaty_ledger_sse_ended_total{reason=\"slow\"} 1.0")
                    && metrics().contains("treaty_ledger_sse_clients 0.0"));
        }
    }

    private static void announce(int number) {
        var text = number + " " + "x".repeat(9_900);
        var answer = LEDGER.post(
                "/api/v1/treaties/slow/actions",
                "{\"action\": \"announce\", \"date\": \"2024-01-02\", \"text\": \"%s\"}".formatted(text));
        assertThat(answer.status()).isEqualTo(201);
    }

    private static String metrics() {
        return LEDGER.get("/actuator/prometheus", "Authorization", RunningLedger.basic("operator", "operator"))
                .body();
    }
}
