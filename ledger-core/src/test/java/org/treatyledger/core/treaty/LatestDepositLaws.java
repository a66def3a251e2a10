package org.treatyledger.core.treaty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.Laws.caseOf;
import static org.treatyledger.core.treaty.Acts.id;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.Laws;
import org.treatyledger.core.codec.AnyRules;
import org.treatyledger.core.rules.DateRule;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.rules.FinalClauses.EntryIntoForceClause;
import org.treatyledger.core.rules.Threshold;
import org.treatyledger.core.treaty.TreatyEvent.InstrumentDeposited;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.ConsentMeans;

/** Whatever the rules: a deposit on the latest day is in time, and one a day later is not. */
class LatestDepositLaws {

    private static final int CASES = 1_000;
    private static final LocalDate ADOPTED = LocalDate.of(1990, 1, 1);

    private final RandomGenerator random = Laws.random();
    private final AnyRules rules = new AnyRules(random);

    /** A treaty of any rule for its States, in force since its first deposit, or from a day to come. */
    private Registered anyTreaty() {
        var rome = Seed.clauses("rome-statute");
        var date = random.nextBoolean() ? new DateRule.OnDay() : new DateRule.PlusDays(random.nextInt(9_000));
        var entry = new EntryIntoForceClause(
                new Threshold.Count(1), date, rules.date(4, false), EntryIntoForceClause.Scope.ALL, false, null);
        var clauses = new FinalClauses(
                rome.treaty(),
                rome.title(),
                null,
                null,
                rome.zone(),
                ADOPTED,
                null,
                rome.signature(),
                rome.consent(),
                rome.reservations(),
                null,
                entry,
                null,
                null);
        return with(new Registered(0, clauses, ActRegister.EMPTY), "SEN", ADOPTED);
    }

    private static Registered with(Registered treaty, String who, LocalDate deposit) {
        var register = treaty.register();
        var event = new InstrumentDeposited(id(who), ConsentMeans.RATIFICATION, Communication.receivedOn(deposit));
        return new Registered(0, treaty.clauses(), register.with(register.size() + 1, event));
    }

    private static LegalStatus status(Registered treaty) {
        return LegalStatus.of(treaty, AsOf.NOW, Directory.PARTICIPANTS, Optional.empty());
    }

    private static boolean isParty(Registered treaty, LocalDate deposit, LocalDate by) {
        return status(with(treaty, "FJI", deposit)).isPartyOn(id("FJI"), by);
    }

    @Test
    void aDepositOnTheLatestDayIsInTime_andOneADayLaterIsNot() {
        var found = 0;
        for (var i = 0; i < CASES; i++) {
            var treaty = anyTreaty();
            var by = ADOPTED.plusDays(random.nextInt(60_000));
            var theCase = caseOf(treaty.clauses().entryIntoForce() + " by " + by);
            if (LatestDeposit.by(status(treaty), by) instanceof LatestDeposit.On(var inTime, var late)) {
                found++;
                assertThat(isParty(treaty, inTime.depositedOn(), by))
                        .as("in time: " + theCase)
                        .isTrue();
                assertThat(isParty(treaty, inTime.depositedOn().plusDays(1), by))
                        .as("a day later: " + theCase)
                        .isFalse();
                assertThat(late.depositedOn()).isEqualTo(inTime.depositedOn().plusDays(1));
                assertThat(late.entersIntoForceOn()).as(theCase).isAfter(by);
            } else {
                noDayIsInTime(treaty, by, theCase);
            }
        }
        assertThat(found).as("cases in which there is such a day").isBetween(CASES / 10, CASES - CASES / 20);
    }

    private void noDayIsInTime(Registered treaty, LocalDate by, String theCase) {
        for (var deposit : List.of(ADOPTED, by, ADOPTED.plusDays(random.nextInt(60_000)))) {
            assertThat(isParty(treaty, deposit, by) && !deposit.isBefore(ADOPTED))
                    .as("deposited " + deposit + ": " + theCase)
                    .isFalse();
        }
    }
}
