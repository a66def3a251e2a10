package org.treatyledger.api.pages;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/** Where values stand along one side of a drawing, and which of them are written there. */
final class Axis {

    private static final int[] YEARS = {1, 2, 5, 10, 20, 50, 100};
    private static final int[] COUNTS = {1, 2, 5, 10, 20, 25, 50, 100, 200, 500};
    private static final int MOST_YEARS = 8;
    private static final int MOST_COUNTS = 6;

    private Axis() {}

    /**
     * A written value.
     *
     * @param at its place in the drawing
     * @param minor whether a small screen leaves it out
     */
    record Tick(double at, String label, boolean minor) {}

    /** Time from left to right. */
    record Days(LocalDate from, LocalDate to, double left, double right) {

        Days {
            to = to.isAfter(from) ? to : from.plusDays(1);
        }

        double at(LocalDate day) {
            var share = (double) ChronoUnit.DAYS.between(from, day) / ChronoUnit.DAYS.between(from, to);
            return tenths(left + Math.clamp(share, 0, 1) * (right - left));
        }

        List<Tick> ticks() {
            var every = every(YEARS, to.getYear() - from.getYear(), MOST_YEARS);
            var first = Math.ceilDiv(from.getYear() + (from.getDayOfYear() > 1 ? 1 : 0), every) * every;
            return IntStream.iterate(first, year -> year <= to.getYear(), year -> year + every)
                    .mapToObj(year -> new Tick(
                            at(LocalDate.of(year, 1, 1)), Integer.toString(year), (year - first) / every % 2 == 1))
                    .toList();
        }
    }

    /** Numbers from the bottom up. */
    record Counts(int top, double bottom, double highest) {

        /** The axis on which all counts up to that one have room. */
        static Counts upTo(int most, double bottom, double highest) {
            var every = every(COUNTS, most, MOST_COUNTS);
            return new Counts(Math.max(1, Math.ceilDiv(most, every) * every), bottom, highest);
        }

        double at(int count) {
            return tenths(bottom - (double) count / top * (bottom - highest));
        }

        List<Tick> ticks() {
            var every = every(COUNTS, top, MOST_COUNTS);
            return IntStream.iterate(0, count -> count <= top, count -> count + every)
                    .mapToObj(count -> new Tick(at(count), Integer.toString(count), count / every % 2 == 1))
                    .toList();
        }
    }

    private static int every(int[] candidates, int range, int most) {
        for (var candidate : candidates) {
            if (range <= candidate * most) {
                return candidate;
            }
        }
        return candidates[candidates.length - 1];
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
