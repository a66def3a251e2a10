package org.treatyledger.core.log;

import java.util.List;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.LedgerEvent;

/**
 * What one command asks the log to keep: all of it or nothing.
 *
 * @param expectedSequence the sequence that the first event must get: the number of events already in the stream
 * @param commandDigest what the command said, hashed, in hexadecimal, so that the same id with another body can be told apart
 * @param answer the answer that a repetition of the command is given again
 */
public record Append(
        String stream,
        long expectedSequence,
        String commandId,
        Actor actor,
        String commandDigest,
        String answer,
        List<LedgerEvent> events) {

    /** The most events that one command may record. */
    public static final int MOST_EVENTS = 64;

    public Append {
        events = List.copyOf(events);
        if (events.isEmpty() || events.size() > MOST_EVENTS) {
            throw new IllegalArgumentException("A command records 1 to " + MOST_EVENTS + " events");
        }
    }
}
