package org.treatyledger.core.implementation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.LedgerEvent;
import org.treatyledger.core.vocabulary.ParticipantId;

/** What is on record of a State's implementation of a treaty. Each event says what was received, from whom and when. */
public sealed interface ImplementationEvent extends LedgerEvent {

    /** Whose legislation it is. */
    ParticipantId participant();

    /** The day on which the register's keeper received it, in the depositary's calendar. */
    LocalDate received();

    /** A step of legislation was recorded. */
    record StepRecorded(ParticipantId participant, LegislativeStep step, LocalDate received)
            implements ImplementationEvent {}

    /**
     * The record of the step at {@code position} was corrected: from this entry on the replacement stands, or nothing
     * where there is none.
     */
    record StepCorrected(
            ParticipantId participant,
            long position,
            @Nullable LegislativeStep replacement,
            String reason,
            LocalDate received)
            implements ImplementationEvent {}
}
