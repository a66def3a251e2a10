package org.treatyledger.core.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.treaty.Acts.accede;
import static org.treatyledger.core.treaty.Acts.day;
import static org.treatyledger.core.treaty.Acts.declare;
import static org.treatyledger.core.treaty.Acts.id;
import static org.treatyledger.core.treaty.Acts.leaveOver;
import static org.treatyledger.core.treaty.Acts.notifyWithdrawal;
import static org.treatyledger.core.treaty.Acts.ratify;
import static org.treatyledger.core.treaty.Acts.recordDecision;
import static org.treatyledger.core.treaty.Acts.withdrawDeclaration;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.rules.DateRule;
import org.treatyledger.core.rules.Finding;
import org.treatyledger.core.rules.Threshold;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.treaty.Declaration;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Reason;
import org.treatyledger.core.treaty.Seed;
import org.treatyledger.core.treaty.Status;
import org.treatyledger.core.treaty.TreatyCommand;
import org.treatyledger.core.treaty.TreatyEvent.DecisionRecorded;
import org.treatyledger.core.treaty.TreatySpecification;
import org.treatyledger.core.vocabulary.ParticipantId;

/** The numbered cases of depositary-law.md, section 11: declarations and amendments of the Rome Statute. */
class AmendmentCasesTest {

    private static Declaration declaration(LegalStatus status, String who, String kind) {
        return status.history(id(who)).orElseThrow().declarations().stream()
                .filter(one -> one.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void case29_givenANonParty_whenItAcceptsJurisdiction_thenItHoldsFromTheNamedDayAndTheCountIsUnchanged() {
        var treaty = Seed.romeStatuteUntil("2003-09-30");
        var before = treaty.status().count(Basis.IN_FORCE, day("2003-10-01"));
        treaty.given(declare("CIV", "art-12-3", "2002-09-19", null, "2003-10-01"));
        var declared = declaration(treaty.status(), "CIV", "art-12-3");
        assertThat(declared.holdsOn(day("2002-09-18"))).isFalse();
        assertThat(declared.holdsOn(day("2002-09-19"))).isTrue();
        assertThat(treaty.status().count(Basis.IN_FORCE, day("2003-10-01"))).isEqualTo(before);
        assertThat(treaty.status().status(id("CIV"), day("2003-10-01"))).isEqualTo(Status.SIGNATORY);
    }

    @Test
    void case30_givenAParty_whenItAcceptsJurisdictionAsANonParty_thenRefused() {
        Seed.romeStatuteUntil("2026-11-24")
                .when(declare("CIV", "art-12-3", null, null, "2026-11-24"))
                .thenRefused(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.PARTY_CANNOT_DECLARE_12_3);
                    assertThat(refusal.citation()).hasToString("Rome Statute, art. 12(3)");
                });
    }

    @Test
    void case33_givenColombiasRatification_whenItDeclaresOnBecomingAParty_thenTheWindowIsSevenYears() {
        var declared = declaration(Seed.romeStatuteUntil("2002-08-05").status(), "COL", "art-124");
        assertThat(declared.holdsOn(day("2002-10-31"))).isFalse();
        assertThat(declared.holdsOn(day("2002-11-01"))).isTrue();
        assertThat(declared.holdsOn(day("2009-10-31"))).isTrue();
        assertThat(declared.holdsOn(day("2009-11-01"))).isFalse();
    }

    @Test
    void case34_givenFrancesDeclaration_whenWithdrawnWithEarlierEffect_thenBothViewsRemain() {
        var treaty = Seed.romeStatuteUntil("2008-08-12")
                .given(withdrawDeclaration("FRA", "art-124", "2008-06-14", "2008-08-13"));
        var day = day("2008-06-15");
        assertThat(declaration(treaty.status(), "FRA", "art-124").holdsOn(day)).isFalse();
        assertThat(declaration(treaty.status(), "FRA", "art-124").holdsOn(day("2008-06-14")))
                .isTrue();
        var asKnown = treaty.status(new AsOf(day("2008-07-01"), Long.MAX_VALUE));
        assertThat(declaration(asKnown, "FRA", "art-124").holdsOn(day)).isTrue();
    }

