package org.treatyledger.api.axon;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.log.EventLog;

/**
 * The log as Axon's processors follow it. Axon's own event store tells nobody when something is appended, so that a
 * processor finds out by polling; here whoever follows is called after each commit, and polls only behind that, for
 * what other nodes append.
 */
final class LogMessageSource implements StreamableMessageSource<TrackedEventMessage<?>> {

    private static final int PAGE = 500;

    private final EventLog log;
    private final Set<LogStream> streams = ConcurrentHashMap.newKeySet();

    LogMessageSource(EventLog log) {
        this.log = log;
    }

    /** To be called after each commit. */
    void appended() {
        streams.forEach(LogStream::appended);
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        var stream = new LogStream(token == null ? 0 : token.position().orElse(-1) + 1);
        streams.add(stream);
        return stream;
    }

    @Override
    public @Nullable TrackingToken createTailToken() {
        return null; // Axon's word for the very beginning
    }

    @Override
    public @Nullable TrackingToken createHeadToken() {
        return EventLogEngine.tokenAt(log.head().size() - 1);
    }

    @Override
    public TrackingToken createTokenAt(java.time.Instant dateTime) {
        throw new UnsupportedOperationException("Projections start from their checkpoint, never from a time");
    }

    private final class LogStream implements BlockingStream<TrackedEventMessage<?>> {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition arrived = lock.newCondition();
        private final Queue<TrackedEventMessage<?>> read = new ArrayDeque<>();
        private long next;
        private volatile @Nullable Runnable callback;

        LogStream(long next) {
            this.next = next;
        }

        private void appended() {
            lock.lock();
            try {
                arrived.signalAll();
            } finally {
                lock.unlock();
            }
            var waiting = callback;
            if (waiting != null) {
                waiting.run();
            }
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            lock.lock();
            try {
                if (read.isEmpty()) {
                    for (var entry : log.read(next, PAGE)) {
                        read.add(EventLogEngine.tracked(entry));
                        next = entry.position() + 1;
                    }
                }
                return Optional.ofNullable(read.peek());
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            lock.lock();
            try {
                var nanos = unit.toNanos(timeout);
                while (peek().isEmpty()) {
                    if (nanos <= 0) {
                        return false;
                    }
                    nanos = arrived.awaitNanos(nanos);
                }
                return true;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            lock.lock();
            try {
                while (!hasNextAvailable(1, TimeUnit.SECONDS)) {
                    // the slow poll behind the wake-up
                }
                return read.remove();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean setOnAvailableCallback(@Nullable Runnable whenAvailable) {
            callback = whenAvailable;
            return true;
        }

        @Override
        public void close() {
            streams.remove(this);
        }
    }
}
