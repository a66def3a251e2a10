package org.treatyledger.projections.register;

import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.treatyledger.core.implementation.ImplementationState;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.treaty.ActIndex;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Lineage;
import org.treatyledger.core.treaty.Standing;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;
import org.treatyledger.core.vocabulary.Streams;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.ProjectionCheckpoint;

/**
 * The register of acts as a projection: applies entries in order, each exactly once in effect, and answers for any
 * three clocks. Answers are computed by the core from the acts, so that there is one law and not two (ADR 0008).
 */
public final class Register {

    private static final int MOST_STATUSES = 1_000;
    private static final int MOST_ACTS = 500_000;
    private static final int MOST_TREATIES = 5_000;

    private final RegisterRows rows;
    private final TransactionTemplate transaction;
    private final Participants participants;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private final Set<ZoneId> zones = ConcurrentHashMap.newKeySet();
    private final KeptTreaties treaties = new KeptTreaties(MOST_ACTS);
    private final Map<TreatyId, FoldedImplementation> implementations = leastRecentlyUsed(MOST_TREATIES);
    private final Map<Moment, Standing> standings = leastRecentlyUsed(MOST_STATUSES);
    private final Map<Moment, LegalStatus> statuses = leastRecentlyUsed(MOST_STATUSES);

    /** Written under the lock alone; read without it, so that who only asks how far it is does not wait for a question. */
    private volatile long size;

    private volatile long generation;

    /** What an answer rests on: the last change of a treaty and of its parents. Equal moments have equal answers. */
    private record Moment(
            TreatyId treaty, AsOf lastChange, @Nullable Moment parent) {}

