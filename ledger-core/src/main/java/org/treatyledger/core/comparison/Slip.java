package org.treatyledger.core.comparison;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * How one day can come to stand for another by a slip of the pen.
 *
 * @param why what the slip is, as the end of a sentence
 */
record Slip(Code code, String why) {

    /** The slip that makes the wrong day of the right one. The two differ. */
    static Slip between(LocalDate right, LocalDate wrong) {
        if (areSwapped(right, wrong)) {
            return new Slip(Code.DAY_MONTH_SWAPPED, "day and month have changed places");
        }
        if (isSameDayOfYear(right, wrong)) {
            return new Slip(Code.YEAR_TYPO, "same day and month, another year" + transposedToo(right, wrong));
        }
        var days = ChronoUnit.DAYS.between(right, wrong);
        if (Math.abs(days) == 1) {
            return new Slip(
                    Code.ONE_DAY_OFF,
                    "one day " + (days > 0 ? "late" : "early")
                            + ", as happens between two time zones or where a letter's own date is taken");
        }
        if (areTransposed(right, wrong)) {
            return new Slip(Code.DIGITS_TRANSPOSED, "two digits have changed places");
        }
        if (right.plusMonths(1).equals(wrong) || wrong.plusMonths(1).equals(right)) {
            return new Slip(Code.ONE_MONTH_OFF, "exactly one month " + (days > 0 ? "late" : "early"));
        }
        return new Slip(Code.DATE_DIFFERS, Math.abs(days) + " days " + (days > 0 ? "late" : "early"));
    }

    private static boolean areSwapped(LocalDate right, LocalDate wrong) {
        return right.getYear() == wrong.getYear()
                && right.getMonthValue() == wrong.getDayOfMonth()
                && right.getDayOfMonth() == wrong.getMonthValue();
    }

    private static boolean isSameDayOfYear(LocalDate right, LocalDate wrong) {
        return right.getMonthValue() == wrong.getMonthValue() && right.getDayOfMonth() == wrong.getDayOfMonth();
    }

    private static String transposedToo(LocalDate right, LocalDate wrong) {
        return areTransposed(right, wrong) ? ": two of its digits have changed places" : "";
    }

    /** Whether two neighbouring digits of one of the numbers have changed places: 12 for 21, 2021 for 2012. */
    private static boolean areTransposed(LocalDate right, LocalDate wrong) {
        var a = digits(right);
        var b = digits(wrong);
        var at = Arrays.mismatch(a, b);
        return at >= 0
                && at + 1 < a.length
                && a[at] == b[at + 1]
                && a[at + 1] == b[at]
                && Character.isDigit(a[at + 1])
                && Arrays.equals(a, at + 2, a.length, b, at + 2, b.length);
    }

    private static char[] digits(LocalDate day) {
        return day.toString().toCharArray();
    }
}
