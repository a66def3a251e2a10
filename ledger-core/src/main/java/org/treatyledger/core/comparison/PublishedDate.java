package org.treatyledger.core.comparison;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A day as somebody wrote it, and how it can be read. With hyphens or dots the day comes before the month; with
 * slashes it may be either, unless one of the two numbers is no month.
 *
 * @param day the reading; null where the text is no day of the calendar
 * @param otherwise the other reading of a day that has two; null where there is one
 * @param order what the writing shows of the writer's habit
 */
public record PublishedDate(
        String written, @Nullable LocalDate day, @Nullable LocalDate otherwise, Order order) {

    /** Whether a writer who uses slashes puts the day or the month first. */
    public enum Order {
        /** Written without slashes. */
        PLAIN,
        DAY_FIRST,
        MONTH_FIRST,
        /** Both readings are days of the calendar. */
        EITHER
    }

    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?:T00:00.*)?");
    private static final Pattern YEAR_LAST = Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4})");
    private static final List<DateTimeFormatter> IN_WORDS = List.of(
            words("d MMM uuuu"), words("d MMMM uuuu"), words("MMM d uuuu"), words("MMMM d uuuu"), words("d-MMM-uuuu"));

    private static DateTimeFormatter words(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** Reads a cell that is not blank. */
    public static PublishedDate read(String text) {
        var written = text.strip();
        var yearLast = YEAR_LAST.matcher(written);
        if (yearLast.matches()) {
            return yearLast.group(2).equals("/") ? slashes(written, yearLast) : plain(written, dayFirst(yearLast));
        }
        var yearFirst = YEAR_FIRST.matcher(written);
        return plain(
                written,
                yearFirst.matches()
                        ? dayOf(yearFirst.group(1), yearFirst.group(2), yearFirst.group(3))
                        : inWords(written));
    }

    private static PublishedDate plain(String written, @Nullable LocalDate day) {
        return new PublishedDate(written, day, null, Order.PLAIN);
    }

    private static PublishedDate slashes(String written, Matcher parts) {
        var dayFirst = dayFirst(parts);
        var monthFirst = dayOf(parts.group(4), parts.group(1), parts.group(3));
        if (dayFirst == null || monthFirst == null) {
            return dayFirst == null
                    ? new PublishedDate(written, monthFirst, null, Order.MONTH_FIRST)
                    : new PublishedDate(written, dayFirst, null, Order.DAY_FIRST);
        }
        return dayFirst.equals(monthFirst)
                ? plain(written, dayFirst)
                : new PublishedDate(written, dayFirst, monthFirst, Order.EITHER);
    }

    private static @Nullable LocalDate dayFirst(Matcher parts) {
        return dayOf(parts.group(4), parts.group(3), parts.group(1));
    }

    private static @Nullable LocalDate dayOf(String year, String month, String day) {
        try {
            return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable LocalDate inWords(String written) {
        var text = written.replace(",", " ")
                .replace(".", " ")
                .replaceAll("(?i)\\bSept\\b", "Sep")
                .replaceAll("\\s+", " ")
                .strip();
        return IN_WORDS.stream()
                .flatMap(form -> Stream.ofNullable(parsed(text, form)))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable LocalDate parsed(String text, DateTimeFormatter form) {
        try {
            return LocalDate.parse(text, form);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The same, read by the habit that the rest of the table shows. */
    PublishedDate by(Order habit) {
        if (order != Order.EITHER || otherwise == null || day == null || habit == Order.EITHER) {
            return this;
        }
        return switch (habit) {
            case DAY_FIRST -> new PublishedDate(written, day, null, habit);
            case MONTH_FIRST -> new PublishedDate(written, otherwise, null, habit);
            case PLAIN, EITHER -> this;
        };
    }

    /** The reading that is that day, where one of two is; otherwise as it stands. */
    PublishedDate nearest(@Nullable LocalDate wanted) {
        return otherwise != null && otherwise.equals(wanted)
                ? new PublishedDate(written, /* day= */ otherwise, /* otherwise= */ day, order)
                : this;
    }
}
