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
 * @param exitsOn the first day on which it is no party; null while no exit is scheduled
 * @param trace the arithmetic of the entry into force
 */
public record Membership(
        Consent consent,
        LocalDate entersIntoForceOn,
        @Nullable LocalDate exitsOn,
        List<String> trace) {
    public Membership {
        trace = List.copyOf(trace);
    }

    public ParticipantId participant() {
        return consent.participant();
    }

    /** Whether the participant is a party on that day: not yet on the eve of entry, no longer on the day of exit. */
    public boolean contains(LocalDate day) {
        return !day.isBefore(entersIntoForceOn) && (exitsOn == null || day.isBefore(exitsOn));
    }

    /** The positions of the acts that it rests on. */
    public List<Long> evidence() {
        var evidence = new ArrayList<>(consent.act().evidence());
        var notice = consent.standingNotice();
        if (notice != null) {
            evidence.addAll(notice.act().evidence());
        }
        return evidence;
    }
}
