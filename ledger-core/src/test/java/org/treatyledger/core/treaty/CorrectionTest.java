package org.treatyledger.core.treaty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.treaty.Acts.accede;
import static org.treatyledger.core.treaty.Acts.announce;
import static org.treatyledger.core.treaty.Acts.correct;
import static org.treatyledger.core.treaty.Acts.day;
import static org.treatyledger.core.treaty.Acts.id;
import static org.treatyledger.core.treaty.Acts.notifyWithdrawal;
import static org.treatyledger.core.treaty.Acts.ratify;
import static org.treatyledger.core.treaty.Acts.sign;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Corrections add a later truth about an act and take nothing away. */
class CorrectionTest {

    /** The Statute with Nepal's accession, which stands at {@link TreatySpecification#lastPosition}. */
    private static TreatySpecification nepalAccedes(String day) {
        return Seed.romeStatute(_ -> true).given(accede("NPL", day));
    }

    private static LocalDate boundFrom(LegalStatus status) {
        return status.memberships(id("NPL")).getLast().entersIntoForceOn();
    }

    @Test
    void givenAnAct_whenCorrected_thenWhatWasAnsweredBeforeIsStillAnswered() {
        var treaty = nepalAccedes("2025-11-01");
        var position = treaty.lastPosition();
        treaty.given(correct(position, accede("NPL", "2025-01-11"), "2026-02-01"));
        assertThat(boundFrom(treaty.status())).isEqualTo(day("2025-04-01"));
        assertThat(boundFrom(treaty.status(new AsOf(null, position)))).isEqualTo(day("2026-01-01"));
        assertThat(boundFrom(treaty.status(new AsOf(day("2026-01-31"), Long.MAX_VALUE))))
                .isEqualTo(day("2026-01-01"));
        assertThat(boundFrom(treaty.status(new AsOf(day("2026-02-01"), Long.MAX_VALUE))))
                .isEqualTo(day("2025-04-01"));
        assertThat(treaty.treaty().register().at(position)).isPresent();
    }

    @Test
    void givenACorrectedAct_whenItsEvidenceIsAsked_thenBothPositionsAreNamed() {
        var treaty = nepalAccedes("2025-11-01");
        var position = treaty.lastPosition();
        treaty.given(correct(position, accede("NPL", "2025-01-11"), "2026-02-01"));
        assertThat(treaty.status().memberships(id("NPL")).getFirst().evidence())
                .containsExactly(position, position + 1);
    }

    @Test
    void givenACorrection_whenItIsCorrectedInTurn_thenTheLastWordStandsWhicheverPositionIsNamed() {
        var treaty = nepalAccedes("2025-11-01");
        var position = treaty.lastPosition();
        treaty.given(correct(position, accede("NPL", "2025-01-11"), "2026-02-01"));
        treaty.given(correct(position + 1, accede("NPL", "2025-01-12"), "2026-02-02"));
        assertThat(boundFrom(treaty.status())).isEqualTo(day("2025-04-01"));
        treaty.given(correct(position, accede("NPL", "2025-02-12"), "2026-02-03"));
        assertThat(boundFrom(treaty.status())).isEqualTo(day("2025-05-01"));
        assertThat(treaty.status().history(id("NPL")).orElseThrow().acts())
                .singleElement()
                .satisfies(act -> {
                    assertThat(act.position()).isEqualTo(position);
                    assertThat(act.corrections()).containsExactly(position + 1, position + 2, position + 3);
                });
        assertThat(boundFrom(treaty.status(new AsOf(null, position + 2)))).isEqualTo(day("2025-04-01"));
    }

    @Test
    void givenACorrection_whenItOnlyBringsItBack_thenTheFirstWordStandsAgain() {
        var treaty = nepalAccedes("2025-11-01");
        var position = treaty.lastPosition();
        treaty.given(correct(position, accede("NPL", "2025-01-11"), "2026-02-01"));
        treaty.given(correct(position, accede("NPL", "2025-11-01"), "2026-02-02"));
        assertThat(boundFrom(treaty.status())).isEqualTo(day("2026-01-01"));
    }

