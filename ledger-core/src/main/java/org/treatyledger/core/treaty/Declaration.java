package org.treatyledger.core.treaty;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * A declaration and the days {@code [from, until]}, both included, on which it holds.
 *
 * @param until null where it has no end
 * @param withdrawnBy the act that withdrew it, null where none did
 */
public record Declaration(
        Act act,
        String kind,
        LocalDate from,
        @Nullable LocalDate until,
        @Nullable Act withdrawnBy) {

    /** Whom it concerns, such as the State objected to; null where it concerns nobody in particular. */
    @Nullable
    ParticipantId concerning() {
        return act.event() instanceof TreatyEvent.DeclarationMade made ? made.concerning() : null;
    }

    /** Whether it holds on that day. */
    public boolean holdsOn(LocalDate day) {
        return !day.isBefore(from) && (until == null || !day.isAfter(until));
    }
}
