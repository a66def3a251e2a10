package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * What follows from acts for one participant, or for the treaty itself.
 *
 * @param participant null for the treaty
 * @param status the participant's status on the day of the act; null for the treaty
 * @param entersIntoForceOn null where nothing enters into force, or not yet known when
 * @param exitsOn the day on which a party ceases to be one, null where none is scheduled
 * @param trace the arithmetic, in steps that a person can check
 */
public record Effect(
        @Nullable ParticipantId participant,
        @Nullable Status status,
        @Nullable LocalDate entersIntoForceOn,
        @Nullable LocalDate exitsOn,
        List<String> trace) {
    public Effect {
        trace = List.copyOf(trace);
    }
}
