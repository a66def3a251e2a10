package org.treatyledger.core.verify;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.transparency.Checkpoint;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.verify.Verdict.Rejected;

/**
 * The entries of a log, one after the other: each must say its own position, follow on its stream and on the clock, and
 * together they grow the tree. Keeps the tree's frontier and a number for each stream, whatever the length of the log.
 */
final class EntryChain {

    private final EntryCodec codec = new EntryCodec();
    private final Map<String, Long> sequences = new HashMap<>();
    private final @Nullable Checkpoint since;
    private final Consumer<LedgerEntry> listener;
    private Frontier frontier = Frontier.EMPTY;
    private @Nullable Instant last;

    /**
     * Starts before the first entry.
     *
     * @param since a checkpoint seen earlier, which the log must still hold
     */
    EntryChain(@Nullable Checkpoint since, Consumer<LedgerEntry> listener) {
        this.since = since;
        this.listener = listener;
        holdsSince();
    }

    /** The tree over the entries so far. */
    Frontier frontier() {
        return frontier;
    }

    /** Takes the next entry, whose hash has been compared or is computed here. */
    LedgerEntry next(byte[] bytes, Hash leaf, Frontier.Completed completed) {
        var position = frontier.size();
        var entry = decoded(bytes, position);
        var sequence = sequences.merge(entry.stream(), 1L, Long::sum) - 1;
        if (entry.position() != position) {
            throw new Rejected(position, "the entry says that it stands at position " + entry.position());
        }
        if (entry.sequence() != sequence) {
            throw new Rejected(
                    position,
                    "the entry is number " + entry.sequence() + " of " + entry.stream() + ", where number " + sequence
                            + " is due");
        }
        if (last != null && !entry.recordedAt().isAfter(last)) {
            throw new Rejected(
                    position, "it was recorded at " + entry.recordedAt() + ", not after the entry before it, " + last);
        }
        last = entry.recordedAt();
        frontier = frontier.with(leaf, completed);
        holdsSince();
        listener.accept(entry);
        return entry;
    }

    private LedgerEntry decoded(byte[] bytes, long position) {
        try {
            return codec.decode(bytes);
        } catch (RuntimeException e) {
            throw new Rejected(position, "its bytes are not an entry: " + e.getMessage());
        }
    }

    private void holdsSince() {
        if (since != null && since.size() == frontier.size() && !since.root().equals(frontier.root())) {
            throw new Rejected(
                    null,
                    "the first " + since.size() + " entries are not those of the checkpoint seen earlier: one before "
                            + "position " + since.size() + " was changed, removed or inserted");
        }
    }
}
