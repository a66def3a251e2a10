package org.treatyledger.projections.feed;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Entries that were brought before it was their turn, by position. What brings them may repeat itself, leave some out and
 * mix up their order: whoever takes them asks for one position at a time, and fetches from the log what is not here.
 */
public final class EarlyEntries {

    private final int most;
    private final NavigableMap<Long, byte[]> waiting = new TreeMap<>();

    /** @param most how many are kept; of more, those whose turn comes last are dropped */
    public EarlyEntries(int most) {
        this.most = most;
    }

    /** Takes an entry in, if its turn is yet to come. */
    public void offer(long position, byte[] bytes, long next) {
        if (position < next) {
            return;
        }
        waiting.put(position, bytes.clone());
        if (waiting.size() > most) {
            waiting.pollLastEntry();
        }
    }

    /** The bytes that were brought for that position; what is older is forgotten. */
    public Optional<byte[]> at(long position) {
        waiting.headMap(position, false).clear();
        return Optional.ofNullable(waiting.get(position)).map(byte[]::clone);
    }

    /** Whether an entry is here whose turn is now or comes later. */
    public boolean reach(long position) {
        return !waiting.isEmpty() && waiting.lastKey() >= position;
    }

    /** Forgets everything. */
    public void clear() {
        waiting.clear();
    }
}
