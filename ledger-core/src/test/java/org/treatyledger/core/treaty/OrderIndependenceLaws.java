package org.treatyledger.core.treaty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.Laws.caseOf;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.Laws;
import org.treatyledger.core.treaty.TreatyEvent.ActCorrected;
import org.treatyledger.core.treaty.TreatyEvent.ActRecorded;
import org.treatyledger.core.treaty.TreatyState.Registered;

/**
 * The law looks at legal dates, never at the order of recording; and what may not be known changes no answer. Random
 * histories of acts, every one of which the law accepted when it was recorded, on days in no order.
 */
class OrderIndependenceLaws {

    private static final int HISTORIES = 150;
    private static final int SHUFFLES = 4;

    private final RandomGenerator random = Laws.random();
    private final AnyHistory any = new AnyHistory(random, AnyHistory.clauses());

    /** The same acts at other positions; corrections come last, in their own order, and point where their act went. */
    private Registered shuffled(Registered treaty) {
        var acts = new ArrayList<>(treaty.register().acts().stream()
                .filter(act -> !(act.event() instanceof ActCorrected))
                .toList());
        Collections.shuffle(acts, Random.from(random));
        acts.addAll(treaty.register().acts().stream()
                .filter(act -> act.event() instanceof ActCorrected)
                .toList());
        var moved = new HashMap<Long, Long>();
        var register = ActRegister.EMPTY;
        var position = 1L;
        for (var act : acts) {
            moved.put(act.position(), position);
            register = register.with(position++, moved(act.event(), moved));
        }
        return new Registered(0, treaty.clauses(), register);
    }

    private static ActRecorded moved(ActRecorded event, Map<Long, Long> moved) {
        return event instanceof ActCorrected(long at, var replacement, var reason, var communication)
                ? new ActCorrected(moved.getOrDefault(at, -1L), replacement, reason, communication)
                : event;
    }

    private static LegalStatus status(Registered treaty, AsOf asOf) {
        return LegalStatus.of(treaty, asOf, Directory.PARTICIPANTS, Optional.empty());
    }

    private static Registered only(Registered treaty, Predicate<Act> which) {
        var register = ActRegister.EMPTY;
        for (var act : treaty.register().acts()) {
            if (which.test(act)) {
                register = register.with(act.position(), act.event());
            }
        }
        return new Registered(treaty.position(), treaty.clauses(), register);
    }

    /** Every day on which something may change, and its neighbours. */
    private static SortedSet<LocalDate> days(LegalStatus status) {
        var days = new TreeSet<LocalDate>();
        for (var basis : Basis.values()) {
            status.series(basis).steps().forEach(step -> days.add(step.on()));
        }
        status.acts().forEach(act -> days.add(act.receivedOn()));
        List.copyOf(days).forEach(day -> {
            days.add(day.minusDays(1));
            days.add(day.plusDays(1));
        });
        return days;
    }

    private static List<String> memberships(LegalStatus status) {
        return AnyHistory.WHO.stream()
                .flatMap(who -> status.memberships(who).stream())
                .map(period -> period.participant() + " [" + period.entersIntoForceOn() + ", " + period.exitsOn() + ") "
                        + period.trace())
                .toList();
    }

    private static void assertSameLaw(LegalStatus actual, LegalStatus expected, Object theCase) {
        assertThat(actual.finding()).as(caseOf(theCase)).isEqualTo(expected.finding());
        assertThat(memberships(actual)).as(caseOf(theCase)).isEqualTo(memberships(expected));
        var days = days(expected);
        days.addAll(days(actual));
        for (var day : days) {
            for (var basis : Basis.values()) {
                assertThat(actual.count(basis, day))
                        .as(caseOf(basis + " on " + day + " of " + theCase))
                        .isEqualTo(expected.count(basis, day));
            }
            for (var who : AnyHistory.WHO) {
                assertThat(actual.status(who, day))
                        .as(caseOf(who + " on " + day + " of " + theCase))
                        .isEqualTo(expected.status(who, day));
            }
        }
    }

    @Test
    void givenAcceptedActs_whenRecordedInAnyOrder_thenTheLawIsTheSameForEveryDay() {
        var acts = 0;
        for (var i = 0; i < HISTORIES; i++) {
            var treaty = any.history(i % 2 == 0);
            acts += treaty.register().size();
            var expected = status(treaty, AsOf.NOW);
            for (var n = 0; n < SHUFFLES; n++) {
                assertSameLaw(
                        status(shuffled(treaty), AsOf.NOW),
                        expected,
                        treaty.register().acts());
            }
        }
        assertThat(acts).isGreaterThan(HISTORIES * 10);
    }

    @Test
    void givenADay_whenOnlyWhatWasReceivedByThenMayBeKnown_thenTheRestMightAsWellNotExist() {
        for (var i = 0; i < HISTORIES; i++) {
            var treaty = any.history(true);
            var known = any.day();
            assertSameLaw(
                    status(treaty, new AsOf(known, Long.MAX_VALUE)),
                    status(only(treaty, act -> !act.receivedOn().isAfter(known)), AsOf.NOW),
                    treaty.register().acts());
        }
    }

    @Test
    void givenAPosition_whenOnlyWhatWasRecordedByThenMayBeKnown_thenTheRestMightAsWellNotExist() {
        for (var i = 0; i < HISTORIES; i++) {
            var treaty = any.history(true);
            var position = random.nextInt(100);
            assertSameLaw(
                    status(treaty, new AsOf(null, position)),
                    status(only(treaty, act -> act.position() <= position), AsOf.NOW),
                    treaty.register().acts());
        }
    }

    @Test
    void givenAcceptedActs_whenAParticipantIsAsked_thenItsMembershipsNeverOverlapAndAddUpToTheCount() {
        for (var i = 0; i < HISTORIES; i++) {
            var treaty = any.history(true);
            var status = status(treaty, AsOf.NOW);
            for (var day : days(status)) {
                var parties = status.partiesOn(day, false);
                assertThat(parties).as(caseOf(treaty.register().acts())).hasSize(status.count(Basis.IN_FORCE, day));
                assertThat(parties)
                        .as(caseOf(day + " of " + treaty.register().acts()))
                        .extracting(Membership::participant)
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void givenAnAcceptedAct_whenItIsRecorded_thenTheEffectsThatWereAnnouncedAreThoseThatFollow() {
        var now = new Circumstances(TreatySpecification.TODAY, Directory.PARTICIPANTS, Optional.empty());
        for (var i = 0; i < HISTORIES; i++) {
            var treaty = any.history(true);
            var act = any.act(treaty);
            if (Treaty.decide(treaty, act, now) instanceof Decision.Accepted accepted) {
                var after = (Registered)
                        Treaty.evolve(treaty, 1_000, accepted.events().getFirst());
                for (var effect : accepted.effects()) {
                    var who = effect.participant();
                    if (who != null && effect.entersIntoForceOn() != null) {
                        assertThat(status(after, AsOf.NOW).memberships(who))
                                .as(caseOf(act + " after " + treaty.register().acts()))
                                .extracting(Membership::entersIntoForceOn)
                                .contains(effect.entersIntoForceOn());
                    }
                }
            }
        }
    }
}
