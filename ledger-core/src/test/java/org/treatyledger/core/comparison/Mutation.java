package org.treatyledger.core.comparison;

import static org.treatyledger.core.comparison.Column.DEPOSIT;
import static org.treatyledger.core.comparison.Column.ENTRY_INTO_FORCE;
import static org.treatyledger.core.comparison.Column.SIGNATURE;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.DateRule;

/** One way in which a date of a right row can be spoilt, and the code that must name it. */
record Mutation(String name, Code code, Column column, Spoiler spoiler) {

    /** Makes a wrong day of a right one; null where the row offers none of the kind. */
    interface Spoiler {
        @Nullable
        LocalDate spoilt(LocalDate right, PublishedRow row, DateRule rule);
    }

    static final List<Mutation> ALL = List.of(
            new Mutation(
                    "deposit holds entry",
                    Code.DATE_COLUMNS_CONFUSED,
                    DEPOSIT,
                    (right, row, rule) -> day(row, ENTRY_INTO_FORCE)),
            new Mutation(
                    "entry holds deposit",
                    Code.DATE_COLUMNS_CONFUSED,
                    ENTRY_INTO_FORCE,
                    (right, row, rule) -> day(row, DEPOSIT)),
            new Mutation(
                    "deposit holds signature",
                    Code.DEPOSIT_IS_SIGNATURE,
                    DEPOSIT,
                    (right, row, rule) -> day(row, SIGNATURE)),
            slip("a year early", Code.YEAR_TYPO, DEPOSIT, day -> day.minusYears(1)),
            slip("a year late", Code.YEAR_TYPO, DEPOSIT, day -> day.plusYears(1)),
            slip("ten years early", Code.YEAR_TYPO, DEPOSIT, day -> day.minusYears(10)),
            slip("a day early", Code.ONE_DAY_OFF, DEPOSIT, day -> day.minusDays(1)),
            slip("a day late", Code.ONE_DAY_OFF, DEPOSIT, day -> day.plusDays(1)),
            slip("day and month swapped", Code.DAY_MONTH_SWAPPED, DEPOSIT, Mutation::swapped),
            slip("digits transposed", Code.DIGITS_TRANSPOSED, DEPOSIT, Mutation::transposed),
            slip("far off", Code.DATE_DIFFERS, DEPOSIT, day -> day.plusDays(1234)),
            slip("a day late", Code.ONE_DAY_OFF, SIGNATURE, day -> day.plusDays(1)),
            slip("a year late", Code.YEAR_TYPO, SIGNATURE, day -> day.plusYears(1)),
            slip("a year early", Code.YEAR_TYPO, ENTRY_INTO_FORCE, day -> day.minusYears(1)),
            slip("twenty years late", Code.YEAR_TYPO, ENTRY_INTO_FORCE, day -> day.plusYears(20)),
            slip("a day late", Code.ONE_DAY_OFF, ENTRY_INTO_FORCE, day -> day.plusDays(1)),
            slip("a month late", Code.ONE_MONTH_OFF, ENTRY_INTO_FORCE, day -> day.plusMonths(1)),
            slip("a month early", Code.ONE_MONTH_OFF, ENTRY_INTO_FORCE, day -> day.minusMonths(1)),
            slip("day and month swapped", Code.DAY_MONTH_SWAPPED, ENTRY_INTO_FORCE, Mutation::swapped),
            slip("far off", Code.DATE_DIFFERS, ENTRY_INTO_FORCE, day -> day.plusDays(1234)),
            new Mutation(
                    "first of the month forgotten",
                    Code.FIRST_OF_MONTH_FORGOTTEN,
                    ENTRY_INTO_FORCE,
                    Mutation::firstOfMonthForgotten),
            new Mutation("months for days", Code.UNIT_CONFUSED, ENTRY_INTO_FORCE, Mutation::monthsForDays),
            slip("a day late", Code.ONE_DAY_OFF, Column.WITHDRAWAL_NOTIFIED, day -> day.plusDays(1)),
            slip("a day late", Code.ONE_DAY_OFF, Column.EXIT, day -> day.plusDays(1)),
            new Mutation(
                    "exit holds notice",
                    Code.EXIT_IS_NOTICE,
                    Column.EXIT,
                    (right, row, rule) -> day(row, Column.WITHDRAWAL_NOTIFIED)),
            new Mutation("deposit left out", Code.CELL_EMPTY, DEPOSIT, (right, row, rule) -> null),
            new Mutation("signature left out", Code.CELL_EMPTY, SIGNATURE, (right, row, rule) -> null),
            new Mutation("exit left out", Code.CELL_EMPTY, Column.EXIT, (right, row, rule) -> null));

    private static Mutation slip(String name, Code code, Column column, UnaryOperator<LocalDate> change) {
        return new Mutation(column.words() + " " + name, code, column, (right, row, rule) -> change.apply(right));
    }

    private static @Nullable LocalDate firstOfMonthForgotten(LocalDate right, PublishedRow row, DateRule rule) {
        var deposit = day(row, DEPOSIT);
        return deposit == null || isSuccession(row) || !(rule instanceof DateRule.FirstOfMonthAfter(var inner))
                ? null
                : inner.from(deposit);
    }

    private static @Nullable LocalDate monthsForDays(LocalDate right, PublishedRow row, DateRule rule) {
        var deposit = day(row, DEPOSIT);
        if (deposit == null || isSuccession(row) || rule instanceof DateRule.PlusYears) {
            return null;
        }
        return deposit.plusMonths(rule instanceof DateRule.FirstOfMonthAfter ? 2 : 1);
    }

    /** The rule, and so no misreading of it, ever applied to a successor. */
    private static boolean isSuccession(PublishedRow row) {
        return "succession".equals(row.means());
    }

    /** The spoilt row; none where the row has nothing to spoil in that way. */
    Optional<PublishedRow> of(PublishedRow row, DateRule rule) {
        var right = day(row, column);
        if (right == null) {
            return Optional.empty();
        }
        var wrong = spoiler.spoilt(right, row, rule);
        return right.equals(wrong) || (wrong == null && code != Code.CELL_EMPTY)
                ? Optional.empty()
                : Optional.of(Tables.with(row, column, wrong));
    }

    static @Nullable LocalDate day(PublishedRow row, Column column) {
        var date = row.in(column);
        return date == null ? null : date.day();
    }

    private static LocalDate swapped(LocalDate day) {
        try {
            return LocalDate.of(day.getYear(), day.getDayOfMonth(), day.getMonthValue());
        } catch (DateTimeException e) {
            return day;
        }
    }

    /** The day of the month with its digits in the other order, where that is another day of the month. */
    private static LocalDate transposed(LocalDate day) {
        var other = day.getDayOfMonth() % 10 * 10 + day.getDayOfMonth() / 10;
        return other == 0 || other > day.lengthOfMonth() ? day : day.withDayOfMonth(other);
    }

    @Override
    public String toString() {
        return name;
    }
}
