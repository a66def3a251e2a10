package org.treatyledger.core.implementation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;

/**
 * How far a State has come in one area on a day: of each law the last step, as each assessor has it. One assessor's step
 * never replaces another's; where they differ of one law, both are there and contested.
 *
 * @param steps the latest first
 */
public record AreaStatus(Area area, List<StandingStep> steps) {

    public AreaStatus {
        steps = List.copyOf(steps);
    }

    private static final Comparator<RecordedStep> PLACE = Comparator.<RecordedStep, Stage>comparing(
                    recorded -> recorded.step().stage())
            .thenComparing(recorded -> recorded.step().date().first())
            .thenComparing(recorded -> recorded.step().date().last(), Comparator.reverseOrder())
            .thenComparingLong(RecordedStep::position);

    private static final Comparator<StandingStep> LATEST_FIRST = Comparator.<StandingStep, LocalDate>comparing(
                    standing -> standing.step().date().first())
            .thenComparing(standing -> standing.step().stage())
            .thenComparing(standing -> standing.recorded().position())
            .reversed();

    /** What one assessor may say of one law: one step, or two where it depends on an unknown day which is the last. */
    private record Said(String law, List<StandingStep> candidates) {

        boolean agreesWith(Said other) {
            return candidates.stream().anyMatch(mine -> other.candidates().stream()
                    .anyMatch(yours -> mine.step().agreesWith(yours.step())));
        }
    }

    /** The status of an area on a day, from the steps that may be known. */
    public static AreaStatus of(Area area, List<RecordedStep> steps, LocalDate day) {
        var groups = new LinkedHashMap<List<String>, List<RecordedStep>>();
        for (var recorded : steps) {
            var step = recorded.step();
            if (step.areas().contains(area) && !step.date().first().isAfter(day)) {
                groups.computeIfAbsent(List.of(step.lawKey(), step.assessor()), key -> new ArrayList<>())
                        .add(recorded);
            }
        }
        var said = groups.entrySet().stream()
                .map(group -> new Said(group.getKey().getFirst(), candidates(group.getValue(), day)))
                .toList();
        return new AreaStatus(area, contested(said));
    }

    private static List<StandingStep> candidates(List<RecordedStep> steps, LocalDate day) {
        var certain = steps.stream()
                .filter(recorded -> !recorded.step().date().straddles(day))
                .toList();
        var possible = last(steps);
        var candidates = new ArrayList<StandingStep>();
        last(certain).ifPresent(recorded -> candidates.add(new StandingStep(recorded, false, false)));
        possible.filter(recorded -> !certain.contains(recorded))
                .ifPresent(recorded -> candidates.add(new StandingStep(recorded, true, false)));
        return candidates;
    }

    /**
     * The last of an assessor's steps of one law. Where their dates leave it open which came later, a law's life does: it
     * is tabled before it is adopted. The order of recording only tells apart what nothing else does.
     */
    private static Optional<RecordedStep> last(List<RecordedStep> steps) {
        var latestStart =
                steps.stream().map(recorded -> recorded.step().date().first()).max(Comparator.naturalOrder());
        return latestStart.flatMap(start -> steps.stream()
                .filter(recorded -> !recorded.step().date().last().isBefore(start))
                .max(PLACE));
    }

    private static List<StandingStep> contested(SequencedCollection<Said> said) {
        Map<Said, Boolean> contested = new LinkedHashMap<>();
        for (var one : said) {
            contested.put(
                    one,
                    said.stream()
                            .filter(other -> other.law().equals(one.law()))
                            .anyMatch(other -> !one.agreesWith(other)));
        }
        return contested.entrySet().stream()
                .flatMap(entry -> entry.getKey().candidates().stream()
                        .map(standing -> new StandingStep(standing.recorded(), standing.uncertain(), entry.getValue())))
                .sorted(LATEST_FIRST)
                .toList();
    }

    /** The last step of all, one that has certainly been taken where there is one; none where there is no step. */
    public Optional<StandingStep> last() {
        return steps.stream()
                .filter(standing -> !standing.uncertain())
                .findFirst()
                .or(() -> steps.stream().findFirst());
    }

    /** Whether at least one assessor says that a law had been adopted by that day, and knows of no repeal by then. */
    public boolean isCovered() {
        return steps.stream()
                .anyMatch(standing ->
                        !standing.uncertain() && standing.step().stage().isLaw());
    }

    /** Whether assessors differ about a law. */
    public boolean isContested() {
        return steps.stream().anyMatch(StandingStep::contested);
    }

    /** Whether the answer depends on a day that no source gives. */
    public boolean isUncertain() {
        return steps.stream().anyMatch(StandingStep::uncertain);
    }
}
