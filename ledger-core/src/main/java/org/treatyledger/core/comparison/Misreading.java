package org.treatyledger.core.comparison;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.DateRule;

/**
 * A rule as somebody could misread it: a rule itself, so that its arithmetic can be done and shown like that of the
 * right one.
 *
 * @param why what was done wrong, as the end of a sentence
 */
record Misreading(Code code, DateRule rule, String why) {

    private static final int DAYS_OF_A_MONTH = 30;
    private static final int DAYS_OF_A_YEAR = 365;

    /** The misreadings of a rule that give that day for an act of that day; the likeliest first. */
    static Optional<Misreading> giving(LocalDate wrong, DateRule rule, LocalDate act, @Nullable LocalDate parent) {
        return of(rule).stream()
                .filter(one -> one.rule.from(act, parent).filter(wrong::equals).isPresent())
                .findFirst();
    }

    /** Every misreading of a rule that we know, by the kind of the rule. */
    static List<Misreading> of(DateRule rule) {
        return switch (rule) {
            case DateRule.FirstOfMonthAfter(var inner) -> ofFirstOfMonth(rule, inner);
            case DateRule.PlusDays(int days) -> ofDays(days);
            case DateRule.AfterExpiryOfDays(int days) -> ofFullDays(days);
            case DateRule.PlusMonths(int months) -> ofMonths(months);
            case DateRule.PlusYears(int years) -> ofYears(years);
            case DateRule.FirstOfNthMonthAfterMonth(int months) -> ofNthMonth(months);
            case DateRule.Later(var rules) -> ofEach(rules);
            case DateRule.Earlier(var rules) -> ofEach(rules);
            case DateRule.FixedIfMetBy(var _, var otherwise) -> of(otherwise);
            case DateRule.OnDay(), DateRule.Fixed(var _), DateRule.ParentEntryIntoForce() -> List.of();
            case DateRule.EndOfPeriod _ -> List.of();
        };
    }

    private static List<Misreading> ofFirstOfMonth(DateRule rule, DateRule inner) {
        var all = new ArrayList<Misreading>();
        all.add(new Misreading(
                Code.FIRST_OF_MONTH_FORGOTTEN,
                inner,
                "that day itself was taken, and the step to the first of the month after it was forgotten"));
        all.add(new Misreading(
                Code.FIRST_OF_MONTH_TWICE,
                new DateRule.FirstOfMonthAfter(rule),
                "the step to the first of the month after was taken once too often"));
        for (var one : of(inner)) {
            all.add(new Misreading(one.code, new DateRule.FirstOfMonthAfter(one.rule), one.why));
            all.add(new Misreading(
                    one.code, one.rule, one.why + ", and the step to the first of the month after was forgotten"));
        }
        return all;
    }

    private static List<Misreading> ofDays(int days) {
        var all = new ArrayList<Misreading>();
        if (days % DAYS_OF_A_MONTH == 0) {
            all.add(unit(new DateRule.PlusMonths(days / DAYS_OF_A_MONTH), "months were counted instead of days"));
        }
        if (days % DAYS_OF_A_YEAR == 0) {
            all.add(unit(new DateRule.PlusYears(days / DAYS_OF_A_YEAR), "years were counted instead of days"));
        }
        all.add(count(new DateRule.PlusDays(days - 1), "the day of the act itself was counted as the first"));
        all.add(count(new DateRule.PlusDays(days + 1), "so many full days were let pass before it"));
        return all;
    }

    private static List<Misreading> ofFullDays(int days) {
        var all = new ArrayList<Misreading>();
        all.add(count(new DateRule.PlusDays(days), "the last of the days that must expire was taken"));
        all.add(count(new DateRule.PlusDays(days + 2), "one full day too many was let pass"));
        if (days % DAYS_OF_A_MONTH == 0) {
            all.add(unit(new DateRule.PlusMonths(days / DAYS_OF_A_MONTH), "months were counted instead of days"));
        }
        return all;
    }

    private static List<Misreading> ofMonths(int months) {
        return List.of(
                unit(new DateRule.PlusDays(months * DAYS_OF_A_MONTH), "days were counted instead of months"),
                period(new DateRule.PlusMonths(months - 1), "one month too few was counted"),
                period(new DateRule.PlusMonths(months + 1), "one month too many was counted"));
    }

    private static List<Misreading> ofYears(int years) {
        return List.of(
                unit(new DateRule.PlusDays(years * DAYS_OF_A_YEAR), "days were counted instead of years"),
                period(new DateRule.PlusYears(years + 1), "one year too many was counted"));
    }

    private static List<Misreading> ofNthMonth(int months) {
        return List.of(
                period(new DateRule.FirstOfNthMonthAfterMonth(months - 1), "one month too few was counted"),
                period(new DateRule.FirstOfNthMonthAfterMonth(months + 1), "one month too many was counted"),
                unit(new DateRule.PlusMonths(months), "months were counted from the day and not from the month"));
    }

    private static List<Misreading> ofEach(List<DateRule> rules) {
        return rules.stream().flatMap(rule -> of(rule).stream()).toList();
    }

    private static Misreading unit(DateRule rule, String why) {
        return new Misreading(Code.UNIT_CONFUSED, rule, why);
    }

    private static Misreading count(DateRule rule, String why) {
        return new Misreading(Code.DAY_COUNT_OFF, rule, why);
    }

    private static Misreading period(DateRule rule, String why) {
        return new Misreading(Code.PERIOD_OFF, rule, why);
    }
}
