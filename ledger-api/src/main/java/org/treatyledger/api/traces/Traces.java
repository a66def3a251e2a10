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
 * other threads, and only the first of them is waited for; by an entry's command id they find the command that it came from.
 * Nothing of what is recorded, and of who recorded it, is in a trace.
 */
public final class Traces implements EntryTraces {

    /** No trace is kept. */
    public static final Traces OFF = new Traces(ObservationRegistry.NOOP);

    /** What the names of steps begin with; no meters are made of them. */
    static final String PREFIX = "treaty.ledger.trace.";

    private static final int MOST_COMMANDS = 10_000;

    private final ObservationRegistry observations;
    private final Cache<String, Observation> commands =
            Caffeine.newBuilder().maximumSize(MOST_COMMANDS).build();

    Traces(ObservationRegistry observations) {
        this.observations = observations;
    }

    /** Does the work as a step of the current request. */
    public <T> T step(String name, Supplier<T> work) {
        return Objects.requireNonNull(prepared(name).observe(work));
    }

    /**
     * The current request is about to record that command: before it is told, the entries may be projected. Of requests
     * that send the same command at once, the last to come here has the later steps in its trace.
     */
    public void recording(String commandId) {
        var current = observations.getCurrentObservation();
        if (current != null) {
            commands.put(commandId, current);
        }
    }

    @Override
    public void follow(String step, List<LedgerEntry> entries, Runnable work) {
        var command = entries.stream()
                .map(entry -> commands.getIfPresent(entry.commandId()))
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