    @Test
    void case35_givenAPartyOfThreeYears_whenItDeclaresUnderTheTransitionalProvision_thenRefusedAsTooLate() {
        Seed.romeStatuteUntil("2026-11-24")
                .when(declare("ARM", "art-124", null, null, "2026-11-24"))
                .thenRefused(Reason.DECLARATION_TOO_LATE)
                .when(declare("USA", "art-124", null, null, "2026-11-24"))
                .thenRefused(Reason.NO_INSTRUMENT_DEPOSITED);
    }

    @Test
    void case36_givenTheAggressionAmendments_whenLiechtensteinAccepts_thenInForceAYearLaterForItAndAtAll() {
        var status = Seed.ALL.status("rome-statute-b");
        assertThat(status.inForceSince()).contains(day("2013-05-08"));
        assertThat(status.memberships(id("LIE")).getFirst().entersIntoForceOn()).isEqualTo(day("2013-05-08"));
        assertThat(status.isPartyOn(id("LIE"), day("2013-05-07"))).isFalse();
        assertThat(status.count(Basis.IN_FORCE, day("2013-05-08"))).isEqualTo(1);
    }

    @Test
    void case37_givenRulesThatWaitForThirtyAndADecision_whenBothAreThere_thenTheDayThatTheDecisionNamed() {
        var rules = Seed.clausesWith(
                "rome-statute-b",
                new Threshold.And(List.of(new Threshold.Count(30), new Threshold.DecidedBy("activation"))),
                new DateRule.Later(List.of(new DateRule.OnDay(), new DateRule.Fixed(day("2018-07-17")))));
        var jurisdiction = TreatySpecification.of(rules).under(Seed.ALL.status("rome-statute"));
        Seed.ACTS.stream()
                .filter(act -> act instanceof TreatyCommand.DepositInstrument
                        && act.treaty().value().equals("rome-statute-b")
                        && act.communication().receivedOn().isBefore(day("2017-12-14")))
                .forEach(jurisdiction::given);
        assertThat(jurisdiction.status().finding())
                .isInstanceOfSatisfying(Finding.Unmet.class, unmet -> assertThat(unmet.missing())
                        .containsExactly("the decision \"activation\" has not been taken"));
        jurisdiction.given(recordDecision("activation", "2017-12-14"));
        assertThat(jurisdiction.status().inForceSince()).contains(day("2018-07-17"));
        assertThat(jurisdiction.status().trace())
                .contains("threshold met 2017-12-14", "by the decision \"activation\" of 2017-12-14");
    }

    @Test
    void case37_givenTwentyNineAcceptances_whenPalestineAccepts_thenItIsTheThirtiethAndTheDecisionIsStillToCome() {
        var asKnown = Seed.ALL.status("rome-statute-b", new AsOf(day("2016-06-26"), Long.MAX_VALUE));
        assertThat(asKnown.count(Basis.CONSENTED, day("2016-06-25"))).isEqualTo(29);
        assertThat(asKnown.count(Basis.CONSENTED, day("2016-06-26"))).isEqualTo(30);
        assertThat(decisions(asKnown)).isEmpty();
        assertThat(decisions(Seed.ALL.status("rome-statute-b"))).containsExactly("activation-of-jurisdiction");
    }

    private static List<String> decisions(LegalStatus status) {
        return status.acts().stream()
                .filter(act -> act.event() instanceof DecisionRecorded)
                .map(act -> ((DecisionRecorded) act.event()).name())
                .toList();
    }

