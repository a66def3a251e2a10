package org.treatyledger.core.rules;

import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedSet;
import org.treatyledger.core.vocabulary.ParticipantId;

/** What the clauses of an amendment or protocol may ask of the treaty that it belongs to. */
public interface ParentTreaty {

    boolean isPartyOn(ParticipantId participant, LocalDate day);

    /** The number of parties on the day; regional organizations are never counted. */
    int partiesOn(LocalDate day);

    /** The day on which the parent treaty entered into force, or will; none while its threshold is not met. */
    Optional<LocalDate> inForceSince();

    /** The days on which the parent's parties change, or it enters into force. */
    SortedSet<LocalDate> daysOfChange();
}
