package org.treatyledger.core.treaty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.treatyledger.core.treaty.Acts.accede;
import static org.treatyledger.core.treaty.Acts.day;
import static org.treatyledger.core.treaty.Acts.decide;
import static org.treatyledger.core.treaty.Acts.id;
import static org.treatyledger.core.treaty.Acts.ratify;
import static org.treatyledger.core.treaty.Acts.received;
import static org.treatyledger.core.treaty.Acts.recordEntry;
import static org.treatyledger.core.treaty.Acts.sign;
import static org.treatyledger.core.treaty.Acts.signDefinitively;
import static org.treatyledger.core.treaty.SmallTreaty.CONSENT;
import static org.treatyledger.core.treaty.SmallTreaty.EXIT;
import static org.treatyledger.core.treaty.SmallTreaty.clauses;
import static org.treatyledger.core.treaty.SmallTreaty.ofOne;
import static org.treatyledger.core.treaty.SmallTreaty.openTo;
import static org.treatyledger.core.treaty.SmallTreaty.treaty;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.vocabulary.ConsentMeans;

/** What the desk is told of an act on a small treaty: accepted, with a question, or refused and why. */
class DeskDecisionsTest {

    @Test
    void givenActsOfALaterDay_whenAnEarlierOneIsRecorded_thenTheDeskIsWarned() {
        ofOne().given(sign("FRA", "2000-05-01"), Acts.announce("FRA", "so", "2003-01-01"))
                .when(ratify("FRA", "2002-01-01"))
                .thenAccepted(accepted -> assertThat(accepted.warnings())
                        .singleElement()
                        .satisfies(warning -> {
                            assertThat(warning.code()).isEqualTo("later-acts-on-record");
                            assertThat(warning.sentence()).contains("at positions [2]");
                        }));
        ofOne().given(sign("FRA", "2000-05-01"), Acts.announce("FRA", "so", "2002-01-01"))
                .when(ratify("FRA", "2002-01-01"))
                .thenAccepted(accepted -> assertThat(accepted.warnings()).isEmpty());
    }

    @Test
    void givenASignatory_whenItAccedesToATreatyOpenToAll_thenAcceptedWithAWarning() {
        ofOne().given(sign("FRA", "2000-05-01"))
                .when(accede("FRA", "2002-01-01"))
                .thenAccepted(accepted -> assertThat(accepted.warnings())
                        .extracting(Decision.Warning::code)
                        .containsExactly("accession-after-signature"));
        openTo("""
                'signatories': ['ratification'], 'others': ['accession'],
                'eligible': ['FRA', 'EUE', 'HKG'], 'regionalOrganizations': false""")
                .given(sign("FRA", "2000-05-01"))
                .when(accede("FRA", "2002-01-01"))
                .thenRefused(Reason.ACCESSION_AFTER_SIGNATURE)
                .when(sign("DEU", "2000-05-01"))
                .thenRefused(refusal -> assertThat(refusal.sentence()).startsWith("The treaty does not name"))
                .when(accede("HKG", "2002-01-01"))
                .thenAccepted();
    }

