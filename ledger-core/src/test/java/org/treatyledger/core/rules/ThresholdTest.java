package org.treatyledger.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.rules.Threshold.AllOf;
import org.treatyledger.core.rules.Threshold.And;
import org.treatyledger.core.rules.Threshold.Count;
import org.treatyledger.core.rules.Threshold.CountOf;
import org.treatyledger.core.rules.Threshold.DecidedBy;
import org.treatyledger.core.rules.Threshold.Fraction;
import org.treatyledger.core.rules.Threshold.Or;
import org.treatyledger.core.rules.Threshold.ParentInForce;
import org.treatyledger.core.rules.Threshold.ShareReached;
import org.treatyledger.core.vocabulary.ParticipantId;

/** Each form of a threshold on one day: whether it holds, what is missing, who is awaited, and how it is read aloud. */
class ThresholdTest {

    private static final Count TWO = new Count(2);
    private static final CountOf ONE_OF_TWO = new CountOf(1, ids("FRA", "DEU"));
    private static final AllOf BOTH = new AllOf(ids("FRA", "DEU"));
    private static final ShareReached SHARE = share("55", "CHN 30", "USA 25");
    private static final ShareReached TOO_SMALL = share("55.01", "CHN 30", "USA 25");
    private static final DecidedBy DECIDED = new DecidedBy("activation");
    private static final ParentInForce PARENT = new ParentInForce();
    private static final Fraction SEVEN_EIGHTHS = of(new Denominator.ParentPartiesCurrent());

    private static SortedSet<ParticipantId> ids(String... codes) {
        return Arrays.stream(codes).map(ParticipantId::new).collect(Collectors.toCollection(TreeSet::new));
    }

    private static ShareReached share(String atLeast, String... rows) {
        var table = new TreeMap<ParticipantId, BigDecimal>();
        for (var row : rows) {
            table.put(new ParticipantId(row.substring(0, 3)), new BigDecimal(row.substring(4)));
        }
        return new ShareReached("emissions", new BigDecimal(atLeast), table);
    }

    private static Fraction of(Denominator denominator) {
        return new Fraction(7, 8, denominator);
    }

    private static Tally consented(String... codes) {
        return new Tally(ids(codes), body(0), body(0), false, Set.of());
    }

    /** A day with so many parties to the parent treaty, in force, and the decision taken. */
    private static Tally parties(int current, int atAdoption, String... codes) {
        return new Tally(ids(codes), body(current, codes), body(atAdoption, codes), true, Set.of("activation"));
    }

    private static Tally.Body body(int size, String... consented) {
        return new Tally.Body(size, consented.length);
    }

    @Test
    void givenSoManyOfTheNamed_whenOthersConsent_thenOnlyTheNamedCount() {
        assertThat(ONE_OF_TWO.holds(consented("ITA", "ESP"))).isFalse();
        assertThat(ONE_OF_TWO.holds(consented("FRA"))).isTrue();
        assertThat(new CountOf(2, ids("FRA", "DEU")).holds(consented("FRA", "ITA")))
                .isFalse();
        assertThat(ONE_OF_TWO.missing(consented("ITA"))).containsExactly("0 of 1 instruments among DEU, FRA");
        assertThat(ONE_OF_TWO.reached(consented("FRA", "DEU", "ITA")))
                .containsExactly("2 instruments, of 1 needed among DEU, FRA");
        assertThat(ONE_OF_TWO.absent(consented("ITA"))).isEqualTo(ids("DEU", "FRA"));
        assertThat(ONE_OF_TWO.absent(consented("FRA"))).isEmpty();
    }

    @Test
    void givenAllOfTheNamed_whenOneIsMissing_thenItIsTheOneAwaited() {
        assertThat(BOTH.holds(consented("FRA", "ITA"))).isFalse();
        assertThat(BOTH.missing(consented("FRA"))).containsExactly("waiting for DEU");
        assertThat(BOTH.absent(consented("FRA"))).isEqualTo(ids("DEU"));
        assertThat(BOTH.reached(consented("FRA"))).isEmpty();
        assertThat(BOTH.holds(consented("FRA", "DEU"))).isTrue();
        assertThat(BOTH.missing(consented("FRA", "DEU"))).isEmpty();
        assertThat(BOTH.reached(consented("FRA", "DEU"))).containsExactly("instruments by all of DEU, FRA");
    }

    @Test
    void givenAShare_whenItIsReachedExactly_thenItHolds() {
        assertThat(SHARE.holds(consented("CHN", "USA", "TUV"))).isTrue();
        assertThat(SHARE.reached(consented("CHN", "USA"))).containsExactly("55 per cent of emissions, of 55 needed");
        assertThat(SHARE.holds(consented("CHN", "TUV"))).isFalse();
        assertThat(SHARE.missing(consented("CHN"))).containsExactly("30 of 55 per cent of emissions");
        assertThat(SHARE.absent(consented("CHN"))).isEqualTo(ids("USA"));
    }

