package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * A period {@code [entersIntoForceOn, exitsOn)} for which a treaty is in force for a participant. A State that left and
 * acceded again has several.
 *
 * @param consent through which it is bound; null where an amendment binds a party that has not accepted it
 * @param exitsOn the first day on which it is no party; null while no exit is scheduled
 * @param trace the arithmetic of both ends, in steps that a person can check
 * @param evidence the positions of the acts that it rests on, ascending
 */
public record Membership(
        ParticipantId participant,
        @Nullable Consent consent,
        LocalDate entersIntoForceOn,
        @Nullable LocalDate exitsOn,
        List<String> trace,
        List<Long> evidence) {
    public Membership {
        trace = List.copyOf(trace);
        evidence = List.copyOf(evidence);
    }

    /** Whether the participant is a party on that day: not yet on the eve of entry, no longer on the day of exit. */
    public boolean contains(LocalDate day) {
        return !day.isBefore(entersIntoForceOn) && (exitsOn == null || day.isBefore(exitsOn));
    }

    /** Whether a notification of withdrawal is pending on that day. */
    boolean isLeavingOn(LocalDate day) {
        return consent != null && consent.notices().stream().anyMatch(notice -> notice.isPendingOn(day));
    }

    /** The positions of the acts that ended it; empty while no exit is scheduled. */
    List<Long> whyEnded() {
        return consent == null ? List.of() : consent.whyEnded();
    }

    /** The same period, ended by the end of the treaty itself where that comes first; null where nothing is left. */
    @Nullable
    Membership until(LocalDate end, String why) {
        if (exitsOn != null && !exitsOn.isAfter(end)) {
            return this;
        }
        if (!entersIntoForceOn.isBefore(end)) {
            return null;
        }
        var steps = new ArrayList<>(trace);
        steps.add(why);
        return new Membership(participant, consent, entersIntoForceOn, end, steps, evidence);
    }
}
