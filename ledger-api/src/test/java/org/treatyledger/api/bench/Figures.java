package org.treatyledger.api.bench;

import java.util.Arrays;
import java.util.Locale;

/** What a benchmark prints: lines of figures, where the build shows them. */
public final class Figures {

    private Figures() {}

    /** Prints one line. */
    public static void print(String line) {
        System.getLogger("org.treatyledger.bench").log(System.Logger.Level.INFO, line);
    }

    /** The median and the range of several rounds. */
    public static String spread(double[] rounds, String format) {
        var sorted = Arrays.stream(rounds).sorted().toArray();
        return String.format(
                Locale.ROOT,
                format + " (" + format + " to " + format + ")",
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }

    /** The value below which that share of the sample lies; sorts the sample. */
    public static double percentile(double[] sample, double share) {
        Arrays.sort(sample);
        return sample[(int) Math.min(sample.length - 1L, Math.round(share * (sample.length - 1)))];
    }
}
