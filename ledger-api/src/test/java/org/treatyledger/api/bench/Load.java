package org.treatyledger.api.bench;

import static org.treatyledger.api.bench.Figures.percentile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A closed loop: so many callers, each of which does the next thing as soon as the last one is done. */
public final class Load {

    /** One thing by one caller. */
    @FunctionalInterface
    public interface Work {
        /** @param number counts the caller's things from 0 */
        void once(int caller, long number) throws Exception;
    }

    /** What came of it: things a second, and milliseconds that the slowest hundredth took at least. */
    public record Rate(double perSecond, double p99) {}

    private Load() {}

    /** Works for so long, on virtual threads. */
    public static Rate of(int callers, long nanos, Work work) throws Exception {
        var start = System.nanoTime();
        var took = new ArrayList<double[]>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<double[]>>();
            for (var caller = 0; caller < callers; caller++) {
                var me = caller;
                running.add(threads.submit(() -> work(me, start + nanos, work)));
            }
            for (var one : running) {
                took.add(one.get());
            }
        }
        var seconds = (System.nanoTime() - start) / 1e9;
        var all = took.stream().flatMapToDouble(Arrays::stream).toArray();
        return new Rate(all.length / seconds, percentile(all, 0.99));
    }

    private static double[] work(int caller, long end, Work work) throws Exception {
        var took = new double[1_024];
        var number = 0;
        for (var now = System.nanoTime(); now < end || number == 0; number++) {
            work.once(caller, number);
            var done = System.nanoTime();
            if (number == took.length) {
                took = Arrays.copyOf(took, 2 * number);
            }
            took[number] = (done - now) / 1e6;
            now = done;
        }
        return Arrays.copyOf(took, number);
    }
}
