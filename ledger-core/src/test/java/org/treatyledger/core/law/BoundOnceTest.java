package org.treatyledger.core.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.treaty.Acts.accede;
import static org.treatyledger.core.treaty.Acts.cease;
import static org.treatyledger.core.treaty.Acts.correct;
import static org.treatyledger.core.treaty.Acts.day;
import static org.treatyledger.core.treaty.Acts.id;
import static org.treatyledger.core.treaty.Acts.notifyWithdrawal;
import static org.treatyledger.core.treaty.Acts.object;
import static org.treatyledger.core.treaty.Acts.recordEntry;
import static org.treatyledger.core.treaty.Acts.revokeWithdrawal;
import static org.treatyledger.core.treaty.Acts.succeed;
import static org.treatyledger.core.treaty.Acts.withdrawInstrument;
import static org.treatyledger.core.treaty.Acts.withdrawObjection;

import org.junit.jupiter.api.Test;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.treaty.Reason;
import org.treatyledger.core.treaty.Seed;
import org.treatyledger.core.treaty.Status;
import org.treatyledger.core.treaty.TreatySpecification;

/** Nobody is bound twice at one time (ruling R4), whichever order acts reach the record in; and to nothing that is gone. */
class BoundOnceTest {

    private static TreatySpecification inForce() {
        return TreatySpecification.of(Seed.clauses("rome-statute"))
                .given(recordEntry(null, "2002-07-01", "for the test", "2002-07-01"));
    }

    private static TreatySpecification leftAndBack() {
        return inForce()
                .given(accede("AND", "2003-05-01"), notifyWithdrawal("AND", "2004-01-01"), accede("AND", "2006-01-02"));
    }

    @Test
    void givenAStateThatLeftAndCameBack_whenARevocationOfItsNoticeIsRecordedLate_thenRefused() {
        leftAndBack().when(revokeWithdrawal("AND", "2004-06-01")).thenRefused(Reason.ALREADY_CONSENTED);
    }

    @Test
    void givenAStateThatLeftAndCameBack_whenALaterDayOfLeavingIsRecordedLate_thenRefused() {
        leftAndBack().when(notifyWithdrawal("AND", "2004-06-01", "2007-06-01")).thenRefused(Reason.ALREADY_CONSENTED);
    }

    @Test
    void givenAStateThatLeftAndCameBack_whenItsFirstDepositIsCorrected_thenAccepted() {
        leftAndBack()
                .when(correct(2, accede("AND", "2003-04-01"), "2026-01-01"))
                .thenAccepted();
    }

    @Test
    void givenACorrectionToAnotherState_whenAskedBeforeIt_thenTheStateIsCountedOnce() {
        var treaty = inForce()
                .given(accede("AND", "2003-01-01"))
                .given(correct(2, accede("BRA", "2003-01-01"), "2006-01-01"), accede("AND", "2006-02-01"))
                .treaty();
        var before = TreatySpecification.of(treaty).status(new AsOf(null, Long.MAX_VALUE));

        assertThat(before.count(Basis.IN_FORCE, day("2010-01-01"))).isEqualTo(2);
        assertThat(TreatySpecification.of(treaty)
                        .status(new AsOf(day("2006-03-01"), 4))
                        .count(Basis.IN_FORCE, day("2010-01-01")))
                .isEqualTo(2);
        assertThat(TreatySpecification.of(treaty)
                        .status(new AsOf(day("2005-01-01"), Long.MAX_VALUE))
                        .partiesOn(day("2010-01-01"), true))
                .singleElement()
                .satisfies(party -> assertThat(party.participant()).isEqualTo(id("AND")));
    }

    @Test
    void givenAStateThatCeased_whenADepositOfALaterDayIsOnRecord_thenItBindsNobody() {
        var status = inForce()
                .given(accede("YUG", "2003-06-01"), cease("YUG", "2003-05-01"))
                .status();

        assertThat(status.count(Basis.IN_FORCE, day("2004-01-01"))).isZero();
        assertThat(status.count(Basis.CONSENTED, day("2004-01-01"))).isZero();
        assertThat(status.status(id("YUG"), day("2004-01-01"))).isEqualTo(Status.EXTINCT);
    }

    @Test
    void givenAStateThatCeased_whenItsEndIsRecordedAgainForAnEarlierDay_thenRefused() {
        inForce()
                .given(accede("YUG", "2003-01-01"), cease("YUG", "2003-05-01"))
                .when(cease("YUG", "2003-04-01"))
                .thenRefused(Reason.PARTICIPANT_CEASED);
    }

    @Test
    void givenAStateThatCeasedOnTheEve_whenASuccessorFollowsOnTheDayAfter_thenItIsBoundFromThere() {
        inForce()
                .given(accede("SCG", "2003-01-01"), cease("SCG", "2006-06-02"))
                .when(succeed("MNE", "SCG", "2006-06-03", "2006-10-23"))
                .thenAccepted()
                .then(status ->
                        assertThat(status.status(id("MNE"), day("2006-06-03"))).isEqualTo(Status.PARTY));
    }

    @Test
    void givenAnInstrumentTakenBack_whenASuccessorNamesThatVeryDay_thenThereIsNothingToSucceedTo() {
        inForce()
                .given(accede("SCG", "2003-01-01"), withdrawInstrument("SCG", "2003-01-10"))
                .when(succeed("MNE", "SCG", "2003-01-10", "2006-10-23"))
                .thenRefused(Reason.PREDECESSOR_NOT_BOUND);
    }

    @Test
    void givenObjectionsToTwoStates_whenTheFirstIsWithdrawn_thenTheSecondStands() {
        var treaty = inForce().given(object("AND", "BRA", "2005-01-01"), object("AND", "MEX", "2005-02-01"));

        treaty.when(withdrawObjection("AND", "PER", "2006-01-01")).thenRefused(Reason.NO_SUCH_DECLARATION);
        treaty.given(withdrawObjection("AND", "BRA", "2006-01-01"));

        assertThat(treaty.status().history(id("AND")).orElseThrow().declarations())
                .extracting(declaration -> declaration.holdsOn(day("2007-01-01")))
                .containsExactly(false, true);
    }
}
