package org.treatyledger.core.vocabulary;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A date exactly as precise as its source: a day, a month or a year of the calendar, from year 1 to 9999. A day that the
 * source does not give is never made up. Source: depositary-law.md §8.
 */
public sealed interface LegalDate {

    /** The day is known. */
    record On(LocalDate day) implements LegalDate {
        @Override
        public LocalDate first() {
            return day;
        }

        @Override
        public LocalDate last() {
            return day;
        }

        @Override
        public String toString() {
            return day.toString();
        }
    }

    /** A day of that month, it is not known which. */
    record WithinMonth(YearMonth month) implements LegalDate {
        @Override
        public LocalDate first() {
            return month.atDay(1);
        }

        @Override
        public LocalDate last() {
            return month.atEndOfMonth();
        }

        @Override
        public String toString() {
            return month.toString();
        }
    }

    /** A day of that year, it is not known which. */
    record WithinYear(Year year) implements LegalDate {
        @Override
        public LocalDate first() {
            return year.atDay(1);
        }

        @Override
        public LocalDate last() {
            return year.atMonth(12).atEndOfMonth();
        }

        @Override
        public String toString() {
            return "%04d".formatted(year.getValue());
        }
    }

    /** The first day that it can be. */
    LocalDate first();

    /** The last day that it can be; the same as the first where the day is known. */
    LocalDate last();

    /** Whether it can be the same day as the other. */
    default boolean canBe(LegalDate other) {
        return !last().isBefore(other.first()) && !other.last().isBefore(first());
    }

    /** Whether it may or may not have come by the end of that day: the answer depends on the day that is not known. */
    default boolean straddles(LocalDate day) {
        return !first().isAfter(day) && last().isAfter(day);
    }

    /** The date that the text writes as {@code 2024}, {@code 2024-10} or {@code 2024-10-24}; none for another text. */
    static Optional<LegalDate> parse(String text) {
        try {
            return Form.ISO.matcher(text).matches() ? Optional.of(of(text)) : Optional.empty();
        } catch (DateTimeException notOfTheCalendar) {
            return Optional.empty();
        }
    }

    private static LegalDate of(String text) {
        if (text.length() == Form.YEAR) {
            return new WithinYear(Year.parse(text));
        }
        return text.length() == Form.MONTH ? new WithinMonth(YearMonth.parse(text)) : new On(LocalDate.parse(text));
    }

    /** How a date is written; four digits of a year, never 0000. */
    final class Form {

        private static final Pattern ISO = Pattern.compile("(?!0000)\\d{4}(?:-\\d{2}(?:-\\d{2})?)?");
        private static final int YEAR = 4;
        private static final int MONTH = 7;

        private Form() {}
    }
}