    @Test
    void givenAMeansThatTheTreatyDoesNotProvide_whenUsed_thenRefusedWithThoseThatItDoes() {
        ofOne().when(Acts.deposit("FRA", ConsentMeans.FORMAL_CONFIRMATION, "2002-01-01"))
                .thenRefused(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.MEANS_NOT_PROVIDED);
                    assertThat(refusal.remedy()).isEqualTo("Use accession or definitive-signature.");
                });
        openTo("'signatories': ['ratification'], 'others': [], 'eligible': 'all-states'")
                .when(ratify("FRA", "2002-01-01"))
                .thenRefused(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.RATIFICATION_WITHOUT_SIGNATURE);
                    assertThat(refusal.remedy()).contains("this one is not open");
                });
    }

    @Test
    void givenADefinitiveSignature_whenTheTreatyProvidesForIt_thenItBinds() {
        var treaty = ofOne().given(signDefinitively("FRA", "2000-05-01"));
        assertThat(treaty.status().trace(id("FRA"), day("2000-05-01")))
                .containsExactly("definitive signature 2000-05-01");
        assertThat(treaty.status().status(id("FRA"), day("2000-05-01"))).isEqualTo(Status.PARTY);
        assertThat(ofOne().given(sign("FRA", "2000-05-01")).status().status(id("FRA"), day("2000-05-01")))
                .isEqualTo(Status.SIGNATORY);
        openTo("'signatories': ['ratification'], 'others': ['accession'], 'eligible': 'all-states'")
                .when(signDefinitively("FRA", "2000-05-01"))
                .thenRefused(Reason.DEFINITIVE_SIGNATURE_NOT_PROVIDED)
                .when(sign("FRA", "2000-05-01"))
                .thenAccepted();
        openTo("'signatories': ['definitive-signature'], 'others': ['accession'], 'eligible': 'all-states'")
                .when(signDefinitively("FRA", "2000-05-01"))
                .thenAccepted();
    }

    @Test
    void givenAnAccession_whenASignatureIsRecorded_thenOnlyOneOfAnEarlierDayOrTheSameIsTaken() {
        ofOne().given(accede("FRA", "2000-05-01"))
                .when(sign("FRA", "2000-05-02"))
                .thenRefused(Reason.ALREADY_CONSENTED)
                .when(sign("FRA", "2000-05-01"))
                .thenAccepted();
        ofOne().given(accede("FRA", "2000-05-02"))
                .when(sign("FRA", "2000-05-01"))
                .thenAccepted();
        ofOne().when(sign("FRA", "2002-01-01")).thenRefused(Reason.SIGNATURE_WINDOW_CLOSED);
    }

    @Test
    void givenARegionalOrganization_whenTheTreatyIsOpenToStatesOnly_thenRefused() {
        openTo("'signatories': [], 'others': ['accession'], 'eligible': 'all-states', 'regionalOrganizations': false")
                .when(accede("EUE", "2002-01-01"))
                .thenRefused(refusal -> assertThat(refusal.sentence()).endsWith("is a regional organization."))
                .when(accede("HKG", "2002-01-01"))
                .thenRefused(refusal -> assertThat(refusal.sentence()).endsWith("is not one."));
        ofOne().when(accede("EUE", "2002-01-01")).thenAccepted();
    }

    @Test
    void givenADayThatCannotBe_whenAnActNamesIt_thenRefusedFromThatDayOnAndNotOnIt() {
        ofOne().when(accede("FRA", "1999-12-31"))
                .thenRefused(Reason.DATE_BEFORE_ADOPTION)
                .when(accede("FRA", "2026-11-25"))
                .thenRefused(Reason.DATE_IN_FUTURE)
                .when(accede("FRA", "2000-01-01"))
                .thenAccepted()
                .when(accede("DEU", "2026-11-24"))
                .thenAccepted();
    }

    @Test
    void givenAnUnknownCode_whenAnActNamesIt_thenTheFieldAtFaultIsSaid() {
        ofOne().when(Acts.succeed("FRA", "ZZZ", "2002-01-01", "2002-01-01"))
                .thenRefused(refusal -> assertThat(refusal.field()).isEqualTo("predecessor"))
                .when(new TreatyCommand.RecordCessation(Acts.TREATY, id("FRA"), id("ZZZ"), received("2002-01-01")))
                .thenRefused(refusal -> assertThat(refusal.field()).isEqualTo("successor"))
                .when(Acts.object("FRA", "ZZZ", "2002-01-01"))
                .thenRefused(refusal -> assertThat(refusal.field()).isEqualTo("concerning"))
                .when(accede("ZZZ", "2002-01-01"))
                .thenRefused(refusal -> assertThat(refusal.field()).isEqualTo("participant"));
    }

    @Test
    void givenADecision_whenTheRulesDoNotWaitForIt_thenRecordedWithAWarning() {
        ofOne().when(decide("budget", "2002-01-01")).thenAccepted(accepted -> assertThat(accepted.warnings())
                .extracting(Decision.Warning::code)
                .containsExactly("decision-not-awaited"));
        var awaiting = treaty("{'decision': 'activation'}", "'onDay'")
                .when(decide("activation", "2002-01-01"))
                .thenAccepted(accepted -> assertThat(accepted.warnings()).isEmpty());
        assertThat(awaiting.status().findingEvidence()).containsExactly(1L);
        assertThat(awaiting.status().inForceSince()).contains(day("2002-01-01"));
    }

    @Test
    void givenNoConsent_whenAnEntryIntoForceIsRecorded_thenRefusedBecauseNothingCanEnter() {
        var treaty = treaty("{'count': 2}", "'onDay'");
        treaty.when(recordEntry("FRA", "2002-01-01", "so", "2002-01-01")).thenRefused(Reason.NO_INSTRUMENT_DEPOSITED);
        treaty.when(recordEntry(null, "2002-01-01", null, "2002-01-01"))
                .thenRefused(refusal -> assertThat(refusal.sentence())
                        .isEqualTo("Not 2002-01-01: the rules give no date yet (0 of 2 instruments)."));
        treaty.given(accede("FRA", "2002-01-01"))
                .when(recordEntry("FRA", "2002-01-01", null, "2002-01-01"))
                .thenRefused(refusal -> assertThat(refusal.sentence()).contains("no consent that takes effect"));
        var set = treaty.given(recordEntry(null, "2004-01-01", "as agreed", "2003-01-01"))
                .status();
        assertThat(set.inForceSince()).contains(day("2004-01-01"));
        assertThat(set.trace())
                .containsExactly("1 of 2 instruments", "determined by the depositary: 2004-01-01, as agreed");
        assertThat(set.findingEvidence()).containsExactly(1L, 2L);
        assertThat(set.trace(id("FRA"), day("2004-01-01")))
                .containsExactly("deposit 2002-01-01", "the treaty itself enters into force later: 2004-01-01");
    }

    private static Decision register(FinalClauses clauses) {
        return Treaty.decide(
                TreatyState.START,
                new TreatyCommand.Register(clauses),
                new Circumstances(TreatySpecification.TODAY, Directory.PARTICIPANTS, Optional.empty()));
    }

    @Test
    void givenATreaty_whenRegistered_thenWhatCannotBeAnsweredIsSaid() {
        assertThat(register(clauses("{'count': 1}", "'onDay'", CONSENT, EXIT)))
                .isInstanceOfSatisfying(
                        Decision.Accepted.class, it -> assertThat(it.warnings()).isEmpty());
        assertThat(register(Seed.clauses("rome-statute-a")))
                .isInstanceOfSatisfying(Decision.Accepted.class, it -> assertThat(it.warnings())
                        .extracting(Decision.Warning::code)
                        .containsExactly("parent-not-registered"));
    }

    @Test
    void givenAStreamWithoutARegistration_whenAnActIsReadOrDecided_thenThereIsNoSuchTreaty() {
        var signed = new TreatyEvent.SignatureAffixed(id("FRA"), false, received("2000-05-01"));
        assertThatThrownBy(() -> Treaty.evolve(TreatyState.START, 0, signed)).isInstanceOf(IllegalStateException.class);
        assertThat(new Scenario(TreatyState.START)
                        .playAhead(
                                sign("FRA", "2030-05-01"),
                                new Circumstances(TreatySpecification.TODAY, Directory.PARTICIPANTS, Optional.empty())))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        it -> assertThat(it.refusal().reason()).isEqualTo(Reason.UNKNOWN_TREATY));
    }
}
