package org.treatyledger.projections.feed;

import org.jspecify.annotations.Nullable;

/**
 * How far a standalone process has followed the log.
 *
 * @param size the size of the last checkpoint that was reached; -1 before the first
 * @param code why it is not followed any further; null where it is
 * @param reason the same for a person
 */
public record FeedState(
        long size, @Nullable String code, @Nullable String reason) {

    static final FeedState STARTING = new FeedState(-1, null, null);

    static FeedState at(long size) {
        return new FeedState(size, null, null);
    }

    FeedState failed(String why, String sentence) {
        return new FeedState(size, why, sentence);
    }
}
