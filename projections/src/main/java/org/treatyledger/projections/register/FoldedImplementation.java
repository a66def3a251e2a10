package org.treatyledger.projections.register;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.treatyledger.core.implementation.Implementation;
import org.treatyledger.core.implementation.ImplementationEvent;
import org.treatyledger.core.implementation.ImplementationState;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.vocabulary.ParticipantId;

/** The implementation of a treaty, folded from the entries of each State's stream. Guarded by the register's lock. */
final class FoldedImplementation {

    private final Map<ParticipantId, ImplementationState> states = new TreeMap<>();

    static FoldedImplementation of(List<LedgerEntry> entries) {
        var folded = new FoldedImplementation();
        entries.forEach(folded::add);
        return folded;
    }

    /** Adds the entry that follows. */
    void add(LedgerEntry entry) {
        var event = (ImplementationEvent) entry.event();
        states.merge(
                event.participant(),
                Implementation.evolve(ImplementationState.START, entry.position(), event),
                (state, first) -> Implementation.evolve(state, entry.position(), event));
    }

    /** By State, in order of code, what is on record; States without an entry are not there. */
    Map<ParticipantId, ImplementationState> states() {
        return new TreeMap<>(states);
    }
}
