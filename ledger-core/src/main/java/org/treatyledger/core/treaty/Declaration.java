package org.treatyledger.core.treaty;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

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

    /** Whether it holds on that day. */
    public boolean holdsOn(LocalDate day) {
        return !day.isBefore(from) && (until == null || !day.isAfter(until));
    }
}
