package org.treatyledger.api.bench;

import static org.treatyledger.api.bench.Figures.percentile;
import static org.treatyledger.api.bench.Figures.print;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.treatyledger.api.RunningLedger;

/**
 * From the commit of an act to the screen of each of thousands who listen, an act a second, against the limit of one
 * thread that writes the same bytes to as many connections: {@code ./dev bench stream}.
 */
class StreamBench {

    private static final int ACTS = Integer.getInteger("ledger.bench.acts", 15);
    private static final int[] CLIENTS = {100, 1_000, Integer.getInteger("ledger.bench.clients", 10_000)};

    @Test
    void fromTheCommandToTheScreen() throws Exception {
        try (var ledger = RunningLedger.start("none")) {
            var load = new StreamLoad(ledger, 10);
            print("%d acts, one a second; milliseconds from the commit to the screen".formatted(ACTS));
            for (var clients : CLIENTS) {
                var bare = bare(clients);
                var ours = ours(load, clients);
                StreamLoad.row(clients + " clients, bare broadcaster", bare);
                StreamLoad.row(clients + " clients, ledger", ours);
                print("  p99 of the ledger to the bare one: %.2f"
                        .formatted(percentile(ours, 0.99) / percentile(bare, 0.99)));
            }
        }
    }

    private static double[] bare(int clients) throws Exception {
        var message = ("id:1\nevent:action\ndata:" + "x".repeat(500) + "\n\n").getBytes(StandardCharsets.US_ASCII);
        try (var server = new BareBroadcaster();
                var screens = new ScreensProcess(server.address().getPort(), "/", clients)) {
            return StreamLoad.measure(screens, clients, ACTS, () -> {
                var start = System.nanoTime();
                server.send(message);
                return start;
            });
        }
    }

    private static double[] ours(StreamLoad load, int clients) throws Exception {
        load.awaitNobody();
        try (var screens = new ScreensProcess(load.port(), load.path(), clients)) {
            return StreamLoad.measure(screens, clients, ACTS, load::announce);
        }
    }
}
