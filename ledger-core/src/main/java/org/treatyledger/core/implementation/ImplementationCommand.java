package org.treatyledger.core.implementation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.LedgerCommand;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Streams;
import org.treatyledger.core.vocabulary.TreatyId;

/** What may be asked of the register of national implementation. */
public sealed interface ImplementationCommand extends LedgerCommand {

    /** Whose legislation it is. */
    ParticipantId participant();

    /** The day on which the register's keeper received it, in the depositary's calendar; null for that of recording. */
    @Nullable
    LocalDate received();

    @Override
    default String stream() {
        return Streams.ofImplementation(treaty(), participant());
    }

    /** Record a step of legislation. */
    record RecordStep(
            TreatyId treaty,
            ParticipantId participant,
            LegislativeStep step,
            @Nullable LocalDate received) implements ImplementationCommand {}

    /**
     * Correct the record of a step; both stay visible.
     *
     * @param position the log position of the step corrected, or of a correction of it
     * @param replacement the step with the right particulars; null where there was no such step at all
     */
    record CorrectStep(
            TreatyId treaty,
            ParticipantId participant,
            long position,
            @Nullable LegislativeStep replacement,
            String reason,
            @Nullable LocalDate received)
            implements ImplementationCommand {}
}
