package org.treatyledger.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.Laws.caseOf;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.Laws;
import org.treatyledger.core.treaty.ActRegister;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.Directory;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Seed;
import org.treatyledger.core.treaty.TreatyEvent.InstrumentDeposited;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;

/** The twelve laws of depositary-law.md, section 4.3, in its numbering. */
class ArithmeticLaws {

    private static final int CASES = 5_000;
    private static final LocalDate FIRST = LocalDate.of(1945, 1, 1);

    private final RandomGenerator random = Laws.random();

    private LocalDate anyDay() {
        return FIRST.plusDays(random.nextInt(40_000));
    }

    private DateRule anyRule(int deep) {
        return switch (random.nextInt(deep > 0 ? 10 : 6)) {
            case 0 -> new DateRule.OnDay();
            case 1 -> new DateRule.PlusDays(random.nextInt(400));
            case 2 -> new DateRule.AfterExpiryOfDays(random.nextInt(400));
            case 3 -> new DateRule.PlusMonths(random.nextInt(36));
            case 4 -> new DateRule.PlusYears(random.nextInt(5));
            case 5 -> new DateRule.FirstOfNthMonthAfterMonth(random.nextInt(24));
            case 6 -> new DateRule.FirstOfMonthAfter(anyRule(deep - 1));
            case 7 -> new DateRule.Later(List.of(anyRule(deep - 1), new DateRule.Fixed(anyDay())));
            case 8 -> new DateRule.Earlier(List.of(anyRule(deep - 1), anyRule(deep - 1)));
            default -> new DateRule.FixedIfMetBy(anyDay(), new DateRule.PlusDays(random.nextInt(400)));
        };
    }

    private static ParticipantId who(int n) {
        return new ParticipantId(
                "" + (char) ('A' + n / 26 / 26 % 26) + (char) ('A' + n / 26 % 26) + (char) ('A' + n % 26));
    }

    /** Up to forty consents of different States within two years, some of them taken back. */
    private List<ConsentPeriod> anyConsents() {
        var consents = new ArrayList<ConsentPeriod>();
        var count = 1 + random.nextInt(40);
        for (var i = 0; i < count; i++) {
            var from = LocalDate.of(2000, 1, 1).plusDays(random.nextInt(730));
            consents.add(new ConsentPeriod(
                    who(i), from, random.nextInt(5) == 0 ? from.plusDays(random.nextInt(200)) : null));
        }
        return consents;
    }

    private Threshold anyThreshold(int deep) {
        return switch (random.nextInt(deep > 0 ? 6 : 4)) {
            case 0 -> new Threshold.Count(1 + random.nextInt(30));
            case 1 -> new Threshold.AllOf(new TreeSet<>(Set.of(who(random.nextInt(5)), who(random.nextInt(5) + 5))));
            case 2 -> new Threshold.CountOf(2, new TreeSet<>(Set.of(who(1), who(3 + random.nextInt(5)), who(30))));
            case 3 ->
                new Threshold.Fraction(1 + random.nextInt(7), 8, new Denominator.FixedNumber(1 + random.nextInt(30)));
            case 4 -> new Threshold.And(List.of(anyThreshold(deep - 1), anyThreshold(deep - 1)));
            default -> new Threshold.Or(List.of(anyThreshold(deep - 1), anyThreshold(deep - 1)));
        };
    }

    private FinalClauses anyClauses() {
        var rome = Seed.clauses("rome-statute");
        var rule = anyRule(2);
        var entry = new FinalClauses.EntryIntoForceClause(
                anyThreshold(2), rule, rule, FinalClauses.EntryIntoForceClause.Scope.ALL, false, null);
        return new FinalClauses(
                rome.treaty(),
                rome.title(),
                null,
                null,
                rome.zone(),
                rome.adopted(),
                null,
                rome.signature(),
                rome.consent(),
                rome.reservations(),
                null,
                entry,
                null,
                null);
    }

