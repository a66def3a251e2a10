package org.treatyledger.projections.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.live.EntryTraces;
import org.treatyledger.projections.live.LiveUpdates;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.register.RegisterRows;
import tools.jackson.databind.json.JsonMapper;

/**
 * What changes, written once for all who listen. One thread follows the register and puts messages in a row of bounded
 * length; each client goes along the row at its own pace, and one that falls behind its end reads the log instead, so that
 * nobody waits for the slowest and the memory does not grow with it.
 */
@Component
final class StreamFeed implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StreamFeed.class);

    /** Messages that are kept for those who are a little late. */
    static final int MOST_MESSAGES = 4_096;

    private static final int BATCH = 200;

    /** Of the database's connections, those that clients who catch up may take. */
    private static final int AT_A_TIME = 6;

    private static final Duration TICK = Duration.ofSeconds(1);

    private final Register register;
    private final RegisterRows rows;
    private final LiveUpdates updates;
    private final Clock clock;
    private final EntryTraces traces;
    private final StreamMessages messages;
    private final Semaphore wake = new Semaphore(0);
    private final Semaphore turns = new Semaphore(AT_A_TIME, true);

    /** The counts that were put in the row last; for the feeding thread alone. */
    private final Map<TreatyId, Integer> counts = new HashMap<>();

    /** Those who wait, each woken by itself: in a queue for one lock, the last of thousands would wait for all. */
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

    private final ReentrantLock lock = new ReentrantLock();
    private final StreamMessage[] row = new StreamMessage[MOST_MESSAGES];
    private volatile long end;
    private volatile long position;
    private volatile boolean running;
    private Instant counted = Instant.MIN;

    /**
     * A place in the row.
     *
     * @param message the number of the message that comes next
     * @param position the position of the entry that comes next: all before it are before this place
     */
    record Place(long message, long position) {}

    /** Messages, and the place after them. */
    record Part(List<StreamMessage> messages, Place next) {}

    StreamFeed(
            Register register,
            RegisterRows rows,
            EventRows events,
            LiveUpdates updates,
            JsonMapper json,
            Clock clock,
            ObjectProvider<EntryTraces> traces) {
        this.register = register;
        this.rows = rows;
        this.updates = updates;
        this.clock = clock;
        this.traces = traces.getIfAvailable(() -> EntryTraces.NONE);
        this.messages = new StreamMessages(register, events, json, clock);
    }

    /** Writes messages for those who read the log themselves. */
    StreamMessages messages() {
        return messages;
    }

    /** What the clock says. */
    Instant now() {
        return clock.instant();
    }

    /** Answers a client that catches up when it is its turn: after a restart thousands come at once. */
    <T> T inTurn(Supplier<T> question) throws InterruptedException {
        turns.acquire();
        try {
            return question.get();
        } finally {
            turns.release();
        }
    }

    /** The end of the row, as it is now. */
    Place end() {
        lock.lock();
        try {
            return new Place(end, position);
        } finally {
            lock.unlock();
        }
    }

    /** What is in the row from a place on, after waiting for it; nothing after that long, none where it is gone. */
    Optional<Part> after(Place place, Duration patience) throws InterruptedException {
        await(place, patience);
        lock.lock();
        try {
            if (place.message() < end - MOST_MESSAGES) {
                return Optional.empty();
            }
            var messages = new ArrayList<StreamMessage>();
            for (var number = place.message(); number < end; number++) {
                messages.add(row[(int) (number % MOST_MESSAGES)]);
            }
            return Optional.of(new Part(messages, new Place(end, position)));
        } finally {
            lock.unlock();
        }
    }

    /** Once, and not again where it was woken for nothing: then the client gets a heartbeat early. */
    private void await(Place place, Duration patience) throws InterruptedException {
        var me = Thread.currentThread();
        waiting.add(me);
        try {
            if (running && place.message() >= end) {
                LockSupport.parkNanos(this, patience.toNanos());
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        } finally {
            waiting.remove(me);
        }
    }

    private void run() {
        var watching = updates.watch(null, wake::release);
        try {
            while (running) {
                follow();
                if (wake.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watching.dispose();
        }
    }

    private void follow() {
        try {
            var end = register.size();
            if (end > position) {
                entries(end);
                countAll();
            } else if (isAnotherMinute()) {
                countAll(); // a day may have come
            }
        } catch (RuntimeException e) {
            LOG.warn("The stream waits for the register: {}", e.toString());
        }
    }

    private void entries(long end) {
        while (running && position < end) {
            var entries = rows.entries(position, BATCH, null, null);
            for (var entry : entries) {
                traces.follow("stream", List.of(entry), () -> put(entry));
            }
            if (entries.isEmpty()) {
                return;
            }
        }
    }

    private void put(LedgerEntry entry) {
        var fresh = new ArrayList<StreamMessage>();
        fresh.add(messages.action(entry));
        count(RegisterRows.treatyOf(entry), entry.position(), entry.position()).ifPresent(fresh::add);
        put(fresh, entry.position() + 1);
    }

    private boolean isAnotherMinute() {
        return clock.instant().truncatedTo(ChronoUnit.MINUTES).isAfter(counted);
    }

    private void countAll() {
        counted = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        var fresh = new ArrayList<StreamMessage>();
        for (var treaty : register.treaties()) {
            count(treaty, Math.max(position - 1, 0), Long.MAX_VALUE).ifPresent(fresh::add);
        }
        if (!fresh.isEmpty()) {
            put(fresh, position);
        }
    }

    /** The count where it is not the one put in the row last. */
    private Optional<StreamMessage> count(TreatyId treaty, long id, long asOf) {
        return messages.count(treaty, id, asOf)
                .filter(message -> !Integer.valueOf(message.count()).equals(counts.put(treaty, message.count())));
    }

    private void put(List<StreamMessage> fresh, long next) {
        lock.lock();
        try {
            var number = end;
            for (var message : fresh) {
                row[(int) (number++ % MOST_MESSAGES)] = message;
            }
            position = next;
            end = number;
        } finally {
            lock.unlock();
        }
        waiting.forEach(LockSupport::unpark);
    }

    @Override
    public void start() {
        position = register.size();
        running = true;
        Thread.ofPlatform().daemon().name("stream-feed").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        wake.release();
        waiting.forEach(LockSupport::unpark);
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
