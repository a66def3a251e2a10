package org.treatyledger.projections.web;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.implementation.Area;
import org.treatyledger.core.implementation.AreaStatus;
import org.treatyledger.core.implementation.ImplementationState;
import org.treatyledger.core.implementation.RecordedStep;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Status;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.projections.register.Register;

/**
 * How far States have carried a treaty out at home, as asked: a row for each party and for whoever else has a step.
 *
 * @param rows in order of name
 */
public record ImplementationMatrix(List<Row> rows) {

    public ImplementationMatrix {
        rows = List.copyOf(rows);
    }

    /**
     * One State.
     *
     * @param status towards the treaty, on the day
     * @param areas each of the four, in their order
     * @param steps every step that may be known, also those of later days
     * @param version the number of events in the State's stream, for If-Match
     */
    public record Row(
            ParticipantId participant,
            String name,
            @Nullable String region,
            Status status,
            List<AreaStatus> areas,
            List<RecordedStep> steps,
            int version) {

        /** Whether the treaty is in force for the State. */
        public boolean isParty() {
            return status.isParty();
        }

        /** Whether no step is recorded that was, or may have been, taken by the day. */
        public boolean isEmpty() {
            return areas.stream().allMatch(area -> area.steps().isEmpty());
        }

        /** The areas for which there is a law. */
        public List<Area> areasCovered() {
            return areas.stream()
                    .filter(AreaStatus::isCovered)
                    .map(AreaStatus::area)
                    .toList();
        }

        /** Whether assessors differ about a law. */
        public boolean isContested() {
            return areas.stream().anyMatch(AreaStatus::isContested);
        }

        /** Whether the answer depends on a day that no source gives. */
        public boolean isUncertain() {
            return areas.stream().anyMatch(AreaStatus::isUncertain);
        }
    }

    /** The parties alone. */
    public List<Row> parties() {
        return rows.stream().filter(Row::isParty).toList();
    }

    /** The parties for which nothing is recorded. */
    public List<Row> none() {
        return rows.stream().filter(row -> row.isParty() && row.isEmpty()).toList();
    }

    /** The parties that have a law for that area; for any area where it is null. */
    public int partiesWithLaw(@Nullable Area area) {
        return (int) parties().stream()
                .filter(row -> area == null
                        ? !row.areasCovered().isEmpty()
                        : row.areasCovered().contains(area))
                .count();
    }

    /** The matrix that is asked for. */
    static ImplementationMatrix of(Asked asked, Register register, StatusRows rows) {
        var states = register.implementation(asked.status().clauses().treaty());
        var parties = asked.status().partiesOn(asked.day(), false).stream().map(membership -> membership.participant());
        return new ImplementationMatrix(Stream.concat(parties, states.keySet().stream())
                .distinct()
                .map(id -> row(id, states.getOrDefault(id, ImplementationState.START), asked, register, rows))
                .filter(row -> row.isParty() || !row.isEmpty())
                .sorted(Comparator.comparing(Row::name))
                .toList());
    }

    private static Row row(
            ParticipantId id, ImplementationState state, Asked asked, Register register, StatusRows rows) {
        var asOf = asOf(asked);
        var steps = state.steps(asOf);
        return new Row(
                id,
                register.participants().nameOf(id),
                rows.region(id),
                asked.status().status(id, asked.day()),
                Arrays.stream(Area.values())
                        .map(area -> AreaStatus.of(area, steps, asked.day()))
                        .toList(),
                steps,
                state.sizeAt(asOf.position()));
    }

    /** Nothing beyond the log that the status was computed at, so that the whole answer is of one moment. */
    static AsOf asOf(Asked asked) {
        return new AsOf(asked.clocks().known(), asked.clocks().effectivePosition(asked.reading()));
    }
}
