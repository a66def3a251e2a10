package org.treatyledger.projections.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.register.RegisterRows;

/** One client of the stream, on the thread of its request: it goes along the row, and reads the log for what is not there. */
final class StreamWatcher {

    /** A client that hears nothing for longer may take its connection for lost. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final int BATCH = 200;
    private static final int FLUSH_BYTES = 64 * 1_024;

    private final StreamFeed feed;
    private final Register register;
    private final RegisterRows rows;
    private final @Nullable TreatyId treaty;
    private final OutputStream out;
    private final Map<TreatyId, Integer> counts = new HashMap<>();
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
    private Instant sent = Instant.MIN;

    /**
     * @param treaty null for every treaty
     */
    StreamWatcher(StreamFeed feed, Register register, RegisterRows rows, @Nullable TreatyId treaty, OutputStream out) {
        this.feed = feed;
        this.register = register;
        this.rows = rows;
        this.treaty = treaty;
        this.out = out;
    }

    /**
     * Sends until the client is gone, which throws, or the feed stops.
     *
     * @param from the first position to send; null to start with what comes next
     */
    void watch(@Nullable Long from) throws IOException, InterruptedException {
        var place = placeAt(from);
        var start = from == null ? place.position() : Math.min(from, place.position());
        counts(Math.max(start - 1, 0), start - 1);
        replay(start, place.position());
        counts(Math.max(place.position() - 1, 0), Long.MAX_VALUE);
        if (unsent.size() == 0) {
            unsent.writeBytes(StreamMessage.HEARTBEAT); // so that the client knows at once that it is heard
        }
        flush();
        while (feed.isRunning()) {
            place = goOn(place);
        }
    }

    /** The end of the row, once it has come to what the client has seen, perhaps at another node. */
    private StreamFeed.Place placeAt(@Nullable Long from) throws InterruptedException {
        var place = feed.end();
        while (from != null && place.position() < from && feed.isRunning()) {
            feed.after(place, HEARTBEAT);
            place = feed.end();
        }
        return place;
    }

    private StreamFeed.Place goOn(StreamFeed.Place place) throws IOException, InterruptedException {
        var part = feed.after(place, HEARTBEAT);
        if (part.isEmpty()) { // too slow for the row
            var end = feed.end();
            replay(place.position(), end.position());
            counts(Math.max(end.position() - 1, 0), Long.MAX_VALUE);
            flush();
            return end;
        }
        for (var message : part.get().messages()) {
            send(message);
        }
        if (unsent.size() == 0 && (part.get().messages().isEmpty() || wasSilentForLong())) {
            unsent.writeBytes(StreamMessage.HEARTBEAT);
        }
        flush();
        return part.get().next();
    }

    /** As where other treaties alone are busy, or the clock was set back. */
    private boolean wasSilentForLong() {
        var silence = Duration.between(sent, feed.now());
        return silence.isNegative() || silence.compareTo(HEARTBEAT) >= 0;
    }

    private void replay(long from, long end) throws IOException {
        var next = from;
        while (next < end) {
            var entries = rows.entries(next, BATCH, treaty, null);
            for (var entry : entries) {
                if (entry.position() >= end) {
                    return;
                }
                send(feed.messages().action(entry));
                count(RegisterRows.treatyOf(entry), entry.position(), entry.position());
                next = entry.position() + 1;
            }
            if (entries.size() < BATCH) {
                return;
            }
        }
    }

    private void counts(long id, long asOf) throws IOException {
        var watched = treaty == null ? register.treaties() : List.of(treaty);
        for (var one : watched) {
            count(one, id, asOf);
        }
    }

    private void count(TreatyId one, long id, long asOf) throws IOException {
        var message = feed.messages().count(one, id, asOf);
        if (message.isPresent()) {
            send(message.get());
        }
    }

    /** A count that the client has been told is not sent again. */
    private void send(StreamMessage message) throws IOException {
        var concerns = treaty == null || treaty.equals(message.treaty());
        var isNew = message.count() == StreamMessage.NO_COUNT
                || (concerns
                        && !Integer.valueOf(message.count()).equals(counts.put(message.treaty(), message.count())));
        if (concerns && isNew) {
            unsent.writeBytes(message.bytes());
        }
        if (unsent.size() > FLUSH_BYTES) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (unsent.size() > 0) {
            unsent.writeTo(out);
            out.flush();
            unsent.reset();
            sent = feed.now();
        }
    }
}