    private static Finding find(FinalClauses clauses, List<ConsentPeriod> consents) {
        return EntryIntoForce.find(clauses, consents, Map.of(), null);
    }

    @Test
    void law1_plusDaysNeverLooksAtWeekends() {
        for (var i = 0; i < CASES; i++) {
            var day = anyDay();
            var n = random.nextInt(400);
            var effect = new DateRule.PlusDays(n).from(day);
            assertThat(effect.toEpochDay() - day.toEpochDay()).as(caseOf(day)).isEqualTo(n);
        }
        assertThat(LocalDate.of(2018, 3, 17).getDayOfWeek()).isEqualTo(DayOfWeek.SATURDAY);
        assertThat(new DateRule.OnDay().from(LocalDate.of(2018, 3, 17))).isEqualTo("2018-03-17");
    }

    @Test
    void law2_firstOfMonthAfterIsADayOneAndStrictlyAfter() {
        for (var i = 0; i < CASES; i++) {
            var day = anyDay();
            var inner = anyRule(3);
            var effect = new DateRule.FirstOfMonthAfter(inner).from(day);
            assertThat(effect.getDayOfMonth()).as(caseOf(day)).isEqualTo(1);
            assertThat(effect).as(caseOf(inner + " from " + day)).isAfter(inner.from(day));
            assertThat(effect.minusMonths(1)).isBeforeOrEqualTo(inner.from(day));
        }
    }

    @Test
    void law3_aLaterDepositNeverTakesEffectEarlier() {
        for (var i = 0; i < CASES; i++) {
            var rule = anyRule(3);
            var day = anyDay();
            var later = day.plusDays(random.nextInt(400));
            assertThat(rule.from(later))
                    .as(caseOf(rule + " from " + day + ", " + later))
                    .isAfterOrEqualTo(rule.from(day));
        }
    }

    @Test
    void law4_theOrderOfDepositsNeverMatters() {
        for (var i = 0; i < CASES; i++) {
            var clauses = anyClauses();
            var consents = anyConsents();
            var shuffled = new ArrayList<>(consents);
            Collections.shuffle(shuffled, Random.from(random));
            assertThat(find(clauses, shuffled)).as(caseOf(consents)).isEqualTo(find(clauses, consents));
        }
    }

    @Test
    void law5_addingADepositNeverDelaysEntryIntoForce() {
        for (var i = 0; i < CASES; i++) {
            var clauses = anyClauses();
            var consents = anyConsents();
            var more = new ArrayList<>(consents);
            more.add(new ConsentPeriod(
                    who(consents.size()), LocalDate.of(2000, 1, 1).plusDays(random.nextInt(730)), null));
            var before = find(clauses, consents).entryIntoForce();
            var after = find(clauses, more).entryIntoForce();
            before.ifPresent(day -> assertThat(after.orElseThrow())
                    .as(caseOf(clauses.entryIntoForce()))
                    .isBeforeOrEqualTo(day));
        }
    }

