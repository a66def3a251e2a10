package org.treatyledger.core.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.treatyledger.core.treaty.Acts.accede;
import static org.treatyledger.core.treaty.Acts.announce;
import static org.treatyledger.core.treaty.Acts.day;
import static org.treatyledger.core.treaty.Acts.id;
import static org.treatyledger.core.treaty.Acts.notifyWithdrawal;
import static org.treatyledger.core.treaty.Acts.revokeWithdrawal;
import static org.treatyledger.core.treaty.Acts.withdrawInstrument;

import org.junit.jupiter.api.Test;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.AsOf.View;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.treaty.Directory;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Membership;
import org.treatyledger.core.treaty.Reason;
import org.treatyledger.core.treaty.Seed;
import org.treatyledger.core.treaty.Status;
import org.treatyledger.core.treaty.TreatyEvent.InstrumentWithdrawn;
import org.treatyledger.core.treaty.TreatyEvent.WithdrawalRevoked;
import org.treatyledger.core.treaty.TreatySpecification;
import org.treatyledger.core.vocabulary.Participant.State;

/** The numbered cases of depositary-law.md, section 11: leaving the Rome Statute, and not leaving it after all. */
class LeavingCasesTest {

    /** As if nothing had been received after Hungary's notification. */
    private static TreatySpecification hungaryLeaving() {
        return Seed.romeStatute(act -> !(act.event() instanceof WithdrawalRevoked revoked
                && revoked.participant().equals(id("HUN"))));
    }

    /** As if Malaysia had not taken its instrument back. */
    private static TreatySpecification malaysiaContracting() {
        return Seed.romeStatute(
                act -> !act.receivedOn().isAfter(day("2026-11-24")) && !(act.event() instanceof InstrumentWithdrawn));
    }

    private static int count(LegalStatus status, String day) {
        return status.count(Basis.IN_FORCE, day(day));
    }

    private static Status status(TreatySpecification treaty, String who, String day) {
        return treaty.status().status(id(who), day(day));
    }

    @Test
    void case16_givenAParty_whenItsNoticeIsReceived_thenItExitsAYearLater() {
        var treaty = Seed.romeStatuteUntil("2016-10-26")
                .when(notifyWithdrawal("BDI", "2016-10-27"))
                .thenAccepted(accepted ->
                        assertThat(accepted.effects().getFirst().exitsOn()).isEqualTo(day("2017-10-27")));
        assertThat(status(treaty, "BDI", "2016-10-26")).isEqualTo(Status.PARTY);
        assertThat(status(treaty, "BDI", "2016-10-27")).isEqualTo(Status.WITHDRAWING);
        assertThat(treaty.status().isPartyOn(id("BDI"), day("2017-10-26"))).isTrue();
        assertThat(status(treaty, "BDI", "2017-10-27")).isEqualTo(Status.FORMER);
        // by then South Africa and the Gambia had revoked theirs
        assertThat(count(Seed.ALL.status("rome-statute"), "2017-10-26")).isEqualTo(124);
        assertThat(count(Seed.ALL.status("rome-statute"), "2017-10-27")).isEqualTo(123);
    }

    @Test
    void case17_givenANoticeReceivedOnASaturday_whenAskedForTheExit_thenTheDayOfReceiptCountsAsAnyOther() {
        var treaty = Seed.romeStatuteUntil("2018-03-17");
        assertThat(treaty.status().memberships(id("PHL")))
                .extracting(Membership::exitsOn)
                .containsExactly(day("2019-03-17"));
        assertThat(treaty.status().isPartyOn(id("PHL"), day("2019-03-16"))).isTrue();
        assertThat(treaty.status().isPartyOn(id("PHL"), day("2019-03-17"))).isFalse();
    }

    @Test
    void case18_givenSouthAfricaIsLeaving_whenItRevokes_thenItIsAPartyAndTheCountNeverMoved() {
        var treaty = Seed.romeStatuteUntil("2017-03-06");
        assertThat(status(treaty, "ZAF", "2017-03-06")).isEqualTo(Status.WITHDRAWING);
        var before = count(treaty.status(), "2017-03-07");
        treaty.when(revokeWithdrawal("ZAF", "2017-03-07")).thenAccepted();
        assertThat(status(treaty, "ZAF", "2017-03-06")).isEqualTo(Status.WITHDRAWING);
        assertThat(status(treaty, "ZAF", "2017-03-07")).isEqualTo(Status.PARTY);
        assertThat(treaty.status().memberships(id("ZAF")))
                .extracting(Membership::exitsOn)
                .containsOnlyNulls();
        assertThat(count(treaty.status(), "2017-03-07")).isEqualTo(before);
        assertThat(treaty.status().isPartyOn(id("ZAF"), day("2017-10-19"))).isTrue();
    }

    @Test
    void case19_givenTheGambiaIsLeaving_whenItsRevocationIsReceived_thenItIsAPartyFromReceiptNotFromItsLetter() {
        var treaty = Seed.romeStatuteUntil("2017-02-10");
        assertThat(status(treaty, "GMB", "2017-01-10")).isEqualTo(Status.WITHDRAWING);
        assertThat(status(treaty, "GMB", "2017-02-09")).isEqualTo(Status.WITHDRAWING);
        assertThat(status(treaty, "GMB", "2017-02-10")).isEqualTo(Status.PARTY);
    }

