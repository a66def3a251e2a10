package org.treatyledger.core.rules;

import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import org.treatyledger.core.vocabulary.ParticipantId;

/** Rules in plain English, as a treaty would put them and a person read them aloud. */
final class RuleWords {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private RuleWords() {}

    /** When an act takes effect: "the sixtieth day following the deposit of the instrument". */
    static String of(DateRule rule, String act) {
        return switch (rule) {
            case DateRule.OnDay() -> "the day of " + act;
            case DateRule.PlusDays(int days) -> "the " + Ordinals.word(days) + " day following " + act;
            case DateRule.AfterExpiryOfDays(int days) ->
                "the day after " + Ordinals.amount(days, "full day") + expired(days) + act;
            case DateRule.PlusMonths(int months) -> Ordinals.amount(months, "month") + " after " + act;
            case DateRule.PlusYears(int years) -> Ordinals.amount(years, "year") + " after " + act;
            case DateRule.FirstOfMonthAfter(var inner) -> "the first day of the month after " + of(inner, act);
            case DateRule.FirstOfNthMonthAfterMonth(int months) ->
                "the first day of the " + Ordinals.word(months) + " month after the month of " + act;
            case DateRule.Fixed(var day) -> day(day);
            case DateRule.FixedIfMetBy(var day, var otherwise) ->
                day(day) + " if that is not before " + act + ", otherwise " + of(otherwise, act);
            case DateRule.Later(var rules) -> "the later of " + several(rules, act);
            case DateRule.Earlier(var rules) -> "the earlier of " + several(rules, act);
            case DateRule.ParentEntryIntoForce() -> "the entry into force of the parent treaty";
            case DateRule.EndOfPeriod(var from, int first, int then, int notice) ->
                "the end of the period of " + Ordinals.amount(first, "year") + " from " + day(from) + ", or of "
                        + Ordinals.amount(then, "year") + " thereafter, that ends "
                        + Ordinals.amount(notice, "month") + " or more after " + act;
        };
    }

    private static String expired(int days) {
        return (days == 1 ? " has" : " have") + " expired since ";
    }

    private static String several(Collection<DateRule> rules, String act) {
        return rules.stream().map(rule -> of(rule, act)).collect(joining(" and "));
    }

    /** What must come together: "the deposit of the sixtieth instrument". */
    static String of(Threshold threshold) {
        return switch (threshold) {
            case Threshold.Count(int needed) -> "the deposit of the " + Ordinals.word(needed) + " instrument";
            case Threshold.CountOf(int needed, var among) ->
                "the deposit of the " + Ordinals.word(needed) + " instrument among " + codes(among);
            case Threshold.AllOf(var named) -> "the deposit of instruments by all of " + codes(named);
            case Threshold.Fraction(int numerator, int denominator, var of) ->
                "deposits by " + numerator + "/" + denominator + " of " + of(of);
            case Threshold.ShareReached share ->
                "deposits that account for at least " + share.atLeast().toPlainString() + " per cent of "
                        + share.metric();
            case Threshold.ParentInForce() -> "the entry into force of the parent treaty";
            case Threshold.DecidedBy(String decision) -> "the decision \"" + decision + "\"";
            case Threshold.And(var all) -> all.stream().map(RuleWords::part).collect(joining(" and "));
            case Threshold.Or(var any) -> any.stream().map(RuleWords::part).collect(joining(" or "));
        };
    }

    /** Brackets where a condition within a condition could be read two ways. */
    private static String part(Threshold threshold) {
        return threshold instanceof Threshold.And || threshold instanceof Threshold.Or
                ? "(" + of(threshold) + ")"
                : of(threshold);
    }

    private static String of(Denominator denominator) {
        return switch (denominator) {
            case Denominator.PartiesCurrent() -> "the parties on the day";
            case Denominator.PartiesAtAdoption() -> "the parties at adoption";
            case Denominator.ParentPartiesCurrent() -> "the parties to the parent treaty on the day";
            case Denominator.FixedNumber(int number) -> number + " States";
        };
    }

    static String codes(Collection<ParticipantId> ids) {
        return ids.stream().map(ParticipantId::code).collect(joining(", "));
    }

    private static String day(LocalDate day) {
        return DAY.format(day);
    }
}
