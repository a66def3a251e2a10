package org.treatyledger.projections.register;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a rebuild is, or how the last one of this process ended.
 *
 * @param generation the one that is built
 * @param size the entries it has taken in
 * @param recorded the entries in the log when last asked
 * @param startedAt when this process began with it, or took it up again
 * @param endedAt null while it is under way
 * @param differences how many rows of the generation before were not what the log says; null until they were compared
 * @param failure what holds it up, or why it ended without taking the place of the other; null where nothing does
 */
public record RebuildState(
        Phase phase,
        long generation,
        long size,
        long recorded,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Long differences,
        @Nullable String failure) {

    /** Where a rebuild is. */
    public enum Phase {
        /** Entries are taken in beside those that are read. */
        RUNNING("running"),
        /** It took the place of the generation before. */
        DONE("done"),
        /** Somebody called it off; what was built is thrown away. */
        CANCELLED("cancelled"),
        /** The log cannot be read, or contradicts itself; what was built is thrown away. */
        FAILED("failed");

        private final String label;

        Phase(String label) {
            this.label = label;
        }

        /** The stable word. */
        public String label() {
            return label;
        }
    }

    static RebuildState started(long generation, Instant at) {
        return new RebuildState(Phase.RUNNING, generation, 0, 0, at, null, null, null);
    }

    RebuildState at(long reached, long of) {
        return new RebuildState(phase, generation, reached, of, startedAt, endedAt, differences, null);
    }

    RebuildState heldUp(String why) {
        return new RebuildState(phase, generation, size, recorded, startedAt, endedAt, differences, why);
    }

    RebuildState compared(long different) {
        return new RebuildState(phase, generation, size, recorded, startedAt, endedAt, different, failure);
    }

    RebuildState ended(Phase how, Instant at, @Nullable String why) {
        return new RebuildState(how, generation, size, recorded, startedAt, at, differences, why);
    }

    /** Whether it is under way. */
    public boolean isRunning() {
        return phase == Phase.RUNNING;
    }

    /** The share that is done, in whole per cent: 100 only where all is. */
    public int percent() {
        return recorded == 0 ? 0 : (int) (100 * size / recorded);
    }
}