    @Test
    void givenAnAct_whenReplacedByAnotherKindOfAct_thenRefused() {
        var treaty = nepalAccedes("2025-11-01");
        var position = treaty.lastPosition();
        treaty.when(correct(position, announce("NPL", "no deposit", "2025-11-01"), "2026-02-01"))
                .thenRefused(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.NOT_THE_SAME_ACT);
                    assertThat(refusal.field()).isEqualTo("replacement.action");
                    assertThat(refusal.sentence()).contains("\"instrument deposited\"");
                });
    }

    @Test
    void givenAnAct_whenTheReplacementIsItselfACorrection_thenRefused() {
        var treaty = nepalAccedes("2025-11-01");
        var position = treaty.lastPosition();
        var inner = correct(position, accede("NPL", "2025-11-02"), "2026-02-01");
        treaty.when(correct(position, inner, "2026-02-01")).thenRefused(Reason.NOT_THE_SAME_ACT);
    }

    @Test
    void givenAnAct_whenTheReplacementIsTheSame_thenRefusedBecauseItChangesNothing() {
        var treaty = nepalAccedes("2025-11-01");
        treaty.when(correct(treaty.lastPosition(), accede("NPL", "2025-11-01"), "2026-02-01"))
                .thenRefused(Reason.CORRECTION_CHANGES_NOTHING);
    }

    @Test
    void givenAnAct_whenTheLawWouldRefuseTheReplacement_thenTheCorrectionIsRefusedForThatReason() {
        var treaty = nepalAccedes("2025-11-01");
        var position = treaty.lastPosition();
        treaty.when(correct(position, ratify("NPL", "2025-11-01"), "2026-02-01"))
                .thenRefused(Reason.RATIFICATION_WITHOUT_SIGNATURE)
                .when(correct(position, accede("SEN", "2025-11-01"), "2026-02-01"))
                .thenRefused(Reason.ALREADY_CONSENTED)
                .when(correct(position, accede("NPL", "2026-11-25"), "2026-02-01"))
                .thenRefused(Reason.DATE_IN_FUTURE)
                .when(correct(position, accede("ZZZ", "2025-11-01"), "2026-02-01"))
                .thenRefused(Reason.UNKNOWN_PARTICIPANT);
        assertThat(boundFrom(treaty.status())).isEqualTo(day("2026-01-01"));
    }

    @Test
    void givenTheRegister_whenAPositionOfAnotherStreamOrTheRegistrationIsNamed_thenThereIsNoSuchAct() {
        var treaty = nepalAccedes("2025-11-01");
        for (var position : new long[] {treaty.treaty().position(), 1_000_000, Long.MAX_VALUE, -1}) {
            treaty.when(correct(position, accede("NPL", "2025-11-02"), "2026-02-01"))
                    .thenRefused(Reason.NO_SUCH_ACT);
        }
    }

    @Test
    void givenAnActOfTheWrongState_whenCorrected_thenItIsTheOthersActAndNoLongerItsOwn() {
        var treaty = nepalAccedes("2025-11-01");
        treaty.given(correct(treaty.lastPosition(), accede("BTN", "2025-11-01"), "2026-02-01"));
        var later = day("2026-11-24");
        assertThat(treaty.status().status(id("NPL"), later)).isEqualTo(Status.ENTITLED);
        assertThat(treaty.status().status(id("BTN"), later)).isEqualTo(Status.PARTY);
    }

    @Test
    void givenANoticeOfWithdrawal_whenItsDayIsCorrected_thenTheExitMovesWithIt() {
        var treaty = Seed.romeStatute(_ -> true).given(notifyWithdrawal("SEN", "2026-03-02"));
        treaty.given(correct(treaty.lastPosition(), notifyWithdrawal("SEN", "2026-02-03"), "2026-04-01"));
        assertThat(treaty.status().memberships(id("SEN")))
                .extracting(Membership::exitsOn)
                .containsExactly(day("2027-02-03"));
    }

    @Test
    void givenASignature_whenItsDayIsCorrectedOutOfTheWindow_thenRefused() {
        var treaty = Seed.romeStatuteUntil("2000-12-01").given(sign("OMN", "2000-12-20"));
        treaty.when(correct(treaty.lastPosition(), sign("OMN", "2001-01-20"), "2001-02-01"))
                .thenRefused(Reason.SIGNATURE_WINDOW_CLOSED);
    }
}
