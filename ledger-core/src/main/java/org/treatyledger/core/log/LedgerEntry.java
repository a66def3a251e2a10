package org.treatyledger.core.log;

import java.time.Instant;
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
 */
public record LedgerEntry(
        long position,
        String stream,
        long sequence,
        String commandId,
        Actor actor,
        Instant recordedAt,
        LedgerEvent event) {}
