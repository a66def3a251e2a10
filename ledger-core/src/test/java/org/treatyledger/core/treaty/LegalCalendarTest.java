package org.treatyledger.core.treaty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.treaty.Acts.day;
import static org.treatyledger.core.treaty.Acts.id;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treatyledger.core.rules.DateRule;
import org.treatyledger.core.rules.ExitRule;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.treaty.CalendarEntry.Kind;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.ConsentMeans;

/** The days to come, of the real history as it was known on earlier days. */
class LegalCalendarTest {

    private static LegalStatus rome(String known) {
        return Seed.ALL.status("rome-statute", new AsOf(day(known), Long.MAX_VALUE));
    }

    private static List<CalendarEntry> calendar(LegalStatus status, String from, @Nullable String to, Set<Kind> kinds) {
        return LegalCalendar.between(status, Directory.PARTICIPANTS, day(from), to == null ? null : day(to), kinds);
    }

    private static List<String> coming(String known) {
        return calendar(rome(known), known, null, LegalCalendar.USUAL).stream()
                .map(entry -> entry.day() + " " + entry.kind().label()
                        + (entry.participant() == null ? "" : " " + entry.participant()))
                .toList();
    }

    @Test
    void givenTheStatuteWasOpenForSignature_thenItsWindowClosesOnTheLastDayOf2000() {
        assertThat(coming("1998-08-01")).containsExactly("2000-12-31 signature-closes");
    }

    @Test
    void givenAnInstrumentTakenBack_whenKnownBefore_thenItsDayIsThere_andAfterwardsItIsNot() {
        assertThat(coming("2019-04-20")).contains("2019-06-01 entry-into-force MYS");
        assertThat(coming("2019-05-10")).noneMatch(entry -> entry.contains("MYS"));
    }

    @Test
    void givenAWithdrawalRevoked_whenKnownBefore_thenTheExitIsThere_andAfterwardsItIsNot() {
        assertThat(coming("2026-05-28")).contains("2026-06-02 exit HUN");
        assertThat(coming("2026-05-29")).noneMatch(entry -> entry.contains("HUN"));
    }

    @Test
    void givenTheThresholdWasMet_thenTheTreatyAndEachOfTheSixtySixHaveTheirDay() {
        var calendar = calendar(rome("2002-04-11"), "2002-04-11", "2002-07-01", LegalCalendar.USUAL);

        assertThat(calendar.getFirst().kind()).isEqualTo(Kind.TREATY_ENTRY_INTO_FORCE);
        assertThat(calendar.getFirst().evidence())
                .as("the rules, and the instruments that met them")
                .hasSize(67);
        assertThat(calendar).hasSize(67).allMatch(entry -> entry.day().equals(day("2002-07-01")));
        assertThat(coming("2002-04-10")).noneMatch(entry -> entry.contains("entry-into-force"));
    }

    @Test
    void givenADeclarationForSevenYears_thenItsLastDayIsThere() {
        assertThat(coming("2026-11-24")).containsExactly("2031-12-31 declaration-lapses UKR");
    }

    @Test
    void givenTheSixtiethDay_thenTwelveDaysOfAYearCostAMonth() {
        var days = calendar(rome("2026-01-01"), "2026-01-01", "2026-12-31", EnumSet.of(Kind.BOUNDARY_DAY));

        assertThat(days).hasSize(12);
        assertThat(days)
                .filteredOn(entry -> entry.day().equals(day("2026-04-01")))
                .singleElement()
                .satisfies(entry -> assertThat(entry.sentence()).contains("2026-06-01", "2026-07-01"));
        assertThat(calendar(rome("2026-01-01"), "2026-01-01", null, LegalCalendar.USUAL))
                .as("only where asked")
                .noneMatch(entry -> entry.kind() == Kind.BOUNDARY_DAY);
    }

    @Test
    void givenADayThatMoved_thenTheEntryIsTheSame_andItsRevisionIsHigher() {
        var before = exitOfBurundi(Seed.romeStatuteUntil("2016-10-27").treaty());
        var notice = Acts.notifyWithdrawal("BDI", "2016-12-01", "2018-03-01");
        var scenario = new Scenario(Seed.romeStatuteUntil("2016-12-01").treaty());
        assertThat(scenario.play(notice, now())).isInstanceOf(Decision.Accepted.class);
        var after = exitOfBurundi((Registered) scenario.state());

        assertThat(before.day()).isEqualTo(day("2017-10-27"));
        assertThat(after.day()).isEqualTo(day("2018-03-01"));
        assertThat(after.key()).isEqualTo(before.key());
        assertThat(after.revision()).isGreaterThan(before.revision());
    }

    private static Circumstances now() {
        return new Circumstances(TreatySpecification.TODAY, Directory.PARTICIPANTS, Optional.empty());
    }

    private static CalendarEntry exitOfBurundi(Registered treaty) {
        var status = LegalStatus.of(treaty, AsOf.NOW, Directory.PARTICIPANTS, Optional.empty());
        return calendar(status, "2016-10-27", null, EnumSet.of(Kind.EXIT)).stream()
                .filter(entry -> id("BDI").equals(entry.participant()))
                .findFirst()
                .orElseThrow();
    }