    @Test
    void givenAFraction_whenTheWholeIsAskedFor_thenEachDenominatorLooksElsewhere() {
        var eight = new String[] {"AUS", "BEL", "CHE", "DEU", "ESP", "FRA", "GBR"};
        assertThat(SEVEN_EIGHTHS.holds(parties(8, 80, eight))).isTrue();
        assertThat(of(new Denominator.PartiesCurrent()).holds(parties(8, 80, eight)))
                .isTrue();
        assertThat(of(new Denominator.PartiesAtAdoption()).holds(parties(80, 8, eight)))
                .isTrue();
        assertThat(of(new Denominator.FixedNumber(8)).holds(parties(80, 80, eight)))
                .isTrue();
        assertThat(SEVEN_EIGHTHS.holds(parties(9, 8, eight))).isFalse();
        assertThat(SEVEN_EIGHTHS.missing(parties(9, 8, eight)))
                .containsExactly("7 of 8 instruments (deposits by 7/8 of the parties to the parent treaty on the day:"
                        + " 7/8 of 9, rounded up, is 8)");
        assertThat(of(new Denominator.FixedNumber(8)).reached(parties(0, 0, eight)))
                .containsExactly(
                        "7 instruments, of 7 needed (deposits by 7/8 of 8 States: 7/8 of 8, rounded up, is 7)");
    }

    @Test
    void givenAFraction_whenOthersThanThePartiesConsent_thenTheyDoNotMeetIt() {
        var outsiders = new Tally(
                ids("AUS", "BEL", "CHE", "DEU", "ESP", "FRA", "GBR"),
                new Tally.Body(8, 6),
                new Tally.Body(8, 7),
                true,
                Set.of());
        assertThat(SEVEN_EIGHTHS.holds(outsiders)).isFalse();
        assertThat(SEVEN_EIGHTHS.missing(outsiders)).singleElement().asString().startsWith("6 of 7 instruments");
        assertThat(of(new Denominator.PartiesAtAdoption()).holds(outsiders)).isTrue();
    }

    @Test
    void givenAFractionOfNobody_whenNobodyConsents_thenItIsNotReachedByNobody() {
        assertThat(SEVEN_EIGHTHS.holds(consented())).isFalse();
        assertThat(SEVEN_EIGHTHS.missing(consented()))
                .singleElement()
                .asString()
                .startsWith("no parties that deposits by 7/8")
                .endsWith("could be reckoned from");
    }

    @Test
    void givenADecisionOrTheParentTreaty_whenAwaited_thenTheDaySaysWhetherItCame() {
        assertThat(DECIDED.holds(parties(1, 1))).isTrue();
        assertThat(DECIDED.reached(parties(1, 1))).containsExactly("the decision \"activation\" has been taken");
        assertThat(DECIDED.missing(consented())).containsExactly("the decision \"activation\" has not been taken");
        assertThat(PARENT.holds(parties(1, 1))).isTrue();
        assertThat(PARENT.reached(parties(1, 1))).containsExactly("the parent treaty is in force");
        assertThat(PARENT.missing(consented())).containsExactly("the parent treaty is not in force");
    }

    @Test
    void givenSeveralThatMustAllHold_whenOneDoes_thenTheRestIsMissing() {
        var all = new And(List.of(TWO, BOTH));
        assertThat(all.holds(consented("FRA", "ITA"))).isFalse();
        assertThat(all.missing(consented("FRA", "ITA"))).containsExactly("waiting for DEU");
        assertThat(all.absent(consented("FRA", "ITA"))).isEqualTo(ids("DEU"));
        assertThat(all.holds(consented("FRA", "DEU"))).isTrue();
        assertThat(all.reached(consented("FRA", "DEU")))
                .containsExactly("2 instruments, of 2 needed", "instruments by all of DEU, FRA");
    }

    @Test
    void givenSeveralOfWhichAnySuffices_whenNoneHolds_thenEachWayIsNamed() {
        var any = new Or(List.of(BOTH, new And(List.of(TWO, DECIDED))));
        assertThat(any.holds(consented("FRA"))).isFalse();
        assertThat(any.missing(consented("FRA")))
                .containsExactly(
                        "waiting for DEU; or 1 of 2 instruments and the decision \"activation\" has not been taken");
        assertThat(any.absent(consented("FRA"))).isEqualTo(ids("DEU"));
        assertThat(any.holds(consented("FRA", "DEU"))).isTrue();
        assertThat(any.reached(consented("FRA", "DEU"))).containsExactly("instruments by all of DEU, FRA");
        assertThat(any.absent(parties(0, 0, "ITA", "ESP"))).isEmpty();
    }

