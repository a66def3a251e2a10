package org.treatyledger.api.transparency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.treatyledger.api.log.Checkpoints;
import org.treatyledger.api.log.Tiles;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.core.log.LogHead;
import org.treatyledger.core.transparency.Checkpoint;
import org.treatyledger.core.transparency.ConsistencyProof;
import org.treatyledger.core.transparency.LogKey;
import org.treatyledger.core.transparency.SignedNote;

/**
 * Signs the log's head when somebody asks for it, and never one that contradicts what was signed before: each checkpoint
 * is proved to grow from the last, kept outside the database and in it, and only then given out.
 */
public final class CheckpointPublisher {

    private final EventLog log;
    private final Tiles tiles;
    private final Checkpoints checkpoints;
    private final LastCheckpoint file;
    private final LogKeys keys;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Published last;
    private volatile @Nullable Instant signedAt;

    /** A checkpoint and the note that says so. */
    public record Published(Checkpoint checkpoint, SignedNote note) {}

    /** The log no longer holds what was signed: nothing more is signed until somebody has looked. */
    public static final class Contradiction extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        Contradiction(String message) {
            super(message);
        }
    }

    public CheckpointPublisher(
            EventLog log, Tiles tiles, Checkpoints checkpoints, LastCheckpoint file, LogKeys keys, Clock clock) {
        this.log = log;
        this.tiles = tiles;
        this.checkpoints = checkpoints;
        this.file = file;
        this.keys = keys;
        this.clock = clock;
    }

    /** The checkpoint of the log as it stands. */
    public Published current() {
        var head = log.head();
        lock.lock();
        try {
            var known = last == null ? stored().orElse(null) : last;
            if (known != null && known.checkpoint().size() > head.size()) {
                head = log.head(); // another thread has signed a later head in the meantime
            }
            var published = known != null && isOf(head, known) ? known : publish(head, known);
            last = published;
            return published;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it says what is to be said now, signed by every key in use: one may have been added. */
    private boolean isOf(LogHead head, Published known) {
        return known.checkpoint().size() == head.size()
                && known.checkpoint().root().equals(head.root())
                && keys.inUse().stream().allMatch(key -> known.note().isSignedBy(List.of(key)));
    }

    /** What this log signed last. */
    private Optional<Published> stored() {
        return checkpoints.last().map(note -> new Published(Checkpoint.open(note, keys.all()), SignedNote.parse(note)));
    }

    private Published publish(LogHead head, @Nullable Published known) {
        if (known != null && !growsFrom(known.checkpoint(), head)) {
            throw new Contradiction("The log of " + head.size() + " entries does not hold the "
                    + known.checkpoint().size() + " entries of the checkpoint signed last.");
        }
        var checkpoint = new Checkpoint(keys.name(), head.size(), head.root());
        var note = checkpoint.sign(keys.signers());
        file.write(note.toString());
        signedAt = clock.instant();
        checkpoints.add(head.size(), note.toString(), signedAt);
        return new Published(checkpoint, note);
    }

    private boolean growsFrom(Checkpoint known, LogHead head) {
        if (known.size() > head.size()) {
            return false;
        }
        return known.size() == 0
                || ConsistencyProof.of(known.size(), head.size(), tiles.of(head.size()))
                        .proves(known.root(), head.root());
    }

    /** How long ago this process signed a checkpoint; none where it has not. */
    public Optional<Duration> age() {
        return Optional.ofNullable(signedAt).map(signed -> Duration.between(signed, clock.instant()));
    }

    /** The keys in use, newest first. */
    public List<LogKey> keys() {
        return keys.inUse();
    }
}
