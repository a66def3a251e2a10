package org.treatyledger.projections.web;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    /** Entries read at one time: a client that does not read keeps as many, and there may be thousands. */
    private static final int BATCH = 50;

    private final StreamFeed feed;
    private final Register register;
    private final RegisterRows rows;
    private final @Nullable TreatyId treaty;
    private final OutputStream out;
    private final Map<TreatyId, Integer> counts = new HashMap<>();
    private boolean isSilent = true;
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
        flush(isSilent); // so that the client knows that it is heard
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
            flush(isSilent && wasSilentForLong());
            return end;
        }
        for (var message : part.get().messages()) {
            send(message);
        }
        flush(isSilent && (part.get().messages().isEmpty() || wasSilentForLong()));
        return part.get().next();
    }

    /** As where other treaties alone are busy, or the clock was set back. */
    private boolean wasSilentForLong() {
        var silence = Duration.between(sent, feed.now());
        return silence.isNegative() || silence.compareTo(HEARTBEAT) >= 0;
    }

    /** What a client is sent of some entries; these are not kept for it while it reads. */
    private record Page(List<StreamMessage> messages, long next) {}

    private void replay(long from, long end) throws IOException, InterruptedException {
        for (var next = from; next < end; ) {
            var first = next;
            var page = feed.inTurn(() -> page(first, end));
            for (var message : page.messages()) {
                send(message);
            }
            next = page.next();
        }
    }

    private Page page(long from, long end) {
        var entries = rows.entries(from, BATCH, treaty, null);
        var messages = new ArrayList<StreamMessage>();
        for (var entry : entries) {
            if (entry.position() >= end) {
                return new Page(messages, end);
            }
            messages.add(feed.messages().action(entry));
            feed.messages()
                    .count(RegisterRows.treatyOf(entry), entry.position(), entry.position())
                    .ifPresent(messages::add);
        }
        return new Page(
                messages, entries.size() < BATCH ? end : entries.getLast().position() + 1);
    }

    private void counts(long id, long asOf) throws IOException, InterruptedException {
        for (var message : feed.inTurn(() -> allCounts(id, asOf))) {
            send(message);
        }
    }

    private List<StreamMessage> allCounts(long id, long asOf) {
        var watched = treaty == null ? register.treaties() : List.of(treaty);
        return watched.stream()
                .flatMap(one -> feed.messages().count(one, id, asOf).stream())
                .toList();
    }

    /** A count that the client has been told is not sent again. */
    private void send(StreamMessage message) throws IOException {
        var concerns = treaty == null || treaty.equals(message.treaty());
        var isNew = message.count() == StreamMessage.NO_COUNT
                || (concerns
                        && !Integer.valueOf(message.count()).equals(counts.put(message.treaty(), message.count())));
        if (concerns && isNew) {
            out.write(message.bytes());
            isSilent = false;
        }
    }

    /** Sends what has been written, and a heartbeat where there is to be one. */
    private void flush(boolean heartbeat) throws IOException {
        if (heartbeat) {
            out.write(StreamMessage.HEARTBEAT);
        }
        if (heartbeat || !isSilent) {
            out.flush();
            isSilent = true;
            sent = feed.now();
        }
    }
}
