package org.treatyledger.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** English for numbers and for the steps of a count, as traces read them. */
class OrdinalsTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "1, 1st",
        "2, 2nd",
        "3, 3rd",
        "4, 4th",
        "10, 10th",
        "11, 11th",
        "12, 12th",
        "13, 13th",
        "14, 14th",
        "21, 21st",
        "22, 22nd",
        "33, 33rd",
        "100, 100th",
        "101, 101st",
        "111, 111th",
        "113, 113th",
        "123, 123rd"
    })
    void givenANumber_whenShortened_thenTheTeensAreAllTh(int n, String numeral) {
        assertThat(Ordinals.numeral(n)).isEqualTo(numeral);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0, 0th",
        "1, first",
        "12, twelfth",
        "19, nineteenth",
        "20, twentieth",
        "21, twenty-first",
        "60, sixtieth",
        "90, ninetieth",
        "99, ninety-ninth",
        "100, 100th"
    })
    void givenANumber_whenWrittenOut_thenWordsReachToNinetyNine(int n, String word) {
        assertThat(Ordinals.word(n)).isEqualTo(word);
    }

    @Test
    void givenEachRule_whenItsStepsAreAsked_thenEachNamesTheCountAndItsDay() {
        var named = LocalDate.parse("2001-07-01");
        var period = new DateRule.EndOfPeriod(LocalDate.parse("1951-01-12"), 10, 5, 6);
        assertThat(steps(new DateRule.OnDay())).isEmpty();
        assertThat(steps(new DateRule.PlusDays(21))).containsExactly("21st day after: 2001-02-05");
        assertThat(steps(new DateRule.AfterExpiryOfDays(30)))
                .containsExactly("the day after 30 full days have expired: 2001-02-15");
        assertThat(steps(new DateRule.PlusMonths(1))).containsExactly("1 month after: 2001-02-15");
        assertThat(steps(new DateRule.PlusYears(2))).containsExactly("2 years after: 2003-01-15");
        assertThat(steps(new DateRule.FirstOfMonthAfter(new DateRule.OnDay())))
                .containsExactly("first day of the month after: 2001-02-01");
        assertThat(steps(new DateRule.FirstOfNthMonthAfterMonth(6)))
                .containsExactly("first day of the 6th month after the month: 2001-07-01");
        assertThat(steps(new DateRule.Fixed(named))).containsExactly("date named in the treaty: 2001-07-01");
        assertThat(steps(new DateRule.FixedIfMetBy(named, new DateRule.PlusDays(90))))
                .containsExactly("date named in the treaty, where met by 2001-07-01: 2001-07-01");
        assertThat(steps(new DateRule.Later(List.of(new DateRule.OnDay(), new DateRule.Fixed(named)))))
                .containsExactly("the later of the day of that day and 1 July 2001: 2001-07-01");
        assertThat(steps(new DateRule.Earlier(List.of(new DateRule.OnDay(), new DateRule.Fixed(named)))))
                .containsExactly("the earlier of the day of that day and 1 July 2001: 2001-01-15");
        assertThat(steps(period)).containsExactly("the end of the period, 6 months or more after: 2006-01-12");
        assertThat(steps(new DateRule.ParentEntryIntoForce()))
                .containsExactly("entry into force of the parent treaty: 2000-01-01");
    }

    @Test
    void givenRulesWithoutACount_whenReadAloud_thenTheyNameTheDay() {
        assertThat(new DateRule.Fixed(LocalDate.parse("2001-07-01"))).hasToString("1 July 2001");
        assertThat(new DateRule.ParentEntryIntoForce()).hasToString("the entry into force of the parent treaty");
    }

    private static List<String> steps(DateRule rule) {
        return rule.steps(LocalDate.parse("2001-01-15"), LocalDate.parse("2000-01-01"));
    }
}
