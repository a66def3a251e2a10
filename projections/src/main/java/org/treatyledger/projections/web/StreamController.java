package org.treatyledger.projections.web;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.live.LiveUpdates;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.register.RegisterRows;

/**
 * Server-sent events (contract, section 5): the count as it stands, then each act and each change of a count, in order
 * and without a hole. The id is the log position, so that a client resumes after the last one that it saw.
 */
@RestController
@RequestMapping("/api/v1/stream")
final class StreamController implements SmartLifecycle {

    private static final long HEARTBEAT_SECONDS = 10;
    private static final int BATCH = 200;

    private final Register register;
    private final RegisterRows rows;
    private final EventRows events;
    private final LiveUpdates updates;
    private final Clock clock;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    StreamController(Register register, RegisterRows rows, EventRows events, LiveUpdates updates, Clock clock) {
        this.register = register;
        this.rows = rows;
        this.events = events;
        this.updates = updates;
        this.clock = clock;
    }

    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> stream(
            @RequestParam(required = false) @Nullable String treaty,
            @RequestParam(required = false) @Nullable String from,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        var id = treaty == null ? null : TreatyId.parse(treaty).orElseThrow(() -> Clocks.unknownTreaty(treaty));
        if (id != null && register.treaty(id).isEmpty()) {
            throw Clocks.unknownTreaty(id.value());
        }
        var watcher = new Watcher(id, startAt(from, lastEventId));
        watchers.add(watcher);
        Thread.ofVirtual().name("stream").start(watcher);
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no")
                .body(watcher.emitter);
    }

    /** How many clients listen. */
    int clients() {
        return watchers.size();
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

    /** One client: a virtual thread that sleeps until the register changes, a date comes, or a heartbeat is due. */
    private final class Watcher implements Runnable {

        private final SseEmitter emitter = new SseEmitter(0L);
        private final Semaphore wake = new Semaphore(0);
        private final Map<TreatyId, Integer> counts = new HashMap<>();
        private final @Nullable TreatyId treaty;
        private final @Nullable Long startAt;
        private volatile boolean open = true;

        Watcher(@Nullable TreatyId treaty, @Nullable Long startAt) {
            this.treaty = treaty;
            this.startAt = startAt;
            emitter.onCompletion(this::close);
            emitter.onTimeout(this::close);
            emitter.onError(error -> close());
        }

        @Override
        public void run() {
            var watching = updates.watch(treaty, wake::release);
            try {
                var next = startAt == null ? register.size() : startAt;
                counts(Math.max(next - 1, 0), startAt == null ? Long.MAX_VALUE : next - 1);
                while (open) {
                    next = sendFrom(next);
                    sleep();
                }
                emitter.complete();
            } catch (IOException | IllegalStateException e) {
                emitter.completeWithError(e); // the client went away; it resumes by the last id it saw
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                watching.dispose();
                watchers.remove(this);
            }
        }

        private long sendFrom(long from) throws IOException {
            var next = from;
            var end = register.size();
            while (open && next < end) {
                var entries = rows.entries(next, BATCH, treaty, null);
                for (var entry : entries) {
                    emitter.send(SseEmitter.event()
                            .id(Long.toString(entry.position()))
                            .name("action")
                            .data(events.row(entry)));
                    next = entry.position() + 1;
                    count(RegisterRows.treatyOf(entry), entry.position(), entry.position());
                }
                next = entries.size() < BATCH ? Math.max(next, end) : next;
            }
            counts(Math.max(next - 1, 0), Long.MAX_VALUE);
            return next;
        }

        private void sleep() throws IOException, InterruptedException {
            if (!wake.tryAcquire(HEARTBEAT_SECONDS, TimeUnit.SECONDS)) {
                emitter.send(SseEmitter.event().comment("heartbeat"));
            }
            wake.drainPermits();
        }

        private void counts(long id, long asOf) throws IOException {
            var watched = treaty == null ? register.treaties() : List.of(treaty);
            for (var one : watched) {
                count(one, id, asOf);
            }
        }

        /** Sends the count where it is not the one sent last: an act changes it, and so does a day that comes. */
        private void count(TreatyId one, long id, long asOf) throws IOException {
            var reading = register.read(one, new AsOf(null, asOf));
            if (reading.isEmpty()) {
                return;
            }
            var today = new Clocks(null, null, null).day(reading.get(), clock);
            var count = reading.get().status().count(Basis.IN_FORCE, today);
            if (!Integer.valueOf(count).equals(counts.put(one, count))) {
                var data = new LinkedHashMap<String, Object>();
                data.put("treaty", one.value());
                data.put("count", count);
                data.put("basis", Basis.IN_FORCE.label());
                data.put("on", today);
                data.put("position", id);
                emitter.send(
                        SseEmitter.event().id(Long.toString(id)).name("count").data(data));
            }
        }

        private void close() {
            open = false;
            wake.release();
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        watchers.forEach(Watcher::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Streams end before the web server waits for its requests. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
