package org.treatyledger.api.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.treatyledger.core.log.Appended;

/**
 * Group commit by leader and followers: whoever comes while nobody leads commits for everyone who is waiting, then
 * hands the lead to the first of those who came in the meantime. A lone caller commits on its own thread at once; a
 * crowd shares one transaction and one flush. At most one group of a node is under way at a time.
 *
 * <p>A group that fails as a whole is tried again request by request, so that only the bad one fails; where the database
 * is gone, all are told {@link LogUnavailable}. Nobody is left waiting, whatever the leader runs into.
 *
 * @param <R> a request
 */
final class Committer<R> {

    /** The most requests that share a transaction. */
    static final int MOST_REQUESTS = 256;

    /** The most events that share a transaction, which bounds its memory to 64 MiB of entries. */
    static final int MOST_EVENTS = 1_024;

    /** The most requests that may wait; one more is turned away, because it would wait too long to be of use. */
    static final int MOST_WAITING = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    /** Commits a group in one transaction: a verdict for each request, in order, or an exception for all of them. */
    @FunctionalInterface
    interface Group<R> {
        List<Verdict> commit(List<R> requests);
    }

    /**
     * A caller's place in the queue.
     *
     * @param turn completed with true where the caller is to lead, with false where its verdict stands
     */
    private record Seat<R>(R request, CompletableFuture<Boolean> turn, CompletableFuture<Verdict> verdict) {

        Seat(R request) {
            this(request, new CompletableFuture<>(), new CompletableFuture<>());
        }

        void answer(Verdict given) {
            verdict.complete(given);
            turn.complete(false);
        }
    }

    private final Group<R> group;
    private final ToIntFunction<R> events;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Guards the queue and who leads, and is never held while the database is asked. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Those who wait; the leader's own seat is always the first. */
    private final Queue<Seat<R>> queue = new ArrayDeque<>();

    /** False only while the queue is empty. */
    private boolean led;

    /** Whether the last group had more than one request. Read and written by the leader alone. */
    private boolean crowded;

    /**
     * @param group what commits
     * @param events how many events a request has
     */
    Committer(Group<R> group, ToIntFunction<R> events) {
        this.group = group;
        this.events = events;
    }

    /** Calls the listener after each group that recorded something; possibly from several threads at once. */
    void onAppended(Runnable listener) {
        listeners.add(listener);
    }

    /** Waits until the request is committed or refused. An interrupt does not cut the wait short, but is kept. */
    Appended append(R request) {
        var seat = new Seat<>(request);
        if (takeSeat(seat) || seat.turn().join()) {
            lead();
        }
        return switch (seat.verdict().join()) {
            case Verdict.Answered(Appended appended) -> appended;
            case Verdict.Failed(RuntimeException why) -> throw why;
        };
    }

    /** How many wait for a group to take them. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** Queues; true where nobody leads, so that the caller has to. */
    private boolean takeSeat(Seat<R> seat) {
        lock.lock();
        try {
            if (queue.size() >= MOST_WAITING) {
                throw new LogUnavailable("More than " + MOST_WAITING + " appends are waiting");
            }
            queue.add(seat);
            var first = !led;
            led = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void lead() {
        // An interrupt would close the connection under the whole group, so it waits until the group is through.
        var interrupted = Thread.interrupted();
        try {
            if (commitNextGroup()) {
                listeners.forEach(Committer::tell);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** True where something was recorded. */
    private boolean commitNextGroup() {
        if (crowded) {
            letOthersQueue();
        }
        var seats = nextGroup();
        crowded = seats.size() > 1;
        List<Verdict> verdicts = List.of();
        try {
            verdicts = together(seats.stream().map(Seat::request).toList());
        } finally {
            answer(seats, verdicts);
            passLead();
        }
        return verdicts.stream().anyMatch(Committer::isRecorded);
    }

    /**
     * Those whom the last group has just answered may be about to come back, and groups are half as large where the
     * first of them does not let the others queue. A hint: nothing but speed depends on it.
     */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void letOthersQueue() {
        Thread.yield();
    }

    private List<Seat<R>> nextGroup() {
        lock.lock();
        try {
            var seats = new ArrayList<Seat<R>>();
            var taken = 0;
            for (var next = queue.peek(); next != null && seats.size() < MOST_REQUESTS; next = queue.peek()) {
                taken += events.applyAsInt(next.request());
                if (taken > MOST_EVENTS) {
                    break;
                }
                seats.add(queue.remove());
            }
            return seats;
        } finally {
            lock.unlock();
        }
    }

    private List<Verdict> together(List<R> requests) {
        try {
            return group.commit(requests);
        } catch (LogUnavailable e) {
            return unavailable(requests.size(), e);
        } catch (RuntimeException e) {
            return requests.size() == 1 ? List.of(new Verdict.Failed(e)) : oneByOne(requests, e);
        }
    }

    private List<Verdict> oneByOne(List<R> requests, RuntimeException why) {
        LOG.warn("A group of {} appends failed and is tried one by one", requests.size(), why);
        var verdicts = new ArrayList<Verdict>();
        for (var request : requests) {
            try {
                verdicts.addAll(group.commit(List.of(request)));
            } catch (LogUnavailable e) {
                // The rest would only wait for the same time-out, one after the other.
                verdicts.addAll(unavailable(requests.size() - verdicts.size(), e));
                break;
            } catch (RuntimeException e) {
                verdicts.add(new Verdict.Failed(e));
            }
        }
        return verdicts;
    }

    /** An exception for each, because each is thrown on a thread of its own. */
    private static List<Verdict> unavailable(int requests, LogUnavailable why) {
        var verdicts = new ArrayList<Verdict>();
        for (var i = 0; i < requests; i++) {
            verdicts.add(new Verdict.Failed(new LogUnavailable("The append may not have been kept", why)));
        }
        return verdicts;
    }

    /** Answers all; those for whom there is no verdict, because the leader failed, do not know whether they were kept. */
    private static void answer(List<? extends Seat<?>> seats, List<Verdict> verdicts) {
        for (var i = 0; i < seats.size(); i++) {
            seats.get(i)
                    .answer(
                            i < verdicts.size()
                                    ? verdicts.get(i)
                                    : new Verdict.Failed(
                                            new LogUnavailable("The thread that appended for all failed")));
        }
    }

    private void passLead() {
        lock.lock();
        try {
            var next = queue.peek();
            if (next == null) {
                led = false;
            } else {
                next.turn().complete(true);
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean isRecorded(Verdict verdict) {
        return verdict instanceof Verdict.Answered(Appended.Recorded _);
    }

    private static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOG.error("A listener failed after an append; the append stands", e);
        }
    }
}
