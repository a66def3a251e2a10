package org.treatyledger.core.treaty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.treaty.Acts.day;
import static org.treatyledger.core.treaty.Acts.id;
import static org.treatyledger.core.treaty.Acts.ratify;
import static org.treatyledger.core.treaty.Acts.sign;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.rules.DateRule;
import org.treatyledger.core.rules.Threshold;
import org.treatyledger.core.treaty.CalendarEntry.Kind;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.ConsentMeans;

/** The latest day for a deposit, the means open on it, and the words by which others ask for both. */
class LatestDepositTest {

    private static LegalStatus statute() {
        return Seed.ALL.status("rome-statute");
    }

    @Test
    void givenTheStatute_whenAPartyIsWantedByAFirst_thenTheSixtiethDayBeforeIsTheLast() {
        assertThat(LatestDeposit.by(statute(), day("2027-03-01")))
                .isInstanceOfSatisfying(LatestDeposit.On.class, it -> {
                    assertThat(it.inTime().depositedOn()).isEqualTo(day("2026-12-30"));
                    assertThat(it.inTime().entersIntoForceOn()).isEqualTo(day("2027-03-01"));
                    assertThat(it.oneDayLater().depositedOn()).isEqualTo(day("2026-12-31"));
                    assertThat(it.oneDayLater().entersIntoForceOn()).isEqualTo(day("2027-04-01"));
                    assertThat(it.inTime().trace())
                            .containsExactly(
                                    "deposit 2026-12-30",
                                    "60th day after: 2027-02-28",
                                    "first day of the month after: 2027-03-01");
                });
    }

    @Test
    void givenTheEveOfItsEntry_whenAPartyIsWantedByIt_thenNoDepositIsEarlyEnough() {
        assertThat(LatestDeposit.by(statute(), day("2002-06-30")))
                .isEqualTo(new LatestDeposit.TooEarly("The treaty itself is in force from 2002-07-01 on only."));
        assertThat(LatestDeposit.by(statute(), day("2002-07-01"))).isInstanceOf(LatestDeposit.On.class);
    }

    @Test
    void givenItWasAdoptedOnlyThen_whenNoDayIsLeft_thenTheAdoptionIsNamed() {
        var clauses = Seed.clausesWith("rome-statute", new Threshold.Count(1), new DateRule.OnDay());
        var treaty = TreatySpecification.of(clauses).given(sign("SEN", "1998-07-17"), ratify("SEN", "1998-07-17"));
        var since = treaty.status().inForceSince().orElseThrow();
        assertThat(since).isEqualTo(day("1998-07-17"));
        assertThat(LatestDeposit.by(treaty.status(), day("1998-09-30")))
                .isEqualTo(new LatestDeposit.TooEarly(
                        "No deposit since the adoption on 1998-07-17 takes effect by that day."));
        assertThat(LatestDeposit.by(treaty.status(), day("1998-10-01")))
                .as("the day of adoption itself is tried")
                .isInstanceOfSatisfying(
                        LatestDeposit.On.class,
                        it -> assertThat(it.inTime().depositedOn()).isBetween(day("1998-07-17"), day("1998-08-01")));
    }

    @Test
    void givenTheThresholdIsNotMet_whenAsked_thenWhatIsMissingIsSaid() {
        assertThat(LatestDeposit.by(Seed.romeStatuteUntil("2002-04-10").status(), day("2003-01-01")))
                .isInstanceOfSatisfying(LatestDeposit.NotInForce.class, it -> assertThat(it.missing())
                        .singleElement()
                        .asString()
                        .endsWith("of 60 instruments"));
    }

    @Test
    void givenTheDateWaitsForTheParent_whenAsked_thenThatIsSaid() {
        var clauses = Seed.clausesWith("rome-statute", new Threshold.Count(1), new DateRule.ParentEntryIntoForce());
        var treaty = TreatySpecification.of(clauses).given(sign("SEN", "1998-07-18"), ratify("SEN", "1999-02-02"));
        assertThat(LatestDeposit.by(treaty.status(), day("2003-01-01")))
                .isEqualTo(new LatestDeposit.NotInForce(
                        List.of("the date of entry into force waits for the treaty that this one belongs to")));
    }

    private static OpenMeans open(Registered treaty, String who, String day) {
        return OpenMeans.of(
                treaty,
                id(who),
                day(day),
                new Circumstances(TreatySpecification.TODAY, Directory.PARTICIPANTS, Optional.empty()));
    }

    @Test
    void givenASignatory_whenItsMeansAreAsked_thenTheDoubtfulOneComesLast() {
        var means = open(Seed.ALL.state("rome-statute"), "USA", "2026-11-24");
        assertThat(means.obstacle()).isNull();
        assertThat(means.inOrder())
                .containsExactly(
                        ConsentMeans.RATIFICATION,
                        ConsentMeans.ACCEPTANCE,
                        ConsentMeans.APPROVAL,
                        ConsentMeans.ACCESSION);
        assertThat(means.proposed()).contains(ConsentMeans.RATIFICATION);
    }

    @Test
    void givenAStateThatHasNotSigned_whenItsMeansAreAskedForADayToCome_thenAccessionIsProposed() {
        var means = open(Seed.ALL.state("rome-statute"), "IND", "2027-01-01");
        assertThat(means.inOrder()).containsExactly(ConsentMeans.ACCESSION);
        assertThat(means.proposed()).contains(ConsentMeans.ACCESSION);
    }

    @Test
    void givenAParty_whenItsMeansAreAsked_thenTheFirstObstacleIsSaid() {
        var means = open(Seed.ALL.state("rome-statute"), "FRA", "2026-11-24");
        assertThat(means.accepted()).isEmpty();
        assertThat(means.proposed()).isEmpty();
        assertThat(means.obstacle()).isNotNull().extracting(Refusal::reason).isEqualTo(Reason.ALREADY_CONSENTED);
    }

    @Test
    void givenAWordOfTheContract_whenRead_thenItNamesItsKindOrNone() {
        for (var kind : Kind.values()) {
            assertThat(Kind.parse(kind.label())).contains(kind);
            assertThat(kind.label()).isNotEmpty();
        }
        for (var basis : Basis.values()) {
            assertThat(Basis.parse(basis.label())).contains(basis);
            assertThat(basis.label()).isNotEmpty();
        }
        assertThat(Kind.parse("festival")).isEmpty();
        assertThat(Basis.parse("guessed")).isEmpty();
        assertThat(AsOf.View.LEGAL.label()).isEqualTo("legal");
        assertThat(AsOf.View.PUBLIC.label()).isEqualTo("public");
        assertThat(Status.CONTRACTING.label()).isEqualTo("contracting");
        assertThat(Status.WITHDRAWING).hasToString("withdrawing");
    }
}
