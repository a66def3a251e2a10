package org.treatyledger.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Date rules against dates that depositaries published: depositary-law.md, sections 5.1, 5.3 and 6. */
class DateRuleTest {

    private static final DateRule ROME_126 = new DateRule.FirstOfMonthAfter(new DateRule.PlusDays(60));

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }

    /** {@code firstOfMonthAfter plusDays 60}: a rule in the words of the algebra. */
    private static DateRule rule(String words) {
        var space = words.indexOf(' ');
        var form = space < 0 ? words : words.substring(0, space);
        var rest = space < 0 ? "" : words.substring(space + 1);
        return switch (form) {
            case "onDay" -> new DateRule.OnDay();
            case "plusDays" -> new DateRule.PlusDays(Integer.parseInt(rest));
            case "afterExpiryOfDays" -> new DateRule.AfterExpiryOfDays(Integer.parseInt(rest));
            case "plusMonths" -> new DateRule.PlusMonths(Integer.parseInt(rest));
            case "plusYears" -> new DateRule.PlusYears(Integer.parseInt(rest));
            case "firstOfMonthAfter" -> new DateRule.FirstOfMonthAfter(rule(rest));
            case "firstOfNthMonthAfterMonth" -> new DateRule.FirstOfNthMonthAfterMonth(Integer.parseInt(rest));
            case "notBefore" ->
                new DateRule.Later(List.of(rule(rest.substring(11)), new DateRule.Fixed(day(rest.substring(0, 10)))));
            default -> throw new IllegalArgumentException(words);
        };
    }

    @ParameterizedTest(name = "{0}: {1} after {2} is {3}")
    @CsvSource({
        "Rome Statute,                    firstOfMonthAfter plusDays 60, 2002-04-11, 2002-07-01",
        "APIC,                            plusDays 30,                   2004-06-22, 2004-07-22",
        "Rome amendment (art. 8),         plusYears 1,                   2011-09-26, 2012-09-26",
        "Rome amendment (aggression),     plusYears 1,                   2012-05-08, 2013-05-08",
        "VCLT,                            plusDays 30,                   1979-12-28, 1980-01-27",
        "Genocide,                        plusDays 90,                   1950-10-14, 1951-01-12",
        "Refugee Convention,              plusDays 90,                   1954-01-22, 1954-04-22",
        "ICERD,                           plusDays 30,                   1968-12-05, 1969-01-04",
        "ICCPR,                           plusMonths 3,                  1975-12-23, 1976-03-23",
        "ICESCR,                          plusMonths 3,                  1975-10-03, 1976-01-03",
        "CEDAW,                           plusDays 30,                   1981-08-04, 1981-09-03",
        "CAT,                             plusDays 30,                   1987-05-27, 1987-06-26",
        "CRC,                             plusDays 30,                   1990-08-03, 1990-09-02",
        "CRC-OPAC,                        plusMonths 3,                  2001-11-12, 2002-02-12",
        "CRC-OPSC,                        plusMonths 3,                  2001-10-18, 2002-01-18",
        "Migrant Workers,                 firstOfMonthAfter plusMonths 3, 2003-03-14, 2003-07-01",
        "CRPD,                            plusDays 30,                   2008-04-03, 2008-05-03",
        "Enforced Disappearance,          plusDays 30,                   2010-11-23, 2010-12-23",
        "UNCLOS,                          plusMonths 12,                 1993-11-16, 1994-11-16",
        "BBNJ,                            plusDays 120,                  2025-09-19, 2026-01-17",
        "UNFCCC,                          plusDays 90,                   1993-12-21, 1994-03-21",
        "Kyoto,                           plusDays 90,                   2004-11-18, 2005-02-16",
        "Paris,                           plusDays 30,                   2016-10-05, 2016-11-04",
        "Doha Amendment,                  plusDays 90,                   2020-10-02, 2020-12-31",
        "CWC,                             notBefore 1995-01-13 plusDays 180, 1996-10-31, 1997-04-29",
        "Mine Ban,                        firstOfNthMonthAfterMonth 6,   1998-09-16, 1999-03-01",
        "Cluster Munitions,               firstOfNthMonthAfterMonth 6,   2010-02-16, 2010-08-01",
        "Arms Trade Treaty,               plusDays 90,                   2014-09-25, 2014-12-24",
        "TPNW,                            plusDays 90,                   2020-10-24, 2021-01-22",
        "Outer Space,                     onDay,                         1967-10-10, 1967-10-10",
        "Moon,                            plusDays 30,                   1984-06-11, 1984-07-11",
        "Geneva Conventions,              plusMonths 6,                  1950-04-21, 1950-10-21",
        "AP I,                            plusMonths 6,                  1978-06-07, 1978-12-07",
        "UNTOC,                           plusDays 90,                   2003-07-01, 2003-09-29",
        "UNCAC,                           plusDays 90,                   2005-09-15, 2005-12-14",
        "FCTC,                            plusDays 90,                   2004-11-29, 2005-02-27",
        "FCTC a day later,                plusDays 90,                   2004-11-30, 2005-02-28",
        "Basel,                           plusDays 90,                   1992-02-05, 1992-05-05",
        "Basel Ban Amendment,             plusDays 90,                   2019-09-06, 2019-12-05",
        "Stockholm,                       plusDays 90,                   2004-02-17, 2004-05-17",
        "Stockholm HBCD,                  plusYears 1,                   2013-11-26, 2014-11-26",
        "Minamata,                        plusDays 90,                   2017-05-18, 2017-08-16",
        "Nagoya,                          plusDays 90,                   2014-07-14, 2014-10-12",
        "Escazú,                          plusDays 90,                   2021-01-22, 2021-04-22",
        "CISG,                            firstOfMonthAfter plusMonths 12, 1986-12-11, 1988-01-01",
        "Budapest,                        firstOfMonthAfter plusMonths 3, 2004-03-18, 2004-07-01",
        "Convention 108,                  firstOfMonthAfter plusMonths 3, 1985-06-19, 1985-10-01",
        "Istanbul,                        firstOfMonthAfter plusMonths 3, 2014-04-22, 2014-08-01",
        "Istanbul (Türkiye's exit),       firstOfMonthAfter plusMonths 3, 2021-03-22, 2021-07-01",
        "Apostille,                       plusDays 60,                   1964-11-25, 1965-01-24",
        "Child Abduction,                 firstOfNthMonthAfterMonth 3,   1983-09-29, 1983-12-01",
        "ILO C182,                        plusMonths 12,                 1999-11-19, 2000-11-19",
        "ILO C190,                        plusMonths 12,                 2020-06-25, 2021-06-25",
        "MLC,                             plusMonths 12,                 2012-08-20, 2013-08-20",
        "Ballast Water,                   plusMonths 12,                 2016-09-08, 2017-09-08",
        "Hong Kong,                       plusMonths 24,                 2023-06-26, 2025-06-26",
        "Aircraft Protocol,               firstOfMonthAfter plusMonths 3, 2005-11-02, 2006-03-01",
        "Singapore,                       plusMonths 6,                  2020-03-12, 2020-09-12",
        "Marrakesh VIP,                   plusMonths 3,                  2016-06-30, 2016-09-30",
        "Chicago,                         plusDays 30,                   1947-03-05, 1947-04-04",
        "AfCFTA,                          afterExpiryOfDays 30,          2019-04-29, 2019-05-30",
        "AfCFTA read the other way,       plusDays 30,                   2019-04-29, 2019-05-29",
    })
    void givenARule_whenItsTriggerIsKnown_thenTheDateIsTheOneThatWasPublished(
            String treaty, String words, String trigger, String published) {
        assertThat(rule(words).from(day(trigger))).as(treaty).isEqualTo(day(published));
    }

    @ParameterizedTest(name = "{0} deposited {1}: the 60th day is {2}, bound from {3}")
    @CsvSource({
        "Guatemala,        2012-04-02, 2012-06-01, 2012-07-01", // on a first, so a month later
        "Albania,          2003-01-31, 2003-04-01, 2003-05-01",
        "Saint Vincent,    2002-12-03, 2003-02-01, 2003-03-01",
        "Chad,             2006-11-01, 2006-12-31, 2007-01-01", // on a last, so the next day
        "Vanuatu,          2011-12-02, 2012-01-31, 2012-02-01",
        "Australia,        2002-07-01, 2002-08-30, 2002-09-01",
        "Armenia,          2023-11-14, 2024-01-13, 2024-02-01",
        "Ukraine,          2024-10-25, 2024-12-24, 2025-01-01",
        "Palestine,        2015-01-02, 2015-03-03, 2015-04-01",
        "Kiribati,         2019-11-26, 2020-01-25, 2020-02-01",
        "Greece,           2002-05-15, 2002-07-14, 2002-08-01",
        "a common year,    2027-01-31, 2027-04-01, 2027-05-01",
        "a leap year,      2028-01-31, 2028-03-31, 2028-04-01",
    })
    void romeStatute_art126(String who, String deposited, String sixtieth, String boundFrom) {
        assertThat(ROME_126.from(day(deposited))).as(who).isEqualTo(day(boundFrom));
        assertThat(ROME_126.steps(day(deposited), null))
                .containsExactly("60th day after: " + sixtieth, "first day of the month after: " + boundFrom);
    }

    @ParameterizedTest(name = "{0} is a boundary day of 2026")
    @CsvSource({
        "2026-01-31",
        "2026-03-02",
        "2026-04-02",
        "2026-05-02",
        "2026-06-02",
        "2026-07-03",
        "2026-08-02",
        "2026-09-02",
        "2026-10-02",
        "2026-11-02",
        "2026-12-03",
        "2026-12-31"
    })
    void givenABoundaryDay_whenTheDepositIsOneDayEarlier_thenAMonthIsSaved(String deposited) {
        assertThat(ROME_126.costOfOneDay(day(deposited), null)).isBetween(28L, 31L);
        assertThat(ROME_126.costOfOneDay(day(deposited).plusDays(1), null)).isZero();
    }

    @Test
    void given2026_whenEachDayIsTried_thenTwelveAreBoundaryDays() {
        assertThat(day("2026-01-01").datesUntil(day("2027-01-01")).filter(day -> ROME_126.costOfOneDay(day, null) > 1))
                .hasSize(12);
    }

    @Test
    void romeStatute_art127_givenALeapDay_whenAYearIsCounted_thenItIsClamped() {
        assertThat(new DateRule.PlusYears(1).from(day("2028-02-29"))).isEqualTo(day("2029-02-28"));
    }

    @ParameterizedTest(name = "Copenhagen Amendment, met {0}: in force {1}")
    @CsvSource({"1993-12-31, 1994-01-01", "1994-01-01, 1994-01-01", "1994-01-02, 1994-04-02"})
    void givenAFixedDateOrAFallback_whenTheDateIsPast_thenTheFallbackDecides(String met, String inForce) {
        var rule = new DateRule.FixedIfMetBy(day("1994-01-01"), new DateRule.PlusDays(90));
        assertThat(rule.from(day(met))).isEqualTo(day(inForce));
    }

    @Test
    void iccprOp1_art9_givenTheParentIsNotInForce_whenTheDateIsAsked_thenThereIsNone() {
        var rule = new DateRule.Later(List.of(new DateRule.PlusMonths(3), new DateRule.ParentEntryIntoForce()));
        var act = day("1973-10-01");
        assertThat(rule.from(act, null)).isEmpty();
        assertThat(rule.steps(act, null)).singleElement().asString().endsWith("not yet known");
        assertThat(rule.from(act, day("1976-03-23"))).contains(day("1976-03-23"));
        assertThatThrownBy(() -> rule.from(act)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void givenTheEarlierOfTwo_whenOneIsNotKnown_thenTheOtherDecides() {
        var rule = new DateRule.Earlier(List.of(new DateRule.ParentEntryIntoForce(), new DateRule.PlusDays(3)));
        assertThat(rule.from(day("2000-02-27"), null)).contains(day("2000-03-01"));
        assertThat(rule.from(day("2000-02-27"), day("2000-02-28"))).contains(day("2000-02-28"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "firstOfMonthAfter plusDays 60; the first day of the month after the sixtieth day following the act",
                "plusDays 21; the twenty-first day following the act",
                "plusDays 90; the ninetieth day following the act",
                "plusDays 112; the 112th day following the act",
                "plusDays 121; the 121st day following the act",
                "plusMonths 1; 1 month after the act",
                "plusYears 2; 2 years after the act",
                "firstOfNthMonthAfterMonth 6; the first day of the sixth month after the month of the act",
                "afterExpiryOfDays 30; the day after 30 full days have expired since the act",
                "afterExpiryOfDays 1; the day after 1 full day has expired since the act",
                "onDay; the day of the act",
            })
    void givenARule_whenReadAloud_thenItSaysWhatTheTreatySays(String words, String aloud) {
        assertThat(rule(words)).hasToString(aloud);
        assertThat(rule(words).inWords("the deposit"))
                .isEqualTo(aloud.substring(0, aloud.length() - "the act".length()) + "the deposit");
    }

    @Test
    void givenRulesThatNestOrNameADay_whenReadAloud_thenEachSentenceIsWhole() {
        var ninety = new DateRule.PlusDays(90);
        var parent = new DateRule.ParentEntryIntoForce();
        var named = new DateRule.Fixed(day("1989-01-01"));
        assertThat(new DateRule.Later(List.of(ninety, parent)))
                .hasToString("the later of the ninetieth day following the act and the entry into force of the parent"
                        + " treaty");
        assertThat(new DateRule.Earlier(List.of(named, ninety)))
                .hasToString("the earlier of 1 January 1989 and the ninetieth day following the act");
        assertThat(new DateRule.FixedIfMetBy(day("2019-01-01"), ninety))
                .hasToString(
                        "1 January 2019 if that is not before the act, otherwise the ninetieth day following the act");
        assertThat(named.inWords("the deposit")).isEqualTo("1 January 1989");
        assertThat(GENOCIDE_XIV)
                .hasToString("the end of the period of 10 years from 12 January 1951, or of 5 years thereafter, that"
                        + " ends 6 months or more after the act");
    }

    private static final DateRule GENOCIDE_XIV = new DateRule.EndOfPeriod(day("1951-01-12"), 10, 5, 6);

    @ParameterizedTest(name = "received {0}: effect {1}")
    @CsvSource({
        "1955-03-01, 1961-01-12",
        "1960-07-12, 1961-01-12",
        "1960-07-13, 1966-01-12",
        "2030-07-12, 2031-01-12",
        "2030-08-01, 2036-01-12",
        "2031-01-12, 2036-01-12"
    })
    void genocide_art14_givenPeriods_whenNoticeIsTooShortForOne_thenTheNextEndDecides(String received, String effect) {
        assertThat(GENOCIDE_XIV.from(day(received))).isEqualTo(day(effect));
    }
}
