package org.treatyledger.api.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.api.bench.Figures.percentile;
import static org.treatyledger.api.bench.Figures.print;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.treatyledger.api.RunningLedger;

/**
 * What those who listen to the stream have to bear from others who listen badly: {@code ./dev bench slow}. Of 10,000
 * clients one reads a byte a second, one in a hundred never reads, and one in a hundred comes back each second.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class SlowBench {

    private static final int CLIENTS = Integer.getInteger("ledger.bench.clients", 10_000);
    private static final int PARTS = 6;
    private static final int ACTS_OF_A_PART = Math.max(1, Integer.getInteger("ledger.bench.acts", 600) / PARTS);
    private static final int IN_A_HUNDRED = CLIENTS / 100;
    private static final int SLOW = 2 * IN_A_HUNDRED + 1;
    private static final int OTHERS = CLIENTS - SLOW;

    /** So many characters that all acts together are more than the buffers of a connection that is never read can hold. */
    private static final int TEXT = 1_500;

    @Test
    void othersHardlyNoticeThoseWhoDoNotRead() throws Exception {
        // Made before the first row, so that the bench's own memory is the same in each.
        var before = new double[PARTS / 2 * ACTS_OF_A_PART * OTHERS];
        var with = new double[PARTS * ACTS_OF_A_PART * OTHERS];
        var after = new double[PARTS / 2 * ACTS_OF_A_PART * OTHERS];
        try (var ledger = RunningLedger.start("none")) {
            var load = new StreamLoad(ledger, TEXT);
            print("%d acts, one a second, %d clients; milliseconds from the commit to the screens of %d of them"
                    .formatted(PARTS * ACTS_OF_A_PART, CLIENTS, OTHERS));
            // Half of it before and half after, so that neither row has the warmer program.
            without(load, "the rest reads as well, before", before);
            load.awaitNobody();
            with(load, with);
            load.awaitNobody();
            without(load, "the rest reads as well, after", after);
            var without = DoubleStream.concat(Arrays.stream(before), Arrays.stream(after))
                    .toArray();
            StreamLoad.row("the rest reads as well, both", without);
            print("  p99 with to without: %.2f".formatted(percentile(with, 0.99) / percentile(without, 0.99)));
        }
    }

    private static void without(StreamLoad load, String label, double[] millis) throws Exception {
        try (var screens = new ScreensProcess(load.port(), load.path(), OTHERS);
                var _ = new ScreensProcess(load.port(), load.path(), SLOW)) {
            row(label, screens, load, millis);
        }
    }

    /** Looks in between at how much memory is in use, when nobody waits for an act. */
    private static void row(String label, ScreensProcess screens, StreamLoad load, double[] millis) throws Exception {
        var megabytes = new ArrayList<Long>();
        for (var at = 0; at < millis.length; at += ACTS_OF_A_PART * OTHERS) {
            var part = StreamLoad.measure(screens, OTHERS, ACTS_OF_A_PART, load::announce);
            System.arraycopy(part, 0, millis, at, part.length);
            megabytes.add(megabytesInUse());
        }
        StreamLoad.row(label, millis);
        print("  megabytes of the heap in use after every %d acts that count: %s".formatted(ACTS_OF_A_PART, megabytes));
    }

    private static long megabytesInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1_000_000;
    }

    private static void with(StreamLoad load, double[] millis) throws Exception {
        try (var screens = new ScreensProcess(load.port(), load.path(), OTHERS)) {
            var uneven = start(load);
            try (var said = uneven.inputReader(StandardCharsets.US_ASCII)) {
                assertThat(said.readLine()).isEqualTo("ready");
                row("the rest is slow, or comes and goes", screens, load, millis);
                report(finish(uneven, said, load.last()), load);
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
                .filter(line -> line.startsWith("treaty_ledger_sse"))
                .forEach(line -> print("  " + line));
        assertThat(figures.get(0)).as("clients that saw all").isEqualTo(SLOW);
        assertThat(figures.subList(2, 4)).as("holes and repeats").containsOnly(0);
        assertThat(figures.get(4))
                .as("connections of clients that do not read, which the server ends")
                .isPositive();
    }

    private static Process start(StreamLoad load) throws IOException {
        return ScreensProcess.launch(
                UnevenScreens.class, load.port(), load.path(), load.last(), IN_A_HUNDRED, 1, IN_A_HUNDRED);
    }

    private static String finish(Process uneven, BufferedReader said, long last) throws IOException {
        try (var to = uneven.outputWriter(StandardCharsets.US_ASCII)) {
            to.write(last + "\n");
        }
        return String.valueOf(said.readLine());
    }
}
