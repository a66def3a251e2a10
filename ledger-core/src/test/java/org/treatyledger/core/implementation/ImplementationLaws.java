package org.treatyledger.core.implementation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.Laws;
import org.treatyledger.core.implementation.ImplementationCommand.CorrectStep;
import org.treatyledger.core.implementation.ImplementationEvent.StepCorrected;
import org.treatyledger.core.implementation.ImplementationEvent.StepRecorded;
import org.treatyledger.core.treaty.AsOf;

/** What holds for every history of steps and corrections. */
class ImplementationLaws {

    private static final int HISTORIES = 400;
    private static final int MOST_STEPS = 12;
    private static final List<Stage> STAGES = List.of(Stage.values());
    private static final List<String> DATES =
            List.of("2001", "2002-06", "2002-06-21", "2002-06-26", "2002", "2003-01", "2003-01-01", "2010-12-31");
    private static final List<LocalDate> DAYS = List.of(
            LocalDate.of(2001, 7, 1),
            LocalDate.of(2002, 6, 22),
            LocalDate.of(2002, 12, 31),
            LocalDate.of(2003, 1, 15),
            LocalDate.of(2020, 1, 1));

    private final RandomGenerator random = Laws.random();

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private LegislativeStep anyStep() {
        return Steps.step(
                any(STAGES),
                any(List.of("a law", "A  Law", "another law")),
                any(DATES),
                any(List.of("PGA", "CICC")),
                any(List.of(Area.CRIMINAL_LAW, Area.COOPERATION)),
                Area.CRIMINAL_LAW);
    }

    private LocalDate anyReceipt() {
        return LocalDate.of(2011, 1, 1).plusDays(random.nextInt(1_000));
    }

    /** Steps without two that say the same, each recorded where it stands in the list. */
    private List<StepRecorded> anySteps() {
        return Stream.generate(this::anyStep)
                .limit(1 + random.nextInt(MOST_STEPS))
                .distinct()
                .map(step -> new StepRecorded(Steps.UKRAINE, step, anyReceipt()))
                .toList();
    }

    private static ImplementationState fold(List<? extends ImplementationEvent> events) {
        var state = ImplementationState.START;
        for (var i = 0; i < events.size(); i++) {
            state = Implementation.evolve(state, i, events.get(i));
        }
        return state;
    }

    /** What an answer says; not which of two steps that say the same of an area it rests on. */
    private static List<String> said(ImplementationState state, LocalDate day, AsOf asOf) {
        return Arrays.stream(Area.values())
                .flatMap(area -> AreaStatus.of(area, state.steps(asOf), day).steps().stream()
                        .map(it -> area + " " + said(it.step()) + it.uncertain() + it.contested())
                        .sorted())
                .toList();
    }

    private static String said(LegislativeStep step) {
        return step.assessor() + ": " + step.lawKey() + " " + step.stage() + " " + step.date() + " ";
    }

    @Test
    void inWhateverOrderStepsAreRecorded_theAnswerOfADayIsTheSame() {
        var differences = 0;
        for (var i = 0; i < HISTORIES; i++) {
            var steps = anySteps();
            var shuffled = new ArrayList<>(steps);
            Collections.shuffle(shuffled, new Random(random.nextLong()));
            for (var day : DAYS) {
                var known = new AsOf(anyReceipt(), Long.MAX_VALUE);
                for (var asOf : List.of(AsOf.NOW, known)) {
                    assertThat(said(fold(shuffled), day, asOf))
                            .as(Laws.caseOf(steps + " on " + day))
                            .isEqualTo(said(fold(steps), day, asOf));
                }
            }
            differences +=
                    said(fold(steps), DAYS.getFirst(), AsOf.NOW).equals(said(fold(steps), DAYS.getLast(), AsOf.NOW))
                            ? 0
                            : 1;
        }
        assertThat(differences).as("the control: answers do differ by day").isGreaterThan(HISTORIES / 2);
    }

    private List<ImplementationEvent> anyHistory() {
        var events = new ArrayList<ImplementationEvent>(anySteps());
        for (var i = random.nextInt(MOST_STEPS); i > 0; i--) {
            events.add(new StepCorrected(
                    Steps.UKRAINE,
                    random.nextLong(events.size() + 2L), // also positions that hold nothing yet
                    random.nextInt(4) == 0 ? null : anyStep(),
                    "a reason",
                    anyReceipt()));
        }
        return events;
    }

    @Test
    void whateverIsRecordedLater_earlierPositionsAnswerAsBefore() {
        var changed = 0;
        for (var i = 0; i < HISTORIES; i++) {
            var history = anyHistory();
            var whole = fold(history);
            for (var size = 1; size <= history.size(); size++) {
                var then = fold(history.subList(0, size));
                var asOf = new AsOf(null, size - 1L);
                assertThat(whole.steps(asOf)).as(Laws.caseOf(history)).isEqualTo(then.steps(AsOf.NOW));
                changed += whole.steps(AsOf.NOW).equals(then.steps(AsOf.NOW)) ? 0 : 1;
            }
        }
        assertThat(changed)
                .as("the control: later entries do change the answer of now")
                .isGreaterThan(HISTORIES);
    }

    @Test
    void aCorrectedStep_isAnsweredAsIfItHadBeenRecordedRight() {
        for (var i = 0; i < HISTORIES; i++) {
            var steps = new ArrayList<>(anySteps());
            var at = random.nextInt(steps.size());
            var right = anyStep();
            var corrected = new ArrayList<ImplementationEvent>(steps);
            corrected.add(new StepCorrected(Steps.UKRAINE, at, right, "a reason", anyReceipt()));
            steps.set(at, new StepRecorded(Steps.UKRAINE, right, steps.get(at).received()));
            for (var day : DAYS) {
                assertThat(said(fold(corrected), day, AsOf.NOW))
                        .as(Laws.caseOf(corrected + " on " + day))
                        .isEqualTo(said(fold(steps), day, AsOf.NOW));
            }
        }
    }

    @Test
    void everyCommandIsDecidedInEverySituation_andWhatIsAcceptedChangesTheRecord() {
        var accepted = 0;
        for (var i = 0; i < HISTORIES; i++) {
            var state = fold(anyHistory());
            var command = random.nextBoolean()
                    ? Steps.record(anyStep(), null)
                    : new CorrectStep(
                            Steps.TREATY, Steps.UKRAINE, random.nextLong(30), anyStep(), "a reason", anyReceipt());
            var now =
                    Steps.circumstances(Instant.ofEpochSecond(random.nextLong(4_000_000_000L)), random.nextInt(5) > 0);
            if (Implementation.decide(state, command, now) instanceof Ruling.Accepted ruling) {
                accepted++;
                var after = Implementation.evolve(state, 1_000, ruling.events().getFirst());
                assertThat(after.steps(AsOf.NOW)).as(Laws.caseOf(command)).isNotEqualTo(state.steps(AsOf.NOW));
            }
        }
        assertThat(accepted).isBetween(HISTORIES / 10, HISTORIES * 9 / 10);
    }
}