    @Test
    void givenTermsThatNameNobody_whenTheyDoNotHold_thenNobodyIsAbsent() {
        for (var threshold : List.of(TWO, SEVEN_EIGHTHS, PARENT, DECIDED)) {
            assertThat(threshold.absent(consented())).as(threshold.toString()).isEmpty();
        }
    }

    @Test
    void givenAThreshold_whenAskedWhetherTheParentMatters_thenOnlyThoseThatLookAtItSaySo() {
        assertThat(SEVEN_EIGHTHS.dependsOnParent()).isTrue();
        assertThat(of(new Denominator.PartiesAtAdoption()).dependsOnParent()).isTrue();
        assertThat(of(new Denominator.FixedNumber(8)).dependsOnParent()).isFalse();
        assertThat(PARENT.dependsOnParent()).isTrue();
        for (var threshold : List.of(TWO, ONE_OF_TWO, BOTH, SHARE, DECIDED)) {
            assertThat(threshold.dependsOnParent()).as(threshold.toString()).isFalse();
        }
        assertThat(new And(List.of(TWO, PARENT)).dependsOnParent()).isTrue();
        assertThat(new And(List.of(TWO, BOTH)).dependsOnParent()).isFalse();
        assertThat(new Or(List.of(TWO, PARENT)).dependsOnParent()).isTrue();
        assertThat(new Or(List.of(TWO, BOTH)).dependsOnParent()).isFalse();
    }

    @Test
    void givenATableThatDoesNotAddUp_whenEverybodyConsents_thenItCannotBeReached() {
        assertThat(SHARE.isReachable()).as("exactly").isTrue();
        assertThat(TOO_SMALL.isReachable()).isFalse();
        for (var threshold : List.of(TWO, ONE_OF_TWO, BOTH, SEVEN_EIGHTHS, PARENT, DECIDED)) {
            assertThat(threshold.isReachable()).as(threshold.toString()).isTrue();
        }
        assertThat(new And(List.of(TWO, SHARE)).isReachable()).isTrue();
        assertThat(new And(List.of(TWO, TOO_SMALL)).isReachable()).isFalse();
        assertThat(new Or(List.of(TOO_SMALL, TWO)).isReachable()).isTrue();
        assertThat(new Or(List.of(TOO_SMALL)).isReachable()).isFalse();
    }

    @Test
    void givenDecisionsWithinConditions_whenAskedWhichAreAwaited_thenAllAreNamed() {
        var other = new DecidedBy("review");
        assertThat(DECIDED.decisions()).containsExactly("activation");
        assertThat(new And(List.of(TWO, DECIDED, other)).decisions()).containsExactlyInAnyOrder("activation", "review");
        assertThat(new Or(List.of(TWO, new And(List.of(other)))).decisions()).containsExactly("review");
        for (var threshold : List.of(TWO, ONE_OF_TWO, BOTH, SHARE, SEVEN_EIGHTHS, PARENT)) {
            assertThat(threshold.decisions()).as(threshold.toString()).isEmpty();
        }
    }

    @Test
    void givenAThreshold_whenReadAloud_thenItSaysWhatMustComeTogether() {
        assertThat(TWO).hasToString("the deposit of the second instrument");
        assertThat(ONE_OF_TWO).hasToString("the deposit of the first instrument among DEU, FRA");
        assertThat(BOTH).hasToString("the deposit of instruments by all of DEU, FRA");
        assertThat(SHARE).hasToString("deposits that account for at least 55 per cent of emissions");
        assertThat(PARENT).hasToString("the entry into force of the parent treaty");
        assertThat(DECIDED).hasToString("the decision \"activation\"");
        assertThat(SEVEN_EIGHTHS).hasToString("deposits by 7/8 of the parties to the parent treaty on the day");
        assertThat(of(new Denominator.PartiesCurrent())).hasToString("deposits by 7/8 of the parties on the day");
        assertThat(of(new Denominator.PartiesAtAdoption())).hasToString("deposits by 7/8 of the parties at adoption");
        assertThat(of(new Denominator.FixedNumber(124))).hasToString("deposits by 7/8 of 124 States");
    }

    @Test
    void givenConditionsWithinConditions_whenReadAloud_thenBracketsKeepThemApart() {
        assertThat(new And(List.of(PARENT, new Or(List.of(TWO, DECIDED)))))
                .hasToString("the entry into force of the parent treaty and (the deposit of the second instrument or"
                        + " the decision \"activation\")");
        assertThat(new Or(List.of(PARENT, new And(List.of(TWO, DECIDED)))))
                .hasToString("the entry into force of the parent treaty or (the deposit of the second instrument and"
                        + " the decision \"activation\")");
    }
}
