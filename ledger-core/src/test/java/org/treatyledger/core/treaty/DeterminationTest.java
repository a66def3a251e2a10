package org.treatyledger.core.treaty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.treatyledger.core.treaty.Acts.accede;
import static org.treatyledger.core.treaty.Acts.day;
import static org.treatyledger.core.treaty.Acts.decide;
import static org.treatyledger.core.treaty.Acts.id;
import static org.treatyledger.core.treaty.Acts.recordEntry;
import static org.treatyledger.core.treaty.Acts.succeed;

import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** What the depositary determines, and how far it may depart from the rules; who may succeed. */
class DeterminationTest {

    private static TreatySpecification statute() {
        return Seed.romeStatute(_ -> true);
    }

    private static Tuple period(String from, String until) {
        return tuple(day(from), day(until));
    }

    @Test
    void givenTheRules_whenTheirOwnDayIsRecorded_thenAcceptedAndNothingChanges() {
        statute()
                .when(recordEntry("ARM", "2024-02-01", null, "2024-02-01"))
                .thenAccepted()
                .then(status -> assertThat(status.memberships(id("ARM")))
                        .extracting(Membership::entersIntoForceOn)
                        .containsExactly(day("2024-02-01")));
    }

    @Test
    void givenTheRules_whenAnotherDayIsRecordedWithoutAReason_thenRefusedWithTheTrace() {
        statute().when(recordEntry("ARM", "2024-01-14", null, "2024-02-01")).thenRefused(refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.ENTRY_INTO_FORCE_MISMATCH);
            assertThat(refusal.sentence())
                    .contains("60th day after: 2024-01-13")
                    .contains("2024-02-01");
            assertThat(refusal.citation()).hasToString("Rome Statute, art. 126");
        });
        statute()
                .when(recordEntry(null, "2002-06-11", null, "2002-07-01"))
                .thenRefused(Reason.ENTRY_INTO_FORCE_MISMATCH);
    }

    @Test
    void givenAReason_whenTheDepositaryDeparts_thenItsDayStandsAndTheTraceSaysWhy() {
        var treaty = statute().given(recordEntry("ARM", "2024-01-14", "a published error", "2024-02-01"));
        assertThat(treaty.status().memberships(id("ARM"))).singleElement().satisfies(period -> {
            assertThat(period.entersIntoForceOn()).isEqualTo(day("2024-01-14"));
            assertThat(period.trace())
                    .containsExactly(
                            "deposit 2023-11-14",
                            "60th day after: 2024-01-13",
                            "first day of the month after: 2024-02-01",
                            "determined by the depositary: 2024-01-14, a published error");
        });
    }

    @Test
    void givenAnOverriddenEntry_whenTheStateLeavesAndAccedesAgain_thenTheSecondPeriodFollowsTheRules() {
        var treaty = statute()
                .given(recordEntry("BDI", "2004-11-15", "a published error", "2004-12-01"))
                .given(accede("BDI", "2026-01-05"));
        assertThat(treaty.status().memberships(id("BDI")))
                .extracting(Membership::entersIntoForceOn, Membership::exitsOn)
                .containsExactly(period("2004-11-15", "2017-10-27"), tuple(day("2026-04-01"), null));
    }

    @Test
    void givenAFormerParty_whenAnEntryIsOverriddenForALaterDay_thenItsPastRemains() {
        var treaty = statute().given(recordEntry("BDI", "2026-01-01", "a misunderstanding", "2026-01-01"));
        assertThat(treaty.status().memberships(id("BDI")))
                .extracting(Membership::entersIntoForceOn, Membership::exitsOn)
                .containsExactly(period("2004-12-01", "2017-10-27"));
        assertThat(treaty.status().status(id("BDI"), day("2026-01-01"))).isEqualTo(Status.FORMER);
    }

    @Test
    void givenTheTreatysOwnEntry_whenOverridden_thenNoStateIsBoundBefore() {
        var treaty = statute().given(recordEntry(null, "2002-08-01", "a trial", "2002-07-01"));
        assertThat(treaty.status().inForceSince()).contains(day("2002-08-01"));
        assertThat(treaty.status().count(Basis.IN_FORCE, day("2002-07-31"))).isZero();
    }

    @Test
    void givenADecision_whenItIsRecordedAgain_thenRefused() {
        statute()
                .given(decide("activation", "2017-12-14"))
                .when(decide("activation", "2017-12-15"))
                .thenRefused(Reason.ALREADY_DECIDED);
    }

    @Test
    void givenATerritory_whenItNotifiesASuccession_thenRefusedBecauseOnlyStatesSucceed() {
        statute()
                .when(succeed("HKG", "GBR", "2002-07-01", "2010-01-01"))
                .thenRefused(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.NOT_ELIGIBLE);
                    assertThat(refusal.citation()).hasToString("VCSST 1978, art. 2(1)(b)");
                })
                .when(succeed("SSD", "SDN", "2011-07-09", "2012-01-01"))
                .thenRefused(Reason.PREDECESSOR_NOT_BOUND)
                .when(succeed("SSD", "ZZZ", "2011-07-09", "2012-01-01"))
                .thenRefused(Reason.UNKNOWN_PARTICIPANT)
                .when(succeed("SSD", "SDN", "2012-07-09", "2012-01-01"))
                .thenRefused(Reason.DATE_IN_FUTURE);
    }
}
