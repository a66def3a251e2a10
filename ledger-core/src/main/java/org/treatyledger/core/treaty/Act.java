package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.TreatyEvent.ActRecorded;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * An act as the register holds it.
 *
 * @param position the log position of the entry that recorded it: its handle for corrections and evidence
 * @param event what was recorded, or the replacement where it was corrected
 * @param corrections the positions of the corrections that made it what it is
 */
public record Act(long position, ActRecorded event, List<Long> corrections) {

    public Act {
        corrections = List.copyOf(corrections);
    }

    /** The day on which the depositary received it. */
    public LocalDate receivedOn() {
        return event.communication().receivedOn();
    }

    /** Whose act it is, null for acts of the depositary or a conference. */
    public @Nullable ParticipantId participant() {
        return event.participant();
    }

    /** The positions that the act rests on. */
    public List<Long> evidence() {
        return corrections.isEmpty()
                ? List.of(position)
                : java.util.stream.Stream.concat(java.util.stream.Stream.of(position), corrections.stream())
                        .toList();
    }
}
