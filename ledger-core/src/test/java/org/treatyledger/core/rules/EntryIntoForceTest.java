package org.treatyledger.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.rules.FinalClauses.EntryIntoForceClause;
import org.treatyledger.core.rules.FinalClauses.EntryIntoForceClause.Scope;
import org.treatyledger.core.vocabulary.Citation;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.TreatyId;

/** The day on which a threshold is met, and whose instruments met it. */
class EntryIntoForceTest {

    private static final Citation VCLT = Citation.vclt("art. 24");

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }

    private static ParticipantId id(String code) {
        return new ParticipantId(code);
    }

    private static FinalClauses clauses(Threshold threshold, DateRule date, boolean countsOnlyParentParties) {
        return new FinalClauses(
                new TreatyId("any-treaty"),
                "Any Treaty",
                null,
                null,
                ZoneId.of("UTC"),
                day("2000-01-01"),
                null,
                new FinalClauses.Signature(List.of(), FinalClauses.Signature.Effect.SIMPLE, null),
                new FinalClauses.Consent(
                        EnumSet.of(ConsentMeans.RATIFICATION),
                        EnumSet.of(ConsentMeans.ACCESSION),
                        new FinalClauses.Eligible.AllStates(),
                        false,
                        null),
                FinalClauses.Reservations.SILENT,
                null,
                new EntryIntoForceClause(threshold, date, date, Scope.ALL, countsOnlyParentParties, null),
                null,
                null);
    }

    private static FinalClauses clauses(Threshold threshold) {
        return clauses(threshold, new DateRule.OnDay(), false);
    }

    /** {@code FRA 2001-01-01 2001-02-01}: whose instrument, from when, and until when if it was taken back. */
    private static List<ConsentPeriod> consents(String... rows) {
        return Arrays.stream(rows)
                .map(row -> row.split(" ", -1))
                .map(row -> new ConsentPeriod(id(row[0]), day(row[1]), row.length > 2 ? day(row[2]) : null))
                .toList();
    }

    private static Finding.Met met(FinalClauses clauses, @Nullable ParentTreaty parent, String... consents) {
        return (Finding.Met) EntryIntoForce.find(clauses, consents(consents), Map.of(), parent);
    }

    private static Finding.Unmet unmet(FinalClauses clauses, @Nullable ParentTreaty parent, String... consents) {
        return (Finding.Unmet) EntryIntoForce.find(clauses, consents(consents), Map.of(), parent);
    }

    /** A parent treaty with these parties, each from its day on, in force since a day or not. */
    private record Parent(Map<ParticipantId, LocalDate> since, Optional<LocalDate> inForceSince)
            implements ParentTreaty {

        static Parent of(@Nullable String inForceSince, String... rows) {
            var since = new TreeMap<ParticipantId, LocalDate>();
            for (var row : rows) {
                since.put(id(row.substring(0, 3)), day(row.substring(4)));
            }
            return new Parent(since, Optional.ofNullable(inForceSince).map(LocalDate::parse));
        }

        @Override
        public boolean isPartyOn(ParticipantId participant, LocalDate day) {
            var from = since.get(participant);
            return from != null && !day.isBefore(from);
        }

        @Override
        public int partiesOn(LocalDate day) {
            return (int)
                    since.keySet().stream().filter(who -> isPartyOn(who, day)).count();
        }

        @Override
        public SortedSet<LocalDate> daysOfChange() {
            var days = new TreeSet<>(since.values());
            inForceSince.ifPresent(days::add);
            return days;
        }
    }

    @Test
    void givenAnInstrumentTakenBackOnItsOwnDay_whenCounted_thenItNeverCounted() {
        var two = clauses(new Threshold.Count(2));
        assertThat(met(two, null, "FRA 2001-01-01", "DEU 2001-02-01 2001-02-01", "ITA 2001-03-01"))
                .satisfies(met -> {
                    assertThat(met.on()).isEqualTo(day("2001-03-01"));
                    assertThat(met.by()).containsExactly(id("ITA"));
                    assertThat(met.firstRank()).isEqualTo(2);
                });
    }

    @Test
    void givenAnInstrumentTakenBackLater_whenTheNextComesOnThatDay_thenTheTwoNeverStoodTogether() {
        var two = clauses(new Threshold.Count(2));
        assertThat(unmet(two, null, "FRA 2001-01-01 2001-02-01", "DEU 2001-02-01"))
                .satisfies(unmet -> assertThat(unmet.missing()).containsExactly("1 of 2 instruments"));
        assertThat(met(two, null, "FRA 2001-01-01 2001-02-02", "DEU 2001-02-01").on())
                .isEqualTo(day("2001-02-01"));
    }

    @Test
    void givenOneGoesAndOthersComeOnTheDay_whenTheThresholdIsMet_thenTheRankCountsThoseThatStayed() {
        var three = clauses(new Threshold.Count(3));
        var met = met(three, null, "FRA 2001-01-01", "DEU 2001-01-02 2001-02-01", "ITA 2001-02-01", "ESP 2001-02-01");
        assertThat(met.firstRank()).isEqualTo(2);
        assertThat(met.by()).containsExactly(id("ESP"), id("ITA"));
    }

    @Test
    void givenOnlyPartiesToTheParentCount_whenOneBecomesOneLater_thenThatDayMeetsTheThreshold() {
        var two = clauses(new Threshold.Count(2), new DateRule.OnDay(), true);
        var parent = Parent.of("1990-01-01", "FRA 1990-01-01", "DEU 2001-06-01");
        var met = met(two, parent, "FRA 2001-01-01", "DEU 2001-01-02", "ITA 2001-01-03");
        assertThat(met.on()).isEqualTo(day("2001-06-01"));
        assertThat(met.by()).as("nobody deposited on that day").isEmpty();
        assertThat(unmet(two, Parent.of("1990-01-01", "FRA 1990-01-01"), "FRA 2001-01-01", "DEU 2001-01-02")
                        .missing())
                .containsExactly("1 of 2 instruments");
    }

    @Test
    void givenEverybodyCounts_whenTheParentIsKnown_thenItsPartiesDoNotMatter() {
        var parent = Parent.of("1990-01-01", "FRA 1990-01-01");
        assertThat(met(clauses(new Threshold.Count(2)), parent, "ITA 2001-01-01", "ESP 2001-01-02")
                        .on())
                .isEqualTo(day("2001-01-02"));
    }

    @Test
    void givenAFractionOfTheParentsParties_whenTheyBecomeMoreOnADay_thenThatDayIsLookedAtToo() {
        var fraction = clauses(new Threshold.Fraction(1, 2, new Denominator.ParentPartiesCurrent()));
        assertThat(met(fraction, Parent.of(null, "FRA 2001-05-01", "DEU 2001-05-01"), "FRA 2001-01-01")
                        .on())
                .as("a half of nobody is not reached before")
                .isEqualTo(day("2001-05-01"));
    }

    @Test
    void givenAFractionOfThePartiesAtAdoption_whenTheyBecomeMore_thenTheNumberStays() {
        var fraction = clauses(new Threshold.Fraction(1, 2, new Denominator.PartiesAtAdoption()));
        var parent = Parent.of(null, "FRA 1999-01-01", "DEU 1999-01-01", "ITA 2000-05-01", "ESP 2000-05-01");
        assertThat(met(fraction, parent, "FRA 2001-01-01").on()).isEqualTo(day("2001-01-01"));
    }

    @Test
    void givenTheParentMustBeInForce_whenItIsFromADay_thenNotBefore() {
        var both = clauses(new Threshold.And(List.of(new Threshold.Count(1), new Threshold.ParentInForce())));
        assertThat(met(both, Parent.of("2001-05-01"), "FRA 2001-01-01").on()).isEqualTo(day("2001-05-01"));
        assertThat(met(both, Parent.of("2000-05-01"), "FRA 2001-01-01").on()).isEqualTo(day("2001-01-01"));
        assertThat(unmet(both, Parent.of(null), "FRA 2001-01-01").missing())
                .containsExactly("the parent treaty is not in force");
        assertThat(unmet(both, null, "FRA 2001-01-01").missing()).containsExactly("the parent treaty is not in force");
    }

    @Test
    void givenADateNamedThatIsPast_whenTheThresholdIsMet_thenNothingEntersIntoForceBeforeThatDay() {
        var fixed = clauses(new Threshold.Count(1), new DateRule.Fixed(day("2000-06-01")), false);
        assertThat(met(fixed, null, "FRA 2001-01-01").entryIntoForce()).contains(day("2001-01-01"));
        assertThat(met(fixed, null, "FRA 2000-05-01").entryIntoForce()).contains(day("2000-06-01"));
    }

    @Test
    void givenADateThatWaitsForTheParent_whenThatIsNotInForce_thenMetWithoutADay() {
        var waiting = clauses(new Threshold.Count(1), new DateRule.ParentEntryIntoForce(), false);
        var met = met(waiting, Parent.of(null), "FRA 2001-01-01");
        assertThat(met.entryIntoForce()).isEmpty();
        assertThat(met.trace())
                .containsExactly(
                        "threshold met 2001-01-01",
                        "1 instrument, of 1 needed",
                        "entry into force of the parent treaty: not yet known");
        assertThat(met(waiting, Parent.of("2003-01-01"), "FRA 2001-01-01").entryIntoForce())
                .contains(day("2003-01-01"));
        assertThat(unmet(waiting, null).entryIntoForce()).isEmpty();
    }

    @Test
    void givenADecisionIsAwaited_whenItIsTaken_thenItsDayDecidesAndTheTraceNamesItAlone() {
        var decided =
                clauses(new Threshold.And(List.of(new Threshold.Count(1), new Threshold.DecidedBy("activation"))));
        var decisions = Map.of("activation", day("2002-01-01"), "budget", day("2002-01-01"));
        var met = (Finding.Met) EntryIntoForce.find(decided, consents("FRA 2001-01-01"), decisions, null);
        assertThat(met.on()).isEqualTo(day("2002-01-01"));
        assertThat(met.trace())
                .contains("by the decision \"activation\" of 2002-01-01")
                .noneMatch(step -> step.contains("budget"));
        var later = (Finding.Met) EntryIntoForce.find(decided, consents("FRA 2003-01-01"), decisions, null);
        assertThat(later.trace()).as("not that day").noneMatch(step -> step.startsWith("by the decision"));
    }

    @Test
    void givenASignatureWindow_whenTheDaysAreAsked_thenBothOfItsEndsAreInIt() {
        var signature = new FinalClauses.Signature(
                List.of(
                        new FinalClauses.Window(day("2000-01-01"), day("2000-12-31")),
                        new FinalClauses.Window(day("2005-01-01"), null)),
                FinalClauses.Signature.Effect.SIMPLE,
                null);
        for (var open : List.of("2000-01-01", "2000-12-31", "2005-01-01", "2035-01-01")) {
            assertThat(signature.isOpenOn(day(open))).as(open).isTrue();
        }
        for (var closed : List.of("1999-12-31", "2001-01-01", "2004-12-31")) {
            assertThat(signature.isOpenOn(day(closed))).as(closed).isFalse();
        }
    }

    @Test
    void givenAProvision_whenCited_thenTheTreatyOfThatProvisionIsNamed() {
        var clauses = clauses(new Threshold.Count(1));
        assertThat(clauses.citedAs()).isEqualTo("Any Treaty");
        assertThat(clauses.cite("art. 5", VCLT)).isEqualTo(new Citation("Any Treaty", "art. 5"));
        assertThat(clauses.cite("Rome Statute, art. 121(5)", VCLT))
                .isEqualTo(new Citation("Rome Statute", "art. 121(5)"));
        assertThat(clauses.cite("Rome Statute, arts. 1 and 2", VCLT))
                .isEqualTo(new Citation("Rome Statute", "arts. 1 and 2"));
        assertThat(clauses.cite(null, VCLT)).isEqualTo(VCLT);
    }

    @Test
    void givenTheClause_whenReadAloud_thenTheThresholdStandsForTheAct() {
        var clause = clauses(new Threshold.Count(60), new DateRule.PlusDays(30), false)
                .entryIntoForce();
        assertThat(clause.inWords()).isEqualTo("the thirtieth day following the deposit of the sixtieth instrument");
        assertThat(clause).hasToString(clause.inWords());
    }
}
