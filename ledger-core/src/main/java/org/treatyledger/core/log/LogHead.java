package org.treatyledger.core.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;

/**
 * The state of the whole log.
 *
 * @param recordedAt when the last entry was recorded, null while there is none
 */
public record LogHead(Frontier frontier, @Nullable Instant recordedAt) {

    /** The number of entries. */
    public long size() {
        return frontier.size();
    }

    /** The root of the tree over all entries. */
    public Hash root() {
        return frontier.root();
    }
}
