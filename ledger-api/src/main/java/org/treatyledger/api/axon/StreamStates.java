package org.treatyledger.api.axon;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.treatyledger.api.axon.StreamState.OfTreaty;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Lineage;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.Participants;
import org.treatyledger.core.vocabulary.Streams;
import org.treatyledger.core.vocabulary.TreatyId;

/**
 * Streams folded to states, kept between commands: each question reads only the tail that is new, so that a command on a
 * long stream costs what one on a short stream does. The log stays the truth; another node's entries are seen too.
 */
final class StreamStates {

    private static final int MOST_STREAMS = 1_000;

    private final EventLog log;
    private final Participants participants;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Folded> folded = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Folded> eldest) {
            return size() > MOST_STREAMS;
        }
    };

    /** A stream's state, and the sequence that its next event gets. */
    record Folded(StreamState state, long nextSequence) {}

    StreamStates(EventLog log, Participants participants) {
        this.log = log;
        this.participants = participants;
    }

    Participants participants() {
        return participants;
    }

    /** The state as of everything in the log now. */
    Folded current(String stream) {
        var known = find(stream);
        var state = known.state();
        var next = known.nextSequence();
        for (var entry : log.readStream(stream, next)) {
            state = state.after(entry.position(), entry.event());
            next++;
        }
        var current = new Folded(state, next);
        if (next > known.nextSequence()) {
            keep(stream, current);
        }
        return current;
    }

    private Folded find(String stream) {
        lock.lock();
        try {
            return folded.getOrDefault(stream, new Folded(StreamState.startOf(stream), 0));
        } finally {
            lock.unlock();
        }
    }

    private void keep(String stream, Folded current) {
        lock.lock();
        try {
            folded.merge(stream, current, (a, b) -> a.nextSequence() > b.nextSequence() ? a : b);
        } finally {
            lock.unlock();
        }
    }

    /** The status of a registered treaty as of now; none where it is not registered. */
    Optional<LegalStatus> status(TreatyId treaty) {
        return registered(treaty)
                .map(registered -> LegalStatus.of(registered, AsOf.NOW, participants, parentOf(registered)));
    }

    private Optional<Registered> registered(TreatyId treaty) {
        return current(Streams.ofTreaty(treaty)).state() instanceof OfTreaty(Registered registered)
                ? Optional.of(registered)
                : Optional.empty();
    }

    /** The status of the treaty that this one belongs to; none where it stands alone or its parent is not registered. */
    Optional<LegalStatus> parentOf(Registered treaty) {
        return Lineage.parentOf(treaty.clauses().treaty(), this::namedParent).flatMap(this::status);
    }

    private Optional<TreatyId> namedParent(TreatyId treaty) {
        return registered(treaty).flatMap(it -> Optional.ofNullable(it.clauses().parent()));
    }
}
