package org.treatyledger.core.rules;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a treaty counts from the date of an act to the date of its legal effect.
 *
 * <p>Calendar arithmetic only: no time zone, no weekends, no holidays.
 */
public sealed interface DateRule {

    /** The day of the act itself. Source: ECHR art. 59. */
    record OnDay() implements DateRule {
        @Override
        public String toString() {
            return inWords("the act");
        }
    }

    /** The nth day after the act, the first day being the one after it. Source: Paris Agreement art. 21(1). */
    record PlusDays(int days) implements DateRule {
        @Override
        public String toString() {
            return inWords("the act");
        }
    }

    /** The day after so many full days have expired: the act's day + n + 1. Source: AfCFTA art. 23. */
    record AfterExpiryOfDays(int days) implements DateRule {
        @Override
        public String toString() {
            return inWords("the act");
        }
    }

    /** So many months after; a day that does not exist becomes the last of its month (31 Jan + 1 = 28 Feb). */
    record PlusMonths(int months) implements DateRule {
        @Override
        public String toString() {
            return inWords("the act");
        }
    }

    /** So many years after; 29 February becomes the 28th. Source: Rome Statute arts. 121(5) and 127(1). */
    record PlusYears(int years) implements DateRule {
        @Override
        public String toString() {
            return inWords("the act");
        }
    }

    /** The first of the month after {@code inner}; strictly after, even if that falls on a first. Rome Statute art. 126. */
    record FirstOfMonthAfter(DateRule inner) implements DateRule {
        @Override
        public String toString() {
            return inWords("the act");
        }
    }

    /** The first day of the nth month after the act's month, whatever its day. Source: Mine Ban Convention art. 17. */
    record FirstOfNthMonthAfterMonth(int months) implements DateRule {
        @Override
        public String toString() {
            return inWords("the act");
        }
    }

    /** A date that the treaty names. */
    record Fixed(LocalDate day) implements DateRule {
        @Override
        public String toString() {
            return inWords("the act");
        }
    }

    /** The date that the treaty names where the threshold is met by then, otherwise another. Kigali Amendment art. IV. */
    record FixedIfMetBy(LocalDate day, DateRule otherwise) implements DateRule {
        @Override
        public String toString() {
            return inWords("the act");
        }
    }

    /** The latest of several; unknown while one of them is. */
    record Later(List<DateRule> rules) implements DateRule {
        public Later {
            rules = List.copyOf(rules);
        }

        @Override
        public String toString() {
            return inWords("the act");
        }
    }

    /** The earliest of several that are known. */
    record Earlier(List<DateRule> rules) implements DateRule {
        public Earlier {
            rules = List.copyOf(rules);
        }

        @Override
        public String toString() {
            return inWords("the act");
        }
    }

    /** The day on which the parent treaty entered into force; unknown while it has not. Source: ICCPR-OP1 art. 9(1). */
    record ParentEntryIntoForce() implements DateRule {
        @Override
        public String toString() {
            return inWords("the act");
        }
    }

    /**
     * The end of the first period that leaves time for notice. Source: Genocide Convention art. XIV.
     *
     * @param from the day on which the first period began
     * @param firstYears the length of the first period, in years, at least 1
     * @param thenYears the length of each later one, in years, at least 1
     * @param noticeMonths the months that must lie between the act and the end of the period
     */
    record EndOfPeriod(LocalDate from, int firstYears, int thenYears, int noticeMonths) implements DateRule {

        LocalDate endFor(LocalDate act) {
            var earliest = act.plusMonths(noticeMonths);
            var end = from.plusYears(firstYears);
            var periods = 0;
            while (end.isBefore(earliest)) {
                periods++;
                end = from.plusYears(firstYears + (long) periods * thenYears);
            }
            return end;
        }

        @Override
        public String toString() {
            return inWords("the act");
        }
    }

    /** The date of effect of an act done on {@code act}, for a treaty that has no parent; throws where one is needed. */
    default LocalDate from(LocalDate act) {
        return from(act, null).orElseThrow();
    }