    /** The Paris Agreement's three years, on the Statute's parties. */
    @Test
    void givenALockIn_thenItsEndIsThere_unlessTheStateIsLeavingAlready() {
        var recorded = Seed.romeStatuteUntil("2025-06-02").treaty();
        var clauses = withLockIn(recorded.clauses());
        var status = LegalStatus.of(
                new Registered(0, clauses, recorded.register()), AsOf.NOW, Directory.PARTICIPANTS, Optional.empty());
        var ends = calendar(status, "2002-07-02", null, EnumSet.of(Kind.LOCK_IN_ENDS));

        assertThat(ends).anySatisfy(entry -> {
            assertThat(entry.participant()).isEqualTo(id("UKR"));
            assertThat(entry.day()).isEqualTo(day("2028-01-01"));
        });
        assertThat(ends).noneMatch(entry -> id("HUN").equals(entry.participant()));
    }

    private static FinalClauses withLockIn(FinalClauses it) {
        var exit = new ExitRule(new DateRule.PlusYears(1), true, new DateRule.PlusYears(3), null, null, "art. 28(1)");
        return new FinalClauses(
                it.treaty(),
                it.title(),
                it.shortTitle(),
                it.reference(),
                it.zone(),
                it.adopted(),
                null,
                it.signature(),
                it.consent(),
                it.reservations(),
                it.reservationsCitation(),
                it.entryIntoForce(),
                exit,
                it.quorum());
    }

    /** Case 63 of depositary-law.md, section 11, asked the other way round. */
    @ParameterizedTest(name = "to be a party by {0}: deposited by {1}; one day later, {2}")
    @CsvSource({
        "2026-06-01, 2026-04-01, 2026-07-01",
        "2026-06-30, 2026-04-01, 2026-07-01",
        "2026-07-01, 2026-05-01, 2026-08-01",
        "2028-04-01, 2028-01-31, 2028-05-01",
        "2002-07-01, 2002-05-01, 2002-08-01"
    })
    void givenADayToBeAPartyBy_thenTheLatestDepositIs(LocalDate by, LocalDate latest, LocalDate late) {
        var answer = (LatestDeposit.On) LatestDeposit.by(rome("2026-11-24"), by);

        assertThat(answer.inTime().depositedOn()).isEqualTo(latest);
        assertThat(answer.inTime().entersIntoForceOn()).isBeforeOrEqualTo(by);
        assertThat(answer.oneDayLater().entersIntoForceOn()).isEqualTo(late);
    }

    @Test
    void givenATreatyNotYetInForce_thenWhatIsMissingIsSaid() {
        assertThat(LatestDeposit.by(rome("2002-04-10"), day("2003-01-01")))
                .isInstanceOfSatisfying(LatestDeposit.NotInForce.class, it -> assertThat(it.missing())
                        .containsExactly("56 of 60 instruments"));
        assertThat(LatestDeposit.by(rome("2002-04-11"), day("2002-06-30")))
                .isInstanceOfSatisfying(
                        LatestDeposit.TooEarly.class, it -> assertThat(it.why()).contains("2002-07-01"));
    }

    @Test
    void givenASignatoryAndAStranger_thenTheLawProposesTheirMeans() {
        var rome = Seed.ALL.state("rome-statute");
        var now = now();

        assertThat(OpenMeans.of(rome, id("EGY"), day("2026-04-02"), now).proposed())
                .contains(ConsentMeans.RATIFICATION);
        assertThat(OpenMeans.of(rome, id("IND"), day("2026-04-02"), now).inOrder())
                .containsExactly(ConsentMeans.ACCESSION);
        assertThat(OpenMeans.of(rome, id("FRA"), day("2026-04-02"), now).obstacle())
                .isNotNull()
                .satisfies(it -> assertThat(it.reason()).isEqualTo(Reason.ALREADY_CONSENTED));
    }

    @Test
    void givenNoStateIsBoundBeforeItConsents_whenTheRuleNamesAnEarlierDay_thenTheDayOfConsentCounts() {
        var rome = Seed.clauses("rome-statute");
        var early = new FinalClauses.EntryIntoForceClause(
                new org.treatyledger.core.rules.Threshold.Count(1),
                new DateRule.OnDay(),
                new DateRule.Fixed(day("1999-01-01")),
                FinalClauses.EntryIntoForceClause.Scope.ALL,
                false,
                null);
        var clauses = new FinalClauses(
                rome.treaty(),
                rome.title(),
                null,
                null,
                rome.zone(),
                rome.adopted(),
                null,
                rome.signature(),
                rome.consent(),
                rome.reservations(),
                null,
                early,
                null,
                null);
        var scenario = new Scenario(new Registered(0, clauses, ActRegister.EMPTY));
        scenario.play(Acts.accede("FJI", "1998-08-01"), now());
        scenario.play(Acts.accede("GTM", "2012-04-02"), now());
        var status = LegalStatus.of((Registered) scenario.state(), AsOf.NOW, Directory.PARTICIPANTS, Optional.empty());

        assertThat(status.memberships(id("FJI")).getFirst().entersIntoForceOn()).isEqualTo(day("1999-01-01"));
        assertThat(status.memberships(id("GTM")).getFirst().entersIntoForceOn()).isEqualTo(day("2012-04-02"));
    }
}