    @Test
    void case20_givenAnExitTomorrow_whenTheRevocationIsReceivedToday_thenTheStateRemainsAParty() {
        var treaty =
                hungaryLeaving().when(revokeWithdrawal("HUN", "2026-06-01")).thenAccepted();
        assertThat(status(treaty, "HUN", "2026-06-02")).isEqualTo(Status.PARTY);
        assertThat(count(treaty.status(), "2026-06-02")).isEqualTo(125);
    }

    @Test
    void case21_givenAnExitToday_whenTheRevocationIsReceivedToday_thenRefusedAsTooLate() {
        var treaty = hungaryLeaving()
                .when(revokeWithdrawal("HUN", "2026-06-02"))
                .thenRefused(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.WITHDRAWAL_ALREADY_EFFECTIVE);
                    assertThat(refusal.citation()).hasToString("VCLT, art. 68");
                    assertThat(refusal.remedy()).contains("accede");
                });
        assertThat(status(treaty, "HUN", "2026-06-02")).isEqualTo(Status.FORMER);
        treaty.when(accede("HUN", "2026-06-02")).thenAccepted();
        assertThat(treaty.status().memberships(id("HUN")).getLast().entersIntoForceOn())
                .isEqualTo(day("2026-09-01"));
    }

    @Test
    void case22_givenANoticeThatIsNotRevoked_whenTheYearIsOver_thenThereIsOnePartyFewerInItsGroup() {
        var status = hungaryLeaving().status();
        assertThat(count(status, "2026-06-01")).isEqualTo(125);
        assertThat(count(status, "2026-06-02")).isEqualTo(124);
        assertThat(easternEuropeans(status, "2026-06-01")).isEqualTo(20);
        assertThat(easternEuropeans(status, "2026-06-02")).isEqualTo(19);
    }

    private static long easternEuropeans(LegalStatus status, String day) {
        return status.partiesOn(day(day), false).stream()
                .flatMap(period -> Directory.PARTICIPANTS.find(period.participant()).stream())
                .filter(who -> who instanceof State state && "Eastern European".equals(state.region()))
                .count();
    }

    @Test
    void case23_givenAFormerParty_whenItAccedesAgain_thenItHasASecondPeriodAndTheGapIsVisible() {
        var treaty = hungaryLeaving().when(accede("HUN", "2026-09-15")).thenAccepted();
        assertThat(treaty.status().memberships(id("HUN")))
                .extracting(Membership::entersIntoForceOn, Membership::exitsOn)
                .containsExactly(tuple(day("2002-07-01"), day("2026-06-02")), tuple(day("2026-12-01"), null));
        assertThat(status(treaty, "HUN", "2026-09-14")).isEqualTo(Status.FORMER);
        assertThat(status(treaty, "HUN", "2026-11-30")).isEqualTo(Status.CONTRACTING);
        assertThat(status(treaty, "HUN", "2026-12-01")).isEqualTo(Status.PARTY);
    }

    @Test
    void case24_givenMalaysiaIsContracting_whenItTakesItsInstrumentBack_thenItNeverIsAParty() {
        var treaty = Seed.romeStatuteUntil("2019-04-28");
        assertThat(treaty.status().memberships(id("MYS")))
                .extracting(Membership::entersIntoForceOn)
                .containsExactly(day("2019-06-01"));
        treaty.when(withdrawInstrument("MYS", "2019-04-29")).thenAccepted();
        assertThat(status(treaty, "MYS", "2019-04-28")).isEqualTo(Status.CONTRACTING);
        assertThat(status(treaty, "MYS", "2019-04-29")).isEqualTo(Status.ENTITLED);
        assertThat(treaty.status().memberships(id("MYS"))).isEmpty();
    }

    @Test
    void givenAnInstrumentTakenBack_whenAnotherIsDepositedOnThatDay_thenTheNewOneCountsFromThatDay() {
        var treaty = Seed.romeStatuteUntil("2019-04-28")
                .given(withdrawInstrument("MYS", "2019-05-15"), accede("MYS", "2019-05-15"));
        assertThat(treaty.status().memberships(id("MYS")))
                .extracting(Membership::entersIntoForceOn)
                .containsExactly(day("2019-08-01"));
        assertThat(status(treaty, "MYS", "2019-06-01")).isEqualTo(Status.CONTRACTING);
    }

    @Test
    void givenAnInstrument_whenTakenBackOnTheDayOfItsDeposit_thenItNeverCounted() {
        var treaty = Seed.romeStatuteUntil("2019-03-03")
                .given(accede("MYS", "2019-03-04"), withdrawInstrument("MYS", "2019-03-04"));
        assertThat(treaty.status().memberships(id("MYS"))).isEmpty();
        assertThat(status(treaty, "MYS", "2019-03-04")).isEqualTo(Status.ENTITLED);
        assertThat(treaty.status().series(Basis.CONSENTED).steps())
                .noneMatch(step -> step.came().contains(id("MYS")));
    }

    @Test
    void case25_givenTheStatuteIsInForceForMalaysia_whenItTakesItsInstrumentBack_thenOnlyWithdrawalRemains() {
        var treaty = malaysiaContracting()
                .when(withdrawInstrument("MYS", "2019-06-01"))
                .thenRefused(Reason.INSTRUMENT_ALREADY_IN_FORCE)
                .when(notifyWithdrawal("MYS", "2019-06-01"))
                .thenAccepted();
        assertThat(treaty.status().memberships(id("MYS")))
                .extracting(Membership::exitsOn)
                .containsExactly(day("2020-06-01"));
    }

    @Test
    void case26_givenALetterThatIsNotCirculatedYet_whenBothViewsAreAsked_thenTheyDifferUntilCirculation() {
        var day = day("2019-05-10");
        var legal = Seed.ALL.status("rome-statute", new AsOf(day, Long.MAX_VALUE, View.LEGAL));
        var known = Seed.ALL.status("rome-statute", new AsOf(day, Long.MAX_VALUE, View.PUBLIC));
        assertThat(legal.status(id("MYS"), day)).isEqualTo(Status.ENTITLED);
        assertThat(known.status(id("MYS"), day)).isEqualTo(Status.CONTRACTING);
        var circulated = new AsOf(day("2019-05-15"), Long.MAX_VALUE, View.PUBLIC);
        assertThat(Seed.ALL.status("rome-statute", circulated).status(id("MYS"), day))
                .isEqualTo(Status.ENTITLED);
    }

    @Test
    void case42_givenAnAnnouncementOfImmediateWithdrawal_whenNothingIsReceived_thenAllThreeAreParties() {
        var treaty = Seed.romeStatuteUntil("2025-09-21");
        var before = count(treaty.status(), "2026-11-24");
        for (var who : new String[] {"BFA", "MLI", "NER"}) {
            treaty.given(announce(who, "with immediate effect", "2025-09-22"));
            assertThat(status(treaty, who, "2026-11-24")).isEqualTo(Status.PARTY);
        }
        assertThat(count(treaty.status(), "2026-11-24")).isEqualTo(before);
    }

    @Test
    void case43_givenTheAccessionIsDeclaredVoid_whenAnnounced_thenAfghanistanIsAParty() {
        var treaty = Seed.romeStatuteUntil("2025-02-19").given(announce("AFG", "the accession is void", "2025-02-20"));
        assertThat(status(treaty, "AFG", "2026-11-24")).isEqualTo(Status.PARTY);
    }

    @Test
    void case56_givenANoticeReceivedOnALeapDay_whenTheYearIsOver_thenItExitsOn28February() {
        var treaty = Seed.romeStatuteUntil("2026-11-24")
                .today("2028-03-01")
                .when(notifyWithdrawal("SEN", "2028-02-29"))
                .thenAccepted();
        assertThat(treaty.status().memberships(id("SEN")))
                .extracting(Membership::exitsOn)
                .containsExactly(day("2029-02-28"));
    }

    @Test
    void case57_givenANoticeThatNamesThreeMonths_whenReceived_thenRefusedWithTheRemedyToRecordItWithoutThatDay() {
        // depositary-law.md would apply the year and keep a note; api.md refuses. We refuse, and the remedy leads to
        // the
        // same end: recorded without the day, the notification takes effect after the year.
        Seed.romeStatuteUntil("2025-12-31")
                .when(notifyWithdrawal("MLI", "2026-01-10", "2026-04-10"))
                .thenRefused(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.EFFECT_EARLIER_THAN_PERMITTED);
                    assertThat(refusal.citation()).hasToString("Rome Statute, art. 127(1)");
                    assertThat(refusal.remedy())
                            .isEqualTo("Record it without that day: it then takes effect on 2027-01-10.");
                    assertThat(refusal.field()).isEqualTo("effectiveOn");
                })
                .when(notifyWithdrawal("MLI", "2026-01-10"))
                .thenAccepted()
                .then(status -> assertThat(status.memberships(id("MLI")))
                        .extracting(Membership::exitsOn)
                        .containsExactly(day("2027-01-10")));
    }

    @Test
    void case58_givenANoticeThatNamesTwoYears_whenReceived_thenItExitsOnTheNamedDay() {
        Seed.romeStatuteUntil("2025-12-31")
                .when(notifyWithdrawal("MLI", "2026-01-10", "2028-01-10"))
                .thenAccepted()
                .then(status -> assertThat(status.memberships(id("MLI")))
                        .extracting(Membership::exitsOn)
                        .containsExactly(day("2028-01-10")));
    }

    @Test
    void section22_givenAStateThatIsNoParty_whenItNotifiesAWithdrawal_thenRefused() {
        Seed.romeStatuteUntil("2026-11-24")
                .when(notifyWithdrawal("USA", "2026-11-24"))
                .thenRefused(Reason.NOT_A_PARTY)
                .when(revokeWithdrawal("SEN", "2026-11-24"))
                .thenRefused(Reason.NO_WITHDRAWAL_NOTIFIED);
    }
}
