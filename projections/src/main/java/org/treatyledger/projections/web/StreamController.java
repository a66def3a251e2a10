package org.treatyledger.projections.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.register.RegisterRows;

/**
 * Server-sent events (contract, section 5): the count as it stands, then each act and each change of a count, in order
 * and without a hole. The id is the log position, so that a client resumes after the last one that it saw.
 */
@RestController
@RequestMapping("/api/v1/stream")
final class StreamController {

    private static final Logger LOG = LoggerFactory.getLogger(StreamController.class);

    private final Register register;
    private final RegisterRows rows;
    private final StreamFeed feed;
    private final int most;
    private final Semaphore places;
    private final LongAdder slow = new LongAdder();
    private final LongAdder gone = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder refused = new LongAdder();

    StreamController(Register register, RegisterRows rows, StreamFeed feed, ConnectionLimits limits) {
        this.register = register;
        this.rows = rows;
        this.feed = feed;
        this.most = limits.listeners();
        this.places = new Semaphore(most);
    }

    /** Answers for as long as the client listens, on a virtual thread: a write that the client does not read ends it. */
    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void stream(
            @RequestParam(required = false) @Nullable String treaty,
            @RequestParam(required = false) @Nullable String from,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var id = treaty == null ? null : TreatyId.parse(treaty).orElseThrow(() -> Clocks.unknownTreaty(treaty));
        if (id != null && register.treaty(id).isEmpty()) {
            throw Clocks.unknownTreaty(id.value());
        }
        var start = startAt(from, lastEventId);
        if (request.getMethod().equals(HttpMethod.HEAD.name())) {
            describe(response);
            return;
        }
        admit(response);
        try {
            describe(response);
            watch(new StreamWatcher(feed, register, rows, id, response.getOutputStream()), start);
        } finally {
            places.release();
        }
    }

    /** One that is turned away does not keep the connection either: these are for those who ask. */
    private void admit(HttpServletResponse response) {
        if (!places.tryAcquire()) {
            refused.increment();
            response.setHeader("Connection", "close");
            throw Problem.of(503, "too-many-clients", "As many clients listen to the stream as this ledger can serve.")
                    .remedy("Try again in half a minute; questions are answered meanwhile.")
                    .asException();
        }
    }

    private static void describe(HttpServletResponse response) {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
    }

    private void watch(StreamWatcher watcher, @Nullable Long start) {
        try {
            watcher.watch(start);
        } catch (IOException e) {
            end(e); // the client resumes by the last id it saw
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failed.increment();
            throw e;
        }
    }

    private void end(IOException why) {
        if (hasRunOutOfTime(why)) {
            slow.increment();
            LOG.debug("A client of the stream did not read for too long, and was dropped: {}", why.toString());
        } else {
            gone.increment();
            LOG.debug("A client of the stream went away: {}", why.toString());
        }
    }

    private static boolean hasRunOutOfTime(@Nullable Throwable why) {
        return why != null && (why instanceof SocketTimeoutException || hasRunOutOfTime(why.getCause()));
    }

    /** How many clients listen. */
    int clients() {
        return most - places.availablePermits();
    }

    /** How many may listen at one time. */
    int most() {
        return most;
    }

    /** How many were turned away because as many listened already. */
    long refused() {
        return refused.sum();
    }

    /** How many were dropped because they did not read. */
    long slow() {
        return slow.sum();
    }

    /** How many went away. */
    long gone() {
        return gone.sum();
    }

    /** How many met an error. */
    long failed() {
        return failed.sum();
    }

    /** The first position to send; null to start with what comes next. */
    private @Nullable Long startAt(@Nullable String from, @Nullable String lastEventId) {
        if (lastEventId != null && !lastEventId.isBlank()) {
            return withinTheLog(Clocks.number("Last-Event-ID", lastEventId), 1);
        }
        return from == null ? null : withinTheLog(Clocks.number("from", from), 0);
    }

    /** Nobody can have seen what is not recorded: whoever says so goes on from the end of the log. */
    private long withinTheLog(long position, long more) {
        var size = register.size();
        return position >= size ? size : position + more;
    }
}
