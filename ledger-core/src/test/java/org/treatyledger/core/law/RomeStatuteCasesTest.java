package org.treatyledger.core.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.treaty.Acts.accede;
import static org.treatyledger.core.treaty.Acts.day;
import static org.treatyledger.core.treaty.Acts.id;
import static org.treatyledger.core.treaty.Acts.ratify;
import static org.treatyledger.core.treaty.Acts.sign;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treatyledger.core.rules.Finding;
import org.treatyledger.core.treaty.Acts;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.treaty.Circumstances;
import org.treatyledger.core.treaty.Decision;
import org.treatyledger.core.treaty.Directory;
import org.treatyledger.core.treaty.Effect;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Membership;
import org.treatyledger.core.treaty.Reason;
import org.treatyledger.core.treaty.Seed;
import org.treatyledger.core.treaty.Status;
import org.treatyledger.core.treaty.Treaty;
import org.treatyledger.core.treaty.TreatySpecification;

/** The numbered cases of depositary-law.md, section 11: signature, consent and entry into force of the Rome Statute. */
class RomeStatuteCasesTest {

    private static TreatySpecification onThe(String day) {
        return Seed.romeStatuteUntil(day);
    }

    private static void entersOn(TreatySpecification treaty, String who, String day) {
        assertThat(treaty.status().memberships(id(who)).getLast().entersIntoForceOn())
                .isEqualTo(day(day));
    }

    private static int count(LegalStatus status, String day) {
        return status.count(Basis.IN_FORCE, day(day));
    }

    @Test
    void case1_givenFiftySixDeposits_whenTenFollowOnOneDay_thenTheyAreOneCohortAndAll66ArePartiesOnFirstJuly() {
        var eve = onThe("2002-04-10").status();
        assertThat(eve.count(Basis.CONSENTED, day("2002-04-10"))).isEqualTo(56);
        assertThat(eve.finding()).isInstanceOfSatisfying(Finding.Unmet.class, unmet -> assertThat(unmet.missing())
                .containsExactly("56 of 60 instruments"));

        var status = onThe("2002-04-11").status();
        assertThat(status.finding()).isInstanceOfSatisfying(Finding.Met.class, met -> {
            assertThat(met.on()).isEqualTo(day("2002-04-11"));
            assertThat(met.by()).hasSize(10);
            assertThat(met.firstRank()).isEqualTo(57);
        });
        assertThat(status.inForceSince()).contains(day("2002-07-01"));
        assertThat(count(status, "2002-06-30")).isZero();
        assertThat(count(status, "2002-07-01")).isEqualTo(66);
    }

    @ParameterizedTest(name = "{0}: {1} deposits on {2} and is bound from {3}")
    @CsvSource({
        "case 2, GRC, 2002-05-15, 2002-08-01",
        "case 3, AUS, 2002-07-01, 2002-09-01",
        "case 4, ARM, 2023-11-14, 2024-02-01",
        "case 5, UKR, 2024-10-25, 2025-01-01",
        "case 7, GTM, 2012-04-02, 2012-07-01", // the 60th day is 1 June itself
        "case 8, ALB, 2003-01-31, 2003-05-01",
        "case 9, TCD, 2006-11-01, 2007-01-01", // the 60th day is 31 December
        "case 10, VUT, 2011-12-02, 2012-02-01",
        "case 31, PSE, 2015-01-02, 2015-04-01",
    })
    void case2to10_givenTheStatute_whenAStateDeposits_thenItIsBoundFromTheFirstOfTheMonthAfterTheSixtiethDay(
            String number, String who, String deposited, String boundFrom) {
        var status = Seed.ALL.status("rome-statute");
        var membership = status.memberships(id(who)).getFirst();
        assertThat(membership.consent().depositedOn()).as(number).isEqualTo(day(deposited));
        assertThat(membership.entersIntoForceOn()).isEqualTo(day(boundFrom));
        var eve = day(boundFrom).minusDays(1);
        assertThat(status.status(id(who), eve)).isEqualTo(Status.CONTRACTING);
        assertThat(status.status(id(who), day(boundFrom))).isEqualTo(Status.PARTY);
    }

    @Test
    void case4_givenArmeniasRatification_whenItIsInForce_thenTheCountMovesOnThatDay() {
        var status = Seed.ALL.status("rome-statute");
        assertThat(count(status, "2024-01-31")).isEqualTo(123);
        assertThat(count(status, "2024-02-01")).isEqualTo(124);
    }

    @Test
    void case5_givenUkrainesRatification_whenTheAssemblyMeetsInDecember_thenUkraineIsNotYetAParty() {
        var status = Seed.ALL.status("rome-statute");
        assertThat(status.status(id("UKR"), day("2024-12-02"))).isEqualTo(Status.CONTRACTING);
        assertThat(status.status(id("UKR"), day("2024-12-07"))).isEqualTo(Status.CONTRACTING);
        assertThat(status.isPartyOn(id("UKR"), day("2025-01-01"))).isTrue();
    }