    /**
     * The date of effect of an act done on {@code act}.
     *
     * @param parent the day on which the parent treaty entered into force, null while it has not
     * @return none where the rule waits for the parent treaty
     */
    default Optional<LocalDate> from(LocalDate act, @Nullable LocalDate parent) {
        return switch (this) {
            case OnDay() -> Optional.of(act);
            case PlusDays(int days) -> Optional.of(act.plusDays(days));
            case AfterExpiryOfDays(int days) -> Optional.of(act.plusDays(days + 1L));
            case PlusMonths(int months) -> Optional.of(act.plusMonths(months));
            case PlusYears(int years) -> Optional.of(act.plusYears(years));
            case FirstOfMonthAfter(DateRule inner) ->
                inner.from(act, parent).map(day -> day.with(TemporalAdjusters.firstDayOfNextMonth()));
            case FirstOfNthMonthAfterMonth(int months) ->
                Optional.of(act.withDayOfMonth(1).plusMonths(months));
            case Fixed(LocalDate day) -> Optional.of(day);
            case FixedIfMetBy(LocalDate day, DateRule otherwise) ->
                act.isAfter(day) ? otherwise.from(act, parent) : Optional.of(day);
            case Later(List<DateRule> rules) -> latest(rules, act, parent);
            case Earlier(List<DateRule> rules) ->
                rules.stream().flatMap(rule -> rule.from(act, parent).stream()).min(LocalDate::compareTo);
            case ParentEntryIntoForce() -> Optional.ofNullable(parent);
            case EndOfPeriod period -> Optional.of(period.endFor(act));
        };
    }

    private static Optional<LocalDate> latest(List<DateRule> rules, LocalDate act, @Nullable LocalDate parent) {
        var days =
                rules.stream().flatMap(rule -> rule.from(act, parent).stream()).toList();
        return days.size() < rules.size() ? Optional.empty() : days.stream().max(LocalDate::compareTo);
    }

    /** The arithmetic in steps that a person can check, for example {@code 60th day after: 2024-01-13}. */
    default List<String> steps(LocalDate act, @Nullable LocalDate parent) {
        var steps = new ArrayList<String>();
        if (this instanceof FirstOfMonthAfter(DateRule inner)) {
            steps.addAll(inner.steps(act, parent));
            steps.add("first day of the month after: " + result(act, parent));
        } else if (!(this instanceof OnDay)) {
            steps.add(stepName() + ": " + result(act, parent));
        }
        return steps;
    }

    private String result(LocalDate act, @Nullable LocalDate parent) {
        return from(act, parent).map(LocalDate::toString).orElse("not yet known");
    }

    private String stepName() {
        return switch (this) {
            case PlusDays(int days) -> Ordinals.numeral(days) + " day after";
            case AfterExpiryOfDays(int days) -> "the day after " + days + " full days have expired";
            case PlusMonths(int months) -> Ordinals.amount(months, "month") + " after";
            case PlusYears(int years) -> Ordinals.amount(years, "year") + " after";
            case FirstOfNthMonthAfterMonth(int months) ->
                "first day of the " + Ordinals.numeral(months) + " month after the month";
            case Fixed(var _) -> "date named in the treaty";
            case FixedIfMetBy(var day, var _) -> "date named in the treaty, where met by " + day;
            case Later(var _), Earlier(var _) -> inWords("that day");
            case EndOfPeriod period ->
                "the end of the period, " + Ordinals.amount(period.noticeMonths, "month") + " or more after";
            case OnDay() -> "the same day";
            case FirstOfMonthAfter(var _) -> "first day of the month after";
            case ParentEntryIntoForce() -> "entry into force of the parent treaty";
        };
    }

    /**
     * The rule as it would be read aloud of an act: "the first day of the month after the sixtieth day following the
     * deposit of the sixtieth instrument".
     *
     * @param act the act it counts from, as a noun with its article
     */
    default String inWords(String act) {
        return RuleWords.of(this, act);
    }

    /** Days by which one more day of delay in the act postpones its effect; more than 1 shows a boundary day. */
    default long costOfOneDay(LocalDate act, @Nullable LocalDate parent) {
        var today = from(act, parent);
        var dayBefore = from(act.minusDays(1), parent);
        return today.isEmpty() || dayBefore.isEmpty() ? 0 : ChronoUnit.DAYS.between(dayBefore.get(), today.get());
    }
}
