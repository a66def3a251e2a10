package org.treatyledger.api.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.api.bench.Figures.percentile;
import static org.treatyledger.api.bench.Figures.print;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.treatyledger.api.RunningLedger;

/**
 * What those who listen to the stream have to bear from others who listen badly: {@code ./dev bench slow}. Of 10,000
 * clients one reads a byte a second, one in a hundred never reads, and one in a hundred comes back each second.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class SlowBench {

    private static final int ACTS = Integer.getInteger("ledger.bench.acts", 600);
    private static final int CLIENTS = Integer.getInteger("ledger.bench.clients", 10_000);
    private static final int IN_A_HUNDRED = CLIENTS / 100;
    private static final int OTHERS = CLIENTS - 2 * IN_A_HUNDRED - 1;

    @Test
    void othersHardlyNoticeThoseWhoDoNotRead() throws Exception {
        try (var ledger = RunningLedger.start("none")) {
            var load = new StreamLoad(ledger);
            print("%d acts, one a second, %d clients; milliseconds from the commit to the screens of %d of them"
                    .formatted(ACTS, CLIENTS, OTHERS));
            var without = without(load);
            StreamLoad.row("the rest reads as well", without);
            print("  heap in use after it: %d MB".formatted(heap()));
            load.awaitNobody();
            var with = with(load);
            StreamLoad.row("the rest is slow, or comes and goes", with);
            print("  p99 with to without: %.2f".formatted(percentile(with, 0.99) / percentile(without, 0.99)));
        }
    }

    private static double[] without(StreamLoad load) throws Exception {
        try (var screens = new ScreensProcess(load.port(), load.path(), OTHERS);
                var _ = new ScreensProcess(load.port(), load.path(), CLIENTS - OTHERS)) {
            return StreamLoad.measure(screens, OTHERS, ACTS, load::announce);
        }
    }

    private static double[] with(StreamLoad load) throws Exception {
        try (var screens = new ScreensProcess(load.port(), load.path(), OTHERS)) {
            var uneven = start(load);
            try (var said = uneven.inputReader(StandardCharsets.US_ASCII)) {
                assertThat(said.readLine()).isEqualTo("ready");
                var millis = StreamLoad.measure(screens, OTHERS, ACTS, load::announce);
                print("  heap in use at the end: %d MB".formatted(heap()));
                print("  the slow: " + finish(uneven, said, load.last()));
                load.metrics()
                        .lines()
                        .filter(line -> line.startsWith("treaty_ledger_sse"))
                        .forEach(line -> print("  " + line));
                return millis;
            } finally {
                uneven.destroyForcibly();
            }
        }
    }

    private static Process start(StreamLoad load) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UnevenScreens.class.getName(),
                        Integer.toString(load.port()),
                        load.path(),
                        Long.toString(load.last()),
                        Integer.toString(IN_A_HUNDRED),
                        "1",
                        Integer.toString(IN_A_HUNDRED))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String finish(Process uneven, BufferedReader said, long last) throws IOException {
        try (var to = uneven.outputWriter(StandardCharsets.US_ASCII)) {
            to.write(last + "\n");
        }
        return String.valueOf(said.readLine());
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }
}
