package org.treatyledger.api.traces;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.projections.live.EntryTraces;

/**
 * The steps of a command, and of what becomes of its entries: command, append, project, stream. The last two happen on
 * other threads after the answer was given; by the position of an entry they find the command that it came from. Nothing
 * of what is recorded, and of who recorded it, is in a trace.
 */
public final class Traces implements EntryTraces {

    /** No trace is kept. */
    public static final Traces OFF = new Traces(ObservationRegistry.NOOP);

    /** What the names of steps begin with; no meters are made of them. */
    static final String PREFIX = "treaty.ledger.trace.";

    private static final int MOST_POSITIONS = 10_000;

    private final ObservationRegistry observations;
    private final Cache<Long, Observation> commands =
            Caffeine.newBuilder().maximumSize(MOST_POSITIONS).build();

    Traces(ObservationRegistry observations) {
        this.observations = observations;
    }

    /** Does the work as a step of the current request. */
    public <T> T step(String name, Supplier<T> work) {
        return Objects.requireNonNull(prepared(name).observe(work));
    }

    /** The current request has recorded these entries. */
    public void recorded(long first, long last) {
        var current = observations.getCurrentObservation();
        if (current != null) {
            for (var position = first; position <= last; position++) {
                commands.put(position, current);
            }
        }
    }

    @Override
    public void follow(String step, List<LedgerEntry> entries, Runnable work) {
        var command = entries.stream()
                .map(entry -> commands.getIfPresent(entry.position()))
                .filter(Objects::nonNull)
                .findFirst();
        if (command.isEmpty()) {
            work.run();
        } else {
            prepared(step).parentObservation(command.get()).observe(work);
        }
    }

    private Observation prepared(String step) {
        return Observation.createNotStarted(PREFIX + step, observations).contextualName(step);
    }
}
