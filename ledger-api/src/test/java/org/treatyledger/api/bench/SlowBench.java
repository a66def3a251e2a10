package org.treatyledger.api.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.api.bench.Figures.percentile;
import static org.treatyledger.api.bench.Figures.print;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
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
    private static final int SLOW = 2 * IN_A_HUNDRED + 1;
    private static final int OTHERS = CLIENTS - SLOW;

    /** So many characters that all acts together are more than the buffers of a connection that is never read can hold. */
    private static final int TEXT = 1_500;

    @Test
    void othersHardlyNoticeThoseWhoDoNotRead() throws Exception {
        try (var ledger = RunningLedger.start("none")) {
            var load = new StreamLoad(ledger, TEXT);
            print("%d acts, one a second, %d clients; milliseconds from the commit to the screens of %d of them"
                    .formatted(ACTS, CLIENTS, OTHERS));
            var without = without(load);
            load.awaitNobody();
            var with = with(load);
            print("  p99 with to without: %.2f".formatted(with / without));
        }
    }

    private static double without(StreamLoad load) throws Exception {
        try (var screens = new ScreensProcess(load.port(), load.path(), OTHERS);
                var _ = new ScreensProcess(load.port(), load.path(), SLOW)) {
            return row("the rest reads as well", screens, load);
        }
    }

    /** The row's 99th percentile. */
    private static double row(String label, ScreensProcess screens, StreamLoad load) throws Exception {
        var millis = StreamLoad.measure(screens, OTHERS, ACTS, load::announce);
        StreamLoad.row(label, millis);
        return percentile(millis, 0.99);
    }

    private static double with(StreamLoad load) throws Exception {
        try (var screens = new ScreensProcess(load.port(), load.path(), OTHERS)) {
            var uneven = start(load);
            try (var said = uneven.inputReader(StandardCharsets.US_ASCII)) {
                assertThat(said.readLine()).isEqualTo("ready");
                var p99 = row("the rest is slow, or comes and goes", screens, load);
                report(finish(uneven, said, load.last()), load);
                return p99;
            } finally {
                uneven.destroyForcibly();
            }
        }
    }

    private static void report(String said, StreamLoad load) {
        var figures = Arrays.stream(said.split(" ", -1)).map(Integer::valueOf).toList();
        assertThat(figures).as("complete, resumes, holes, repeats, dropped").hasSize(5);
        print("  %d of %d of the rest saw all: %d resumes, %d holes, %d repeats; the server dropped %d connections"
                .formatted(figures.get(0), SLOW, figures.get(1), figures.get(2), figures.get(3), figures.get(4)));
        load.metrics()
                .lines()
                .filter(line -> line.startsWith("treaty_ledger_sse")
                        || line.startsWith("jvm_memory_used_bytes{area=\"heap\"")
                        || line.startsWith("process_resident"))
                .forEach(line -> print("  " + line));
        assertThat(figures.get(0)).as("clients that saw all").isEqualTo(SLOW);
        assertThat(figures.subList(2, 4)).as("holes and repeats").containsOnly(0);
        assertThat(figures.get(4))
                .as("connections of clients that do not read, which the server ends")
                .isPositive();
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
}