    private static <K, V> Map<K, V> leastRecentlyUsed(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    public Register(RegisterRows rows, TransactionTemplate transaction, Participants participants) {
        this.rows = rows;
        this.transaction = transaction;
        this.participants = participants;
        var start = Objects.requireNonNull(
                transaction.execute(status -> rows.applied().startingPoint()));
        this.size = start.size();
        this.generation = start.generation();
    }

    /** The directory of participants by which answers are given. */
    public Participants participants() {
        return participants;
    }

    /** The number of entries applied: the next position. */
    public long size() {
        return size;
    }

    /** What a transaction found applied before it, and added. */
    private record Applied(ProjectionCheckpoint before, List<LedgerEntry> fresh) {}

    /** Applies entries in one transaction; what has been applied before is passed over. */
    public void apply(List<LedgerEntry> entries) {
        lock.lock();
        try {
            var applied = Objects.requireNonNull(transaction.execute(status -> applyFresh(entries)));
            var before = applied.before();
            if (before.size() != size || before.generation() != generation) {
                // A commit whose answer was lost, or another process on these rows: what is in memory missed it.
                forget();
            }
            applied.fresh().forEach(this::fold);
            stand(before.generation(), before.size() + applied.fresh().size());
        } finally {
            lock.unlock();
        }
    }

    private Applied applyFresh(List<LedgerEntry> entries) {
        var checkpoint = rows.applied().lockedCheckpoint();
        var fresh = entries.stream()
                .filter(entry -> entry.position() >= checkpoint.size())
                .toList();
        if (!fresh.isEmpty()) {
            rows.applied().apply(checkpoint, fresh);
        }
        return new Applied(checkpoint, fresh);
    }

    /**
     * Puts another generation of rows in the place of these, in one transaction and while nothing is applied. Whoever
     * asks meanwhile waits for it; what was read of the old rows is forgotten.
     */
    void replace(Runnable swap) {
        lock.lock();
        try {
            var fresh = Objects.requireNonNull(transaction.execute(status -> {
                swap.run();
                return rows.applied().checkpoint();
            }));
            forget();
            stand(fresh.generation(), fresh.size());
        } finally {
            lock.unlock();
        }
    }

    private void forget() {
        treaties.clear();
        implementations.clear();
        standings.clear();
        statuses.clear();
    }

    private void stand(long newGeneration, long newSize) {
        generation = newGeneration;
        size = newSize;
        advanced.signalAll();
    }

    /** Which generation of rows the answers are computed from; 1 until the first rebuild. */
    public long generation() {
        return generation;
    }

    private void fold(LedgerEntry entry) {
        var id = RegisterRows.treatyOf(entry);
        if (Streams.isOfImplementation(entry.stream())) {
            var implementation = implementations.get(id);
            if (implementation != null) {
                implementation.add(entry);
            }
            return;
        }
        treaties.add(id, entry);
    }

    /** Waits until the entry at that position has been applied; false where that took longer than the patience. */
    public boolean awaitPosition(long position, Duration patience) {
        lock.lock();
        try {
            var nanos = patience.toNanos();
            while (size <= position) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = advanced.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Every registered treaty, in the order of registration. */
    public List<TreatyId> treaties() {
        return rows.treaties();
    }

    /** The treaty as recorded up to now, or none. */
    public Optional<Registered> treaty(TreatyId id) {
        lock.lock();
        try {
            return index(id).map(ActIndex::treaty);
        } finally {
            lock.unlock();
        }
    }

    private Optional<ActIndex> index(TreatyId id) {
        var index = treaties.get(id, missing -> rows.entriesOf(missing, size));
        index.ifPresent(it -> zones.add(it.treaty().clauses().zone()));
        return index;
    }

    /** The time zones of the depositaries that were asked about: when it is midnight in one, "today" is another day. */
    public Set<ZoneId> zones() {
        return Set.copyOf(zones);
    }

    /** By State, in order of code, what is on record of its implementation of a treaty; nothing where nobody has any. */
    public Map<ParticipantId, ImplementationState> implementation(TreatyId id) {
        lock.lock();
        try {
            return implementations
                    .computeIfAbsent(id, treaty -> FoldedImplementation.of(rows.implementationOf(treaty, size)))
                    .states();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The positions of everything that an answer about a treaty can rest on: its registration and acts, and those of the
     * treaties that it belongs to, up to a position, ascending.
     */
    public List<Long> behind(TreatyId id, long position) {
        lock.lock();
        try {
            var positions = new TreeSet<Long>();
            for (var treaty = index(id); treaty.isPresent(); treaty = treaty.flatMap(it -> parentOf(it, AsOf.NOW))) {
                positions.addAll(treaty.get().positionsUpTo(position));
            }
            return List.copyOf(positions);
        } finally {
            lock.unlock();
        }
    }

    /** A treaty's status as far as it may be known, with the size of the log that it was computed at. */
    public Optional<Reading> read(TreatyId id, AsOf asOf) {
        lock.lock();
        try {
            return index(id)
                    .filter(treaty -> treaty.treaty().position() <= asOf.position())
                    .map(treaty -> new Reading(status(treaty, asOf), 1 + treaty.actsUpTo(asOf.position()), size));
        } finally {
            lock.unlock();
        }
    }

    private LegalStatus status(ActIndex treaty, AsOf asOf) {
        var moment = moment(treaty, asOf, ActIndex::lastChange);
        var known = statuses.get(moment);
        if (known != null) {
            return known;
        }
        var parent = parentOf(treaty, asOf).map(it -> status(it, asOf)).orElse(null);
        var status = treaty.status(asOf, standing(treaty, asOf), parent);
        statuses.put(moment, status);
        return status;
    }

    private Standing standing(ActIndex treaty, AsOf asOf) {
        var moment = moment(treaty, asOf, ActIndex::lastMove);
        var known = standings.get(moment);
        if (known != null) {
            return known;
        }
        var parent = parentOf(treaty, asOf).map(it -> standing(it, asOf)).orElse(null);
        var standing = treaty.standing(asOf, participants, parent);
        standings.put(moment, standing);
        return standing;
    }

    private Moment moment(ActIndex treaty, AsOf asOf, BiFunction<ActIndex, AsOf, AsOf> last) {
        return new Moment(
                treaty.treaty().clauses().treaty(),
                last.apply(treaty, asOf),
                parentOf(treaty, asOf).map(parent -> moment(parent, asOf, last)).orElse(null));
    }

    private Optional<ActIndex> parentOf(ActIndex treaty, AsOf asOf) {
        return Lineage.parentOf(treaty.treaty().clauses().treaty(), this::namedParent)
                .flatMap(this::index)
                .filter(it -> it.treaty().position() <= asOf.position());
    }

    private Optional<TreatyId> namedParent(TreatyId id) {
        return index(id).flatMap(it -> Optional.ofNullable(it.treaty().clauses().parent()));
    }

    /** The treaty that this one belongs to; none where it stands alone. */
    public Optional<TreatyId> parentOf(TreatyId id) {
        lock.lock();
        try {
            return Lineage.parentOf(id, this::namedParent);
        } finally {
            lock.unlock();
        }
    }

    /** How long a caller who waits for a position is patient by default. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * A status and what it was computed from.
     *
     * @param version the number of events in the treaty's stream
     * @param size the number of entries in the log
     */
    public record Reading(LegalStatus status, int version, long size) {}
}
