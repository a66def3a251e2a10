package org.treatyledger.core.treaty;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.treatyledger.core.vocabulary.ParticipantId;

/** Everything that may be known to have been done about a treaty, also what moves no status. */
interface Dossier {

    /** The acts that may be known, as corrected, in legal order. */
    List<Act> acts();

    /** What that participant did; none where it never acted. */
    Optional<History> history(ParticipantId participant);

    /** Everyone who ever acted, in order of code. */
    Collection<History> histories();

    /** A dossier read from its first page to its last. */
    record Read(List<Act> acts, SortedMap<ParticipantId, History> byParticipant) implements Dossier {

        @Override
        public Optional<History> history(ParticipantId participant) {
            return Optional.ofNullable(byParticipant.get(participant));
        }

        @Override
        public Collection<History> histories() {
            return Collections.unmodifiableCollection(byParticipant.values());
        }
    }
}
