package org.treatyledger.api.log;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.log.LogHead;

/**
 * What the last group of this node left behind: the head of the log, and the next sequences of the streams it used
 * lately. Another node may have appended since, so what is decided by it holds only where the database confirms that the
 * head is still this one. For the leader alone: nothing here is guarded.
 */
final class HeadInMemory {

    /** The most streams that are remembered, which bounds the memory to some 5 MB; the least used is forgotten first. */
    static final int MOST_STREAMS = 32_768;

    private static final float LOAD_FACTOR = 0.75f;

    private final SequencedMap<String, Long> nextSequences = new LinkedHashMap<>(16, LOAD_FACTOR, true);
    private @Nullable LogHead head;

    /** The head; null where none is remembered. */
    @Nullable
    LogHead head() {
        return head;
    }

    /** The next sequences of those of the requests' streams that are remembered. */
    Map<String, Long> nextSequences(List<Drafted> requests) {
        var known = new HashMap<String, Long>();
        for (var drafted : requests) {
            var stream = drafted.request().stream();
            var next = nextSequences.get(stream);
            if (next != null) {
                known.put(stream, next);
            }
        }
        return known;
    }

    /**
     * Remembers a group that was committed, or of which nothing had to be.
     *
     * @param before the head that it started from; where that is not the one remembered, another node has appended, and
     *     no stream is known any more
     */
    void learn(LogHead before, Sequencer group) {
        if (!before.equals(head)) {
            nextSequences.clear();
        }
        head = group.head();
        nextSequences.putAll(group.nextSequences());
        while (nextSequences.size() > MOST_STREAMS) {
            nextSequences.pollFirstEntry();
        }
    }

    /** After a failure nobody knows what was kept, so that the next group has to ask. */
    void forget() {
        head = null;
        nextSequences.clear();
    }
}
