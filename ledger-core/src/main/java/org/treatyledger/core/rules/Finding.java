package org.treatyledger.core.rules;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.ParticipantId;

/** What the evaluator found of a threshold, with the explanation shown to staff and auditors. */
public sealed interface Finding {

    /**
     * The threshold was met; later withdrawals of instruments do not undo it (depositary-law.md, ruling R2).
     *
     * @param on the first day on which the condition held
     * @param by whose instruments began to count that day: a cohort, never ordered within itself
     * @param firstRank the rank of the cohort's first instrument among all, from 1
     * @param entersIntoForceOn null while the date waits for the parent treaty
     * @param trace the arithmetic, in steps that a person can check
     */
    record Met(
            LocalDate on,
            List<ParticipantId> by,
            int firstRank,
            @Nullable LocalDate entersIntoForceOn,
            List<String> trace)
            implements Finding {
        public Met {
            by = List.copyOf(by);
            trace = List.copyOf(trace);
        }
    }

    /**
     * The threshold is not met.
     *
     * @param missing what is missing, a sentence a term
     * @param absent the participants that the rules name and that have not consented
     */
    record Unmet(List<String> missing, SortedSet<ParticipantId> absent) implements Finding {
        public Unmet {
            missing = List.copyOf(missing);
            absent = new TreeSet<>(absent);
        }
    }

    /** The day of entry into force, past or to come, or none. */
    default Optional<LocalDate> entryIntoForce() {
        return this instanceof Met met ? Optional.ofNullable(met.entersIntoForceOn) : Optional.empty();
    }
}