    @Test
    void law6_afterTheThresholdIsMetNoRemovalChangesIt() {
        var met = 0;
        for (var i = 0; i < CASES; i++) {
            var clauses = anyClauses();
            var consents = anyConsents();
            if (find(clauses, consents) instanceof Finding.Met finding) {
                met++;
                var fewer = consents.stream()
                        .map(one -> one.until() == null && random.nextBoolean()
                                ? new ConsentPeriod(
                                        one.participant(),
                                        one.from(),
                                        later(one.from(), finding.on()).plusDays(1L + random.nextInt(50)))
                                : one)
                        .toList();
                assertThat(find(clauses, fewer)).as(caseOf(consents)).isEqualTo(finding);
            }
        }
        assertThat(met).isGreaterThan(CASES / 5);
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    /** A register of random deposits; whether the organization is in it makes no difference to the others. */
    private LegalStatus register(FinalClauses clauses, List<ConsentPeriod> deposits, AsOf asOf) {
        var register = ActRegister.EMPTY;
        var position = 1L;
        for (var deposit : deposits) {
            register = register.with(
                    position++,
                    new InstrumentDeposited(
                            deposit.participant(), ConsentMeans.ACCESSION, Communication.receivedOn(deposit.from())));
        }
        return LegalStatus.of(new Registered(0, clauses, register), asOf, Directory.PARTICIPANTS, Optional.empty());
    }

    @Test
    void law7_noStateIsBoundBeforeTheTreatyIsInForce() {
        var bound = 0;
        for (var i = 0; i < CASES / 5; i++) {
            var clauses = anyClauses();
            var deposits = anyConsents();
            var status = register(clauses, deposits, AsOf.NOW);
            for (var deposit : deposits) {
                for (var period : status.memberships(deposit.participant())) {
                    bound++;
                    assertThat(period.entersIntoForceOn())
                            .as(caseOf(clauses.entryIntoForce()))
                            .isAfterOrEqualTo(status.inForceSince().orElseThrow());
                }
            }
        }
        assertThat(bound).isGreaterThan(CASES);
    }

    @Test
    void law10_theDepositOfARegionalOrganizationLeavesEveryCountUnchanged() {
        for (var i = 0; i < CASES / 5; i++) {
            var clauses = anyClauses();
            var deposits = anyConsents();
            var more = new ArrayList<>(deposits);
            var day = LocalDate.of(2000, 1, 1).plusDays(random.nextInt(730));
            more.add(new ConsentPeriod(new ParticipantId("EUE"), day, null));
            var before = register(clauses, deposits, AsOf.NOW);
            var after = register(clauses, more, AsOf.NOW);
            assertThat(after.finding()).as(caseOf(deposits)).isEqualTo(before.finding());
            for (var basis : Basis.values()) {
                assertThat(after.series(basis)).as(caseOf(deposits)).isEqualTo(before.series(basis));
            }
        }
    }

    @Test
    void law12_whatIsReceivedLaterChangesNoEarlierAnswer() {
        for (var i = 0; i < CASES / 5; i++) {
            var clauses = anyClauses();
            var deposits = anyConsents();
            var known = LocalDate.of(2000, 1, 1).plusDays(random.nextInt(730));
            var received = deposits.stream()
                    .filter(deposit -> !deposit.from().isAfter(known))
                    .toList();
            var asKnown = register(clauses, deposits, new AsOf(known, Long.MAX_VALUE));
            var then = register(clauses, received, AsOf.NOW);
            assertThat(asKnown.finding()).as(caseOf(known)).isEqualTo(then.finding());
            var day = known.plusDays(random.nextInt(400));
            assertThat(asKnown.count(Basis.IN_FORCE, day)).as(caseOf(known)).isEqualTo(then.count(Basis.IN_FORCE, day));
        }
    }

    @Test
    void law8_aMonthIsNotThirtyDays() {
        var different = 0;
        for (var i = 0; i < CASES; i++) {
            var day = anyDay();
            var n = 1 + random.nextInt(24);
            var effect = new DateRule.PlusMonths(n).from(day);
            var month = YearMonth.from(day).plusMonths(n);
            assertThat(effect)
                    .as(caseOf(day + " + " + n))
                    .isEqualTo(month.atDay(Math.min(day.getDayOfMonth(), month.lengthOfMonth())));
            different += effect.equals(new DateRule.PlusDays(30 * n).from(day)) ? 0 : 1;
        }
        assertThat(different).isGreaterThan(CASES * 8 / 10);
    }

    @Test
    void law9_theDayIsClampedBeforeTheNextFirstIsTaken() {
        for (var year = 1945; year < 2150; year++) {
            var rule = new DateRule.FirstOfMonthAfter(new DateRule.PlusMonths(3));
            assertThat(rule.from(LocalDate.of(year, 11, 30))).isEqualTo(LocalDate.of(year + 1, 3, 1));
        }
        for (var i = 0; i < CASES; i++) {
            var day = anyDay();
            var n = random.nextInt(36);
            assertThat(new DateRule.FirstOfMonthAfter(new DateRule.PlusMonths(n)).from(day))
                    .as(caseOf(day + " + " + n))
                    .isEqualTo(YearMonth.from(day).plusMonths(n + 1L).atDay(1));
        }
    }

    @Test
    void law11_aFractionIsRoundedUp() {
        assertThat(needed(7, 8, 125)).isEqualTo(110);
        assertThat(needed(7, 8, 124)).isEqualTo(109);
        assertThat(needed(7, 8, 128)).isEqualTo(112);
        assertThat(needed(3, 4, 192)).isEqualTo(144);
        for (var i = 0; i < CASES; i++) {
            var denominator = 1 + random.nextInt(20);
            var numerator = 1 + random.nextInt(denominator);
            var parties = 1 + random.nextInt(250);
            var exact = BigDecimal.valueOf((long) parties * numerator)
                    .divide(BigDecimal.valueOf(denominator), 0, RoundingMode.CEILING);
            assertThat(needed(numerator, denominator, parties))
                    .as(caseOf(numerator + "/" + denominator + " of " + parties))
                    .isEqualTo(exact.intValueExact());
        }
    }

    private static final Tally.Body NOBODY = new Tally.Body(0, 0);

    private static int needed(int numerator, int denominator, int parties) {
        return new Threshold.Fraction(numerator, denominator, new Denominator.ParentPartiesCurrent())
                .needed(new Tally(Set.of(), new Tally.Body(parties, 0), NOBODY, true, Set.of()));
    }

    @Test
    void givenNobodyToTakeAFractionOf_whenSomebodyDeposits_thenItIsNotReached() {
        var fraction = new Threshold.Fraction(3, 4, new Denominator.ParentPartiesCurrent());
        var nobody = new Tally(Set.of(who(1)), NOBODY, NOBODY, false, Set.of());

        assertThat(fraction.holds(nobody)).isFalse();
        assertThat(fraction.missing(nobody)).singleElement().asString().startsWith("no parties that deposits by 3/4");
        assertThat(fraction.holds(new Tally(Set.of(who(1)), new Tally.Body(1, 1), NOBODY, false, Set.of())))
                .isTrue();
    }

    @Test
    void givenAThresholdThatIsMet_whenAskedHow_thenItSaysSoAndOnlyThen() {
        for (var i = 0; i < CASES; i++) {
            var threshold = anyThreshold(3);
            var consented = new TreeSet<ParticipantId>();
            for (var n = random.nextInt(35); n > 0; n--) {
                consented.add(who(random.nextInt(40)));
            }
            var day = new Tally(
                    consented,
                    new Tally.Body(random.nextInt(20), random.nextInt(10)),
                    new Tally.Body(random.nextInt(20), random.nextInt(10)),
                    random.nextBoolean(),
                    Set.of());
            assertThat(threshold.reached(day).isEmpty()).as(caseOf(threshold)).isEqualTo(!threshold.holds(day));
        }
    }

    @Test
    void givenAThresholdThatIsNotMet_whenAskedWhatIsMissing_thenItSaysSoAndOnlyThen() {
        for (var i = 0; i < CASES; i++) {
            var threshold = anyThreshold(3);
            var consented = new TreeSet<ParticipantId>();
            for (var n = random.nextInt(35); n > 0; n--) {
                consented.add(who(random.nextInt(40)));
            }
            var day = new Tally(consented, NOBODY, NOBODY, false, Set.of());
            assertThat(threshold.missing(day).isEmpty()).as(caseOf(threshold)).isEqualTo(threshold.holds(day));
            assertThat(threshold.inWords()).isNotBlank();
        }
    }
}
