package org.treatyledger.projections.web;

import java.nio.charset.StandardCharsets;
import org.treatyledger.core.vocabulary.TreatyId;

/** An event as every client gets it, written once for all of them. */
final class StreamMessage {

    /** The count of a message that brings none. */
    static final int NO_COUNT = -1;

    /** Keeps the connection, and says nothing. */
    static final byte[] HEARTBEAT = ":heartbeat\n\n".getBytes(StandardCharsets.UTF_8);

    private final TreatyId treaty;
    private final int count;
    private final byte[] bytes;

    private StreamMessage(TreatyId treaty, int count, byte[] bytes) {
        this.treaty = treaty;
        this.count = count;
        this.bytes = bytes;
    }

    /** An act. */
    static StreamMessage action(TreatyId treaty, long position, String data) {
        return new StreamMessage(treaty, NO_COUNT, written(position, "action", data));
    }

    /** A count, after the act at that position or on the day that has come since. */
    static StreamMessage count(TreatyId treaty, long position, int count, String data) {
        return new StreamMessage(treaty, count, written(position, "count", data));
    }

    private static byte[] written(long id, String name, String data) {
        return ("id:" + id + "\nevent:" + name + "\ndata:" + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    TreatyId treaty() {
        return treaty;
    }

    /** What is counted, or {@link #NO_COUNT} for an act. */
    int count() {
        return count;
    }

    /** The bytes on the wire; not to be changed. */
    byte[] bytes() {
        return bytes;
    }
}
