package org.treatyledger.api.pages;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.projections.register.Register.Reading;
import org.treatyledger.projections.web.Clocks;

/**
 * How a treaty stands on a day: its counts, and what they were built from.
 *
 * @param count States for which it is in force
 * @param consented States whose consent to be bound stands
 * @param signed States that had ever signed
 * @param position the log position that the answer rests on
 * @param acts the number of acts that the answer rests on
 * @param size the number of entries in the whole log: where a live reader goes on
 */
public record Standing(
        FinalClauses clauses,
        LocalDate day,
        int count,
        int consented,
        int signed,
        @Nullable LocalDate inForceSince,
        long position,
        int acts,
        long size) {

    static Standing of(Reading reading, Clocks clocks, LocalDate day) {
        var status = reading.status();
        return new Standing(
                status.clauses(),
                day,
                status.count(Basis.IN_FORCE, day),
                status.count(Basis.CONSENTED, day),
                status.count(Basis.SIGNED, day),
                status.inForceSince().orElse(null),
                clocks.effectivePosition(reading),
                status.acts().size(),
                reading.size());
    }

    /** Whether the treaty itself is in force on the day. */
    public boolean isInForce() {
        return inForceSince != null && !inForceSince.isAfter(day);
    }
}