    @Test
    void case6_givenAStateThatNeverSigned_whenItRatifies_thenRefusedAndPointedToAccession() {
        onThe("2012-04-01").when(ratify("GTM", "2012-04-02")).thenRefused(refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.RATIFICATION_WITHOUT_SIGNATURE);
            assertThat(refusal.citation()).hasToString("Rome Statute, art. 125(2) and (3)");
            assertThat(refusal.remedy()).contains("accession");
            assertThat(refusal.field()).isEqualTo("means");
        });
    }

    @Test
    void case7_givenAStateThatNeverSigned_whenItAccedes_thenAcceptedAndAMonthLaterThanOneDayEarlier() {
        var treaty = onThe("2012-04-01").when(accede("GTM", "2012-04-02")).thenAccepted();
        entersOn(treaty, "GTM", "2012-07-01");
        assertThat(treaty.decision())
                .isInstanceOfSatisfying(Decision.Accepted.class, accepted -> assertThat(accepted.warnings())
                        .extracting(Decision.Warning::code)
                        .containsExactly("boundary-day"));
    }

    @ParameterizedTest(name = "case 11: a deposit on {0} is in force from {1}")
    @CsvSource({"2028-01-31, 2028-04-01", "2027-01-31, 2027-05-01"})
    void case11_givenALeapYear_whenAStateDepositsOn31January_thenTheSixtiethDayFallsADayEarlier(
            String deposited, String boundFrom) {
        var treaty = onThe("2026-11-24").today(deposited).when(accede("NPL", deposited));
        entersOn(treaty, "NPL", boundFrom);
    }

    @Test
    void case12_givenTheWindowClosed_whenAStateSigns_thenRefusedAndOfferedAccession() {
        onThe("2000-12-31").when(sign("TUV", "2001-01-01")).thenRefused(refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.SIGNATURE_WINDOW_CLOSED);
            assertThat(refusal.citation()).hasToString("Rome Statute, art. 125(1)");
            assertThat(refusal.remedy()).contains("accede");
        });
    }

    @Test
    void case13_givenTheLastDayOfTheWindow_whenIranSigns_thenAccepted() {
        onThe("2000-12-30").when(sign("IRN", "2000-12-31")).thenAccepted().then(status -> assertThat(
                        status.status(id("IRN"), day("2000-12-31")))
                .isEqualTo(Status.SIGNATORY));
    }

    @Test
    void case13_givenTheDepositarysCalendar_whenItIsAlreadyTomorrowInUtc_thenTheDayOfNewYorkDecides() {
        var lateEvening = Instant.parse("2001-01-01T03:00:00Z"); // 22:00 on 31 December in New York
        var now = new Circumstances(lateEvening, Directory.PARTICIPANTS, Optional.empty());
        var treaty = onThe("2000-12-30").treaty();
        assertThat(Treaty.decide(treaty, sign("IRN", "2000-12-31"), now)).isInstanceOf(Decision.Accepted.class);
        assertThat(Treaty.decide(treaty, sign("IRN", "2001-01-01"), now))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.DATE_IN_FUTURE));
    }

    @Test
    void case14_givenASignatory_whenItSignsAgain_thenRefusedAsAlreadySigned() {
        onThe("2000-12-30").when(sign("SEN", "2000-12-31")).thenRefused(Reason.ALREADY_SIGNED);
    }

    @Test
    void case15_givenAParty_whenItDepositsASecondInstrument_thenRefusedAndTheCountIsUnchanged() {
        onThe("2026-11-24")
                .when(accede("SEN", "2026-11-24"))
                .thenRefused(Reason.ALREADY_CONSENTED)
                .then(status -> assertThat(count(status, "2026-11-24")).isEqualTo(125));
    }

    @Test
    void case27_givenMontenegrosNotification_whenAskedForItsIndependenceDay_thenTheAnswerDependsOnWhatWasKnown() {
        var treaty = onThe("2026-11-24");
        entersOn(treaty, "MNE", "2006-06-03");
        assertThat(count(treaty.status(new AsOf(day("2006-09-01"), Long.MAX_VALUE)), "2006-06-03"))
                .isEqualTo(100);
        assertThat(count(treaty.status(), "2006-06-03")).isEqualTo(101);
        assertThat(count(treaty.status(), "2006-06-02")).isEqualTo(100);
    }

    @Test
    void case28_givenSerbiaContinuesSerbiaAndMontenegro_whenTheUnionDissolves_thenSerbiaHasOneMembershipStill() {
        var treaty = onThe("2006-10-22")
                // the code of the union names the State that continues it
                .when(Acts.succeed("MNE", "SCG", "2006-06-03", "2006-10-23"))
                .thenAccepted();
        assertThat(treaty.status().memberships(id("SRB")))
                .singleElement()
                .satisfies(period -> assertThat(period.entersIntoForceOn()).isEqualTo(day("2002-07-01")));
        assertThat(treaty.status().memberships(id("SCG"))).isEmpty();
        entersOn(treaty, "MNE", "2006-06-03");
    }

    @Test
    void case31_givenObjectionsToPalestinesAccession_whenRecorded_thenNoStatusChanges() {
        var treaty = onThe("2015-01-06").given(Acts.object("CAN", "PSE", "2015-01-23"));
        entersOn(treaty, "PSE", "2015-04-01");
        assertThat(treaty.status().status(id("PSE"), day("2015-01-23"))).isEqualTo(Status.CONTRACTING);
        assertThat(count(treaty.status(), "2015-04-01")).isEqualTo(123);
    }

    @Test
    void case32_givenDisputedStatehood_whenAnInstrumentIsDeposited_thenTheDirectoryDecidesAndNotTheDispute() {
        onThe("2014-12-31").when(accede("PSE", "2015-01-02")).thenAccepted();
        onThe("2014-12-31").when(accede("ESH", "2015-01-02")).thenRefused(Reason.NOT_ELIGIBLE);
        onThe("2014-12-31").when(accede("EUE", "2015-01-02")).thenRefused(Reason.NOT_ELIGIBLE);
    }

    @Test
    void case44_givenTheSignatureOfTheUnitedStates_whenItDoesNotIntendToBecomeAParty_thenTheSignatureRemains() {
        var treaty = onThe("2002-05-06");
        var history = treaty.status().history(id("USA")).orElseThrow();
        assertThat(history.intentionNotToBecomeParty()).isPresent();
        assertThat(treaty.status().status(id("USA"), day("2002-05-06"))).isEqualTo(Status.SIGNATORY);
        assertThat(treaty.status().count(Basis.SIGNED, day("2026-11-24"))).isEqualTo(139);
        treaty.today("2026-11-24").when(ratify("USA", "2026-11-24")).thenAccepted();
    }

    @Test
    void case60_givenAWrongDayOfDeposit_whenCorrected_thenBothAnswersRemainAndTheCountDiffersAsKnown() {
        var treaty = TreatySpecification.of(Seed.clauses("rome-statute"));
        for (var i = 0; i < 60; i++) {
            treaty.given(accede(codeOf(i), "2002-04-11"));
        }
        treaty.given(accede("TCD", "2007-01-01"));
        var wrong = treaty.lastPosition();
        treaty.given(Acts.correct(wrong, accede("TCD", "2006-11-01"), "2007-02-15"));

        entersOn(treaty, "TCD", "2007-01-01");
        assertThat(count(treaty.status(), "2007-01-01")).isEqualTo(61);
        assertThat(count(treaty.status(new AsOf(null, wrong)), "2007-01-01")).isEqualTo(60);
        assertThat(count(treaty.status(new AsOf(day("2007-02-14"), Long.MAX_VALUE)), "2007-01-01"))
                .isEqualTo(60);
    }

    private static String codeOf(int n) {
        return Seed.ALL.status("rome-statute").histories().stream()
                .filter(history -> !history.consents().isEmpty())
                .map(history -> history.participant().code())
                .filter(code -> !code.equals("TCD"))
                .skip(n)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void case63_givenAForecast_whenAStateWouldDepositOn2April_thenFirstJulyAndAHintThatADayEarlierSavesAMonth() {
        var treaty = onThe("2026-03-31").today("2026-04-02");
        treaty.when(accede("NPL", "2026-04-02")).thenAccepted(accepted -> {
            assertThat(accepted.effects()).extracting(Effect::entersIntoForceOn).containsExactly(day("2026-07-01"));
            assertThat(accepted.effects().getFirst().trace())
                    .containsExactly(
                            "deposit 2026-04-02",
                            "60th day after: 2026-06-01",
                            "first day of the month after: 2026-07-01");
            assertThat(accepted.warnings())
                    .containsExactly(new Decision.Warning(
                            "boundary-day",
                            "Deposited one day earlier, it would have entered into force 30 days earlier."));
        });
        onThe("2026-03-31")
                .today("2026-04-02")
                .when(accede("NPL", "2026-04-01"))
                .thenAccepted(
                        accepted -> assertThat(accepted.effects().getFirst().entersIntoForceOn())
                                .isEqualTo(day("2026-06-01")));
    }

    @Test
    void invariant3_givenTheWholeHistory_whenEachStateIsAsked_thenNoTwoOfItsMembershipsOverlap() {
        var status = Seed.ALL.status("rome-statute");
        for (var history : status.histories()) {
            LocalDate free = LocalDate.MIN;
            for (Membership period : status.memberships(history.participant())) {
                assertThat(period.entersIntoForceOn()).isAfterOrEqualTo(free);
                free = Objects.requireNonNullElse(period.exitsOn(), LocalDate.MAX);
            }
        }
    }
}
