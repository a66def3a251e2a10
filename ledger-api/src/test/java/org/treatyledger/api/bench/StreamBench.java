package org.treatyledger.api.bench;

import static org.treatyledger.api.bench.Figures.percentile;
import static org.treatyledger.api.bench.Figures.print;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.log.PostgresEventLog;

/**
 * From the commit of an act to the screen of each of thousands who listen, an act a second, against the limit of one
 * thread that writes the same bytes to as many connections: {@code ./dev bench stream}. Then the same with clients among
 * them that never read.
 */
class StreamBench {

    private static final int ACTS = Integer.getInteger("ledger.bench.acts", 15);
    private static final int WARM_UP = 5;
    private static final int[] CLIENTS = {100, 1_000, Integer.getInteger("ledger.bench.clients", 10_000)};
    private static final String TREATY = "bench-stream";

    /** Brings one act to all who listen; says when it was on its way, in nanoseconds of the machine. */
    @FunctionalInterface
    private interface Sender {
        long send(int number) throws IOException;
    }

    private static volatile long committedAt;

    @Test
    void fromTheCommandToTheScreen() throws Exception {
        try (var ledger = RunningLedger.start("none")) {
            ledger.register(TREATY);
            ledger.bean("eventLog", PostgresEventLog.class).onAppended(() -> committedAt = System.nanoTime());
            var port = ledger.uri("/").getPort();
            print("%d acts, one a second; milliseconds from the commit to the screen".formatted(ACTS));
            for (var clients : CLIENTS) {
                var bare = bare(clients);
                var ours = ours(ledger, port, clients, clients);
                row(clients + " clients, bare broadcaster", bare);
                row(clients + " clients, ledger", ours);
                print("  p99 of the ledger to the bare one: %.2f"
                        .formatted(percentile(ours, 0.99) / percentile(bare, 0.99)));
            }
            var most = CLIENTS[CLIENTS.length - 1];
            var without = ours(ledger, port, most, most);
            var with = ours(ledger, port, most, most - most / 100);
            row(most + " clients, all of whom read", without);
            row(most + " clients, one in a hundred never reads", with);
            print("  p99 with them to without: %.2f".formatted(percentile(with, 0.99) / percentile(without, 0.99)));
        }
    }

    private static void row(String label, double[] millis) {
        print("%-50s p50 %8.1f, p99 %8.1f (%d deliveries)"
                .formatted(label, percentile(millis, 0.5), percentile(millis, 0.99), millis.length));
    }

    private static double[] bare(int clients) throws Exception {
        var message = ("id:1\nevent:action\ndata:" + "x".repeat(500) + "\n\n").getBytes(StandardCharsets.US_ASCII);
        try (var server = new BareBroadcaster();
                var screens = new ScreensProcess(server.address().getPort(), "/", clients, clients)) {
            return measure(screens, clients, number -> {
                var start = System.nanoTime();
                server.send(message);
                return start;
            });
        }
    }

    /** Those of the last row are missed with the next heartbeat, and until then they count as files that are open. */
    private static void awaitNobody(RunningLedger ledger) throws InterruptedException {
        var operator = RunningLedger.basic("operator", "operator");
        while (!ledger.get("/actuator/prometheus", "Authorization", operator)
                .body()
                .contains("treaty_ledger_sse_clients 0.0")) {
            Thread.sleep(500);
        }
    }

    private static int sent;

    private static double[] ours(RunningLedger ledger, int port, int clients, int reading) throws Exception {
        awaitNobody(ledger);
        try (var screens = new ScreensProcess(port, "/api/v1/stream?treaty=" + TREATY, clients, reading)) {
            return measure(screens, reading, number -> {
                announce(ledger);
                return committedAt;
            });
        }
    }

    private static void announce(RunningLedger ledger) {
        var answer = ledger.post(
                "/api/v1/treaties/" + TREATY + "/actions",
                "{\"action\": \"announce\", \"date\": \"2024-01-02\", \"text\": \"number %d\"}".formatted(sent++));
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.toString());
        }
    }

    private static double[] measure(ScreensProcess screens, int reading, Sender sender) throws Exception {
        var millis = new double[ACTS * reading];
        var at = 0;
        for (var act = -WARM_UP; act < ACTS; act++) {
            Thread.sleep(1_000);
            var start = sender.send(act);
            for (var arrival : screens.take(reading)) {
                if (act >= 0) {
                    millis[at++] = (arrival - start) / 1e6;
                }
            }
        }
        return millis;
    }
}
