package org.treatyledger.api.bench;

import static org.treatyledger.api.bench.Figures.percentile;
import static org.treatyledger.api.bench.Figures.print;

import java.io.IOException;
import java.time.Duration;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.Waiting;
import org.treatyledger.api.log.PostgresEventLog;
import tools.jackson.databind.json.JsonMapper;

/** Acts of one treaty, one a second, and when each of them came to the screens of those who listen. */
final class StreamLoad {

    private static final String TREATY = "bench-stream";
    private static final int WARM_UP = 5;
    private static final Duration UNTIL_MISSED = Duration.ofMinutes(2);
    private static final JsonMapper JSON = new JsonMapper();

    private final RunningLedger ledger;
    private final String text;
    private volatile long committedAt;
    private long last;
    private int sent;

    /** Brings one act to all who listen; says when it was on its way, in nanoseconds of the machine. */
    @FunctionalInterface
    interface Sender {
        long send() throws IOException;
    }

    /**
     * A treaty in a ledger that holds nothing else.
     *
     * @param length of each act's text, in characters
     */
    StreamLoad(RunningLedger ledger, int length) {
        this.ledger = ledger;
        this.text = "x".repeat(length);
        ledger.register(TREATY);
        ledger.bean("eventLog", PostgresEventLog.class).onAppended(() -> committedAt = System.nanoTime());
    }

    int port() {
        return ledger.uri("/").getPort();
    }

    /** Where its acts are streamed. */
    String path() {
        return "/api/v1/stream?treaty=" + TREATY;
    }

    /** The position of its last act. */
    long last() {
        return last;
    }

    /** Records an act; says when it was committed. */
    long announce() {
        var answer = ledger.post(
                "/api/v1/treaties/" + TREATY + "/actions",
                "{\"action\": \"announce\", \"date\": \"2024-01-02\", \"text\": \"%d %s\"}".formatted(sent++, text));
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.toString());
        }
        last = JSON.readTree(answer.body()).path("positions").get(0).longValue();
        return committedAt;
    }

    /** Clients of an earlier row are missed with the next heartbeat, and until then they count as files that are open. */
    void awaitNobody() {
        Waiting.until(UNTIL_MISSED, () -> metrics().contains("treaty_ledger_sse_clients 0.0"));
    }

    /** What the ledger says of itself. */
    String metrics() {
        return ledger.get("/actuator/prometheus", "Authorization", RunningLedger.basic("operator", "operator"))
                .body();
    }

    /** Milliseconds from the commit to each screen. */
    static double[] measure(ScreensProcess screens, int clients, int acts, Sender sender) throws Exception {
        var millis = new double[acts * clients];
        var at = 0;
        for (var act = -WARM_UP; act < acts; act++) {
            Thread.sleep(1_000);
            var start = sender.send();
            for (var arrival : screens.take(clients)) {
                if (act >= 0) {
                    millis[at++] = (arrival - start) / 1e6;
                }
            }
        }
        return millis;
    }

    /** Prints a line of a table. */
    static void row(String label, double[] millis) {
        print("%-50s p50 %8.1f, p99 %8.1f (%d deliveries)"
                .formatted(label, percentile(millis, 0.5), percentile(millis, 0.99), millis.length));
    }
}
