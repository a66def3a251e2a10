package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.treatyledger.core.vocabulary.ParticipantId;

/** A count as a step series: one step a day on which somebody came or went. */
public record Series(List<Step> steps) {

    /**
     * The count from one day on.
     *
     * @param evidence the positions of the acts that caused the step
     */
    public record Step(
            LocalDate on, int count, List<ParticipantId> came, List<ParticipantId> went, List<Long> evidence) {}

    private record Change(List<ParticipantId> came, List<ParticipantId> went, List<Long> evidence) {
        Change() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    public Series {
        steps = List.copyOf(steps);
    }

    static Series of(List<Span> spans) {
        SortedMap<LocalDate, Change> changes = new TreeMap<>();
        for (var span : spans) {
            var start = changes.computeIfAbsent(span.from(), day -> new Change());
            start.came.add(span.participant());
            start.evidence.addAll(span.whyFrom());
            if (span.until() != null) {
                var end = changes.computeIfAbsent(span.until(), day -> new Change());
                end.went.add(span.participant());
                end.evidence.addAll(span.whyUntil());
            }
        }
        var steps = new ArrayList<Step>();
        var count = 0;
        for (var change : changes.entrySet()) {
            count += change.getValue().came.size() - change.getValue().went.size();
            steps.add(step(change.getKey(), count, change.getValue()));
        }
        return new Series(steps);
    }

    private static Step step(LocalDate on, int count, Change change) {
        return new Step(
                on,
                count,
                change.came.stream().sorted().toList(),
                change.went.stream().sorted().toList(),
                change.evidence.stream().distinct().sorted().toList());
    }
}