    @Test
    void case38_givenANonParty_whenItAcceptsAnAmendmentOnly_thenRefused() {
        TreatySpecification.of(Seed.ALL.state("rome-statute-b"))
                .under(Seed.ALL.status("rome-statute"))
                .when(ratify("USA", "2026-11-24"))
                .thenRefused(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.NOT_ELIGIBLE);
                    assertThat(refusal.field()).isEqualTo("participant");
                });
    }

    @Test
    void case39_givenStatuteAndAmendmentOnOneDay_whenElSalvadorDeposits_thenEachEntersByItsOwnRule() {
        var parent = Seed.romeStatuteUntil("2016-03-02").given(accede("SLV", "2016-03-03"));
        assertThat(parent.status().memberships(id("SLV")).getFirst().entersIntoForceOn())
                .isEqualTo(day("2016-06-01"));
        var amendment = TreatySpecification.of(Seed.clauses("rome-statute-a"))
                .under(parent.status())
                .when(ratify("SLV", "2016-03-03"))
                .thenAccepted();
        assertThat(amendment.status().memberships(id("SLV")).getFirst().entersIntoForceOn())
                .isEqualTo(day("2017-03-03"));
    }

    @Test
    void invariant24_givenEveryAmendment_whenItsPartiesAreAsked_thenEachIsAPartyToTheStatuteThatDay() {
        var parent = Seed.ALL.status("rome-statute");
        for (var clauses : Seed.TREATIES) {
            if (clauses.parent() != null) {
                var status = Seed.ALL.status(clauses.treaty().value());
                status.histories().stream()
                        .flatMap(history -> status.memberships(history.participant()).stream())
                        .forEach(
                                period -> assertThat(parent.isPartyOn(period.participant(), period.entersIntoForceOn()))
                                        .as("%s, %s", clauses.treaty(), period.participant())
                                        .isTrue());
            }
        }
    }

    /** The acceptances of the first so many parties, all but one in June and the last on that day. */
    private static TreatySpecification accepted(LegalStatus parent, int acceptances, String lastDay) {
        var treaty = TreatySpecification.of(Seed.clauses("rome-statute-c"))
                .under(parent)
                .today("2027-01-31");
        var parties = parent.partiesOn(day("2026-06-01"), false).stream()
                .map(period -> period.participant().code())
                .limit(acceptances)
                .toList();
        parties.subList(0, acceptances - 1).forEach(who -> treaty.given(ratify(who, "2026-06-15")));
        return treaty.given(ratify(parties.getLast(), lastDay));
    }

    @Test
    void case40_given125Parties_whenThe110thAcceptsTheDeletion_thenItEntersIntoForceAYearLater() {
        var parent = Seed.ALL.status("rome-statute");
        assertThat(accepted(parent, 109, "2026-07-10").status().finding()).isInstanceOf(Finding.Unmet.class);
        var status = accepted(parent, 110, "2026-07-10").status();
        assertThat(status.finding()).isInstanceOfSatisfying(Finding.Met.class, met -> {
            assertThat(met.on()).isEqualTo(day("2026-07-10"));
            assertThat(met.firstRank()).isEqualTo(110);
            assertThat(met.entersIntoForceOn()).isEqualTo(day("2027-07-10"));
        });
    }

    @Test
    void case40_givenA126thPartyBeforeThe110thAcceptance_whenItAccepts_thenOneMoreIsNeeded() {
        var parent =
                Seed.romeStatute(_ -> true).given(accede("NPL", "2026-04-01")).status(); // a party from 1 June
        assertThat(parent.partiesOn(day("2026-06-01"))).isEqualTo(126);
        assertThat(accepted(parent, 110, "2026-07-10").status().finding())
                .isInstanceOfSatisfying(Finding.Unmet.class, unmet -> assertThat(unmet.missing())
                        .singleElement()
                        .asString()
                        .startsWith("110 of 111 instruments"));
        assertThat(accepted(parent, 111, "2026-07-10").status().finding().entryIntoForce())
                .contains(day("2027-07-10"));
    }

    @Test
    void case40_givenTheDeletionInForce_whenItsPartiesAreAsked_thenItBindsAllPartiesToTheStatute() {
        var parent = Seed.ALL.status("rome-statute");
        var status = accepted(parent, 110, "2026-07-10").status();
        var day = day("2027-07-10");
        assertThat(status.count(Basis.IN_FORCE, day.minusDays(1))).isZero();
        assertThat(status.count(Basis.IN_FORCE, day)).isEqualTo(parent.count(Basis.IN_FORCE, day));
        assertThat(status.count(Basis.CONSENTED, day)).isEqualTo(110);
        var silent = lastParty(parent);
        assertThat(status.history(silent)).isEmpty();
        assertThat(status.status(silent, day)).isEqualTo(Status.PARTY);
        assertThat(status.memberships(silent)).singleElement().satisfies(period -> {
            assertThat(period.consent()).isNull();
            assertThat(period.trace()).containsExactly("in force for all parties to the parent treaty: 2027-07-10");
            assertThat(period.evidence())
                    .isEqualTo(parent.memberships(silent).getFirst().evidence());
        });
    }

    private static ParticipantId lastParty(LegalStatus parent) {
        return parent.partiesOn(day("2026-06-01"), false).getLast().participant();
    }

    /** The Statute at a desk of 2028, with the deletion of art. 124 in force for all since 10 July 2027. */
    private static TreatySpecification statuteUnderTheDeletion() {
        var statute = Seed.romeStatuteUntil("2026-11-24").today("2028-09-01");
        return statute.amendedBy(accepted(statute.status(), 110, "2026-07-10").status());
    }

    @Test
    void case41_givenTheDeletionInForce_whenAStateThatHasNotAcceptedGivesNoticeWithinAYear_thenItLeavesAtOnce() {
        var statute = statuteUnderTheDeletion();
        var silent = lastParty(statute.status()).code();
        var before = statute.status().count(Basis.IN_FORCE, day("2028-07-10"));
        statute.when(leaveOver("rome-statute-c", silent, "2028-07-10")).thenAccepted(accepted -> {
            var effect = accepted.effects().getFirst();
            assertThat(effect.exitsOn()).isEqualTo(day("2028-07-10"));
            assertThat(effect.status()).isEqualTo(Status.FORMER);
            assertThat(effect.trace()).contains("with immediate effect, over the amendment rome-statute-c: 2028-07-10");
        });
        assertThat(statute.status().count(Basis.IN_FORCE, day("2028-07-10"))).isEqualTo(before - 1);
    }

    @Test
    void case41_givenTheDeletionInForce_whenTheYearIsOverOrTheStateHadAccepted_thenRefusedWithTheArticle() {
        var statute = statuteUnderTheDeletion();
        var silent = lastParty(statute.status()).code();
        var first =
                statute.status().partiesOn(day("2026-06-01"), false).getFirst().participant();
        statute.when(leaveOver("rome-statute-c", silent, "2028-07-11"))
                .thenRefused(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.IMMEDIATE_EXIT_NOT_PERMITTED);
                    assertThat(refusal.sentence()).contains("until 2028-07-10");
                    assertThat(refusal.citation()).hasToString("Rome Statute, art. 121(6)");
                    assertThat(refusal.field()).isEqualTo("overAmendment");
                })
                .when(leaveOver("rome-statute-c", silent, "2027-07-09"))
                .thenRefused(refusal -> assertThat(refusal.sentence()).contains("did not bind all parties"))
                .when(leaveOver("rome-statute-c", first.code(), "2028-07-10"))
                .thenRefused(refusal -> assertThat(refusal.sentence()).contains("has accepted the amendment"));
        Seed.romeStatuteUntil("2026-11-24")
                .when(leaveOver("rome-statute-c", silent, "2026-11-24"))
                .thenRefused(refusal -> assertThat(refusal.sentence()).contains("No amendment of this treaty"));
        Seed.romeStatuteUntil("2026-11-24")
                .when(leaveOver("rome-statute-c", "USA", "2026-11-24"))
                .thenRefused(Reason.NOT_A_PARTY);
    }

    @Test
    void givenAnAcceptedAmendment_whenItsPartyLeavesTheStatute_thenItLeavesTheAmendmentToo() {
        var statute = Seed.romeStatuteUntil("2026-11-24");
        var amendment = TreatySpecification.of(Seed.ALL.state("rome-statute-a"))
                .under(statute.given(notifyWithdrawal("AUT", "2026-11-24")).status());
        var period = amendment.status().memberships(id("AUT")).getFirst();
        assertThat(period.exitsOn()).isEqualTo(day("2027-11-24"));
        assertThat(period.trace()).contains("the State ceases to be a party to the parent treaty: 2027-11-24");
        assertThat(amendment.status().status(id("AUT"), day("2027-11-24"))).isEqualTo(Status.FORMER);
    }

    @Test
    void art120_givenTheStatute_whenAStateMakesAReservation_thenRefused() {
        Seed.romeStatuteUntil("2026-11-24")
                .when(declare("SEN", "reservation", null, null, "2026-11-24"))
                .thenRefused(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.RESERVATION_PROHIBITED);
                    assertThat(refusal.citation()).hasToString("Rome Statute, art. 120");
                });
    }
}
