package org.treatyledger.core.log;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.LedgerEvent;

/**
 * One entry of the log.
 *
 * @param position its place in the whole log, from 0 without gaps, in the order of commits; its leaf in the tree
 * @param stream the stream it belongs to, for example {@code treaty/rome-statute}
 * @param sequence its place in the stream, from 0 without gaps
 * @param commandId the idempotency key of the command that caused it
 * @param actor who instructed
 * @param recordedAt when the ledger recorded it; never earlier than the entry before it
 * @param recorded the exact bytes that the log keeps, read-only; null before it is recorded. They may be of an earlier
 *     revision than what is written today, and no part of what makes two entries equal
 */
public record LedgerEntry(
        long position,
        String stream,
        long sequence,
        String commandId,
        Actor actor,
        Instant recordedAt,
        LedgerEvent event,
        @Nullable ByteBuffer recorded) {

    /** An entry that has no bytes yet. */
    public LedgerEntry(
            long position,
            String stream,
            long sequence,
            String commandId,
            Actor actor,
            Instant recordedAt,
            LedgerEvent event) {
        this(position, stream, sequence, commandId, actor, recordedAt, event, null);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LedgerEntry it
                && position == it.position
                && stream.equals(it.stream)
                && sequence == it.sequence
                && commandId.equals(it.commandId)
                && actor.equals(it.actor)
                && recordedAt.equals(it.recordedAt)
                && event.equals(it.event);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(position) * 31 + commandId.hashCode();
    }
}
