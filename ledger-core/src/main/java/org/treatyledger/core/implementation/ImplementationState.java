package org.treatyledger.core.implementation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.implementation.ImplementationEvent.StepCorrected;
import org.treatyledger.core.implementation.ImplementationEvent.StepRecorded;
import org.treatyledger.core.treaty.AsOf;

/**
 * A stream of national implementation, folded: its entries in the order of recording. Corrections are applied by
 * reference when it is read, never by overwriting, so that what was answered before is still answered.
 *
 * <p>A chain from the newest entry to the oldest: adding costs the same however long the stream is.
 */
public final class ImplementationState {

    /** Nothing is recorded. */
    public static final ImplementationState START = new ImplementationState(null, null, 0);

    private final @Nullable ImplementationState before;
    private final @Nullable Entry last;
    private final int size;

    private record Entry(long position, ImplementationEvent event) {}

    private ImplementationState(@Nullable ImplementationState before, @Nullable Entry last, int size) {
        this.before = before;
        this.last = last;
        this.size = size;
    }

    ImplementationState with(long position, ImplementationEvent event) {
        return new ImplementationState(this, new Entry(position, event), size + 1);
    }

    /** The number of entries, corrections included. */
    public int size() {
        return size;
    }

    private List<Entry> entries() {
        var entries = new ArrayList<Entry>(size);
        for (var at = this; at != null && at.last != null; at = at.before) {
            entries.add(at.last);
        }
        Collections.reverse(entries);
        return entries;
    }

    /** The number of entries recorded up to and including that position. */
    public int sizeAt(long position) {
        return (int)
                entries().stream().filter(entry -> entry.position() <= position).count();
    }

    /** A recorded step with what its corrections left of it. */
    private record Standing(StepRecorded recorded, @Nullable LegislativeStep step, List<Long> corrections) {

        Standing corrected(long position, @Nullable LegislativeStep replacement) {
            var all = new ArrayList<>(corrections);
            all.add(position);
            return new Standing(recorded, replacement, all);
        }
    }

    /**
     * What may be known, folded.
     *
     * @param standing by the position that recorded it, each step as corrected
     * @param roots by the position of a correction, that of the step behind it
     */
    private record Folded(Map<Long, Standing> standing, Map<Long, Long> roots) {

        @Nullable
        Standing at(long position) {
            return standing.get(roots.getOrDefault(position, position));
        }
    }

    private Folded fold(AsOf asOf) {
        var standing = new LinkedHashMap<Long, Standing>();
        var roots = new HashMap<Long, Long>();
        for (var entry : entries()) {
            if (!sees(asOf, entry)) {
                continue;
            }
            switch (entry.event()) {
                case StepRecorded it -> standing.put(entry.position(), new Standing(it, it.step(), List.of()));
                case StepCorrected it -> {
                    var root = roots.getOrDefault(it.position(), it.position());
                    roots.put(entry.position(), root);
                    standing.computeIfPresent(
                            root, (position, step) -> step.corrected(entry.position(), it.replacement()));
                }
            }
        }
        return new Folded(standing, roots);
    }

    private static boolean sees(AsOf asOf, Entry entry) {
        var known = asOf.known();
        return entry.position() <= asOf.position()
                && (known == null || !entry.event().received().isAfter(known));
    }

    /** The steps that may be known and have not been struck out, in the order of recording. */
    public List<RecordedStep> steps(AsOf asOf) {
        var steps = new ArrayList<RecordedStep>();
        fold(asOf).standing().forEach((position, standing) -> {
            var step = standing.step();
            if (step != null) {
                steps.add(new RecordedStep(position, step, standing.recorded().received(), standing.corrections()));
            }
        });
        return steps;
    }

    /** Whether a step, or a correction of one, was recorded at that position. */
    boolean hasStepAt(long position) {
        return fold(AsOf.NOW).at(position) != null;
    }

    /** What stands of the step that was recorded, or corrected, at that position; none where it was struck out. */
    Optional<LegislativeStep> stepAt(long position) {
        return Optional.ofNullable(fold(AsOf.NOW).at(position)).flatMap(it -> Optional.ofNullable(it.step()));
    }
}
