package org.treatyledger.core.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an audit found, collected check by check. Not safe for several threads. */
public final class Findings {

    /** The most violations of one invariant that are named; more are only counted. */
    public static final int MOST_NAMED = 100;

    private final Map<Invariant, Count> counts = new EnumMap<>(Invariant.class);

    private static final class Count {
        private long checked;
        private long violated;
        private final List<Violation> named = new ArrayList<>();
        private @Nullable String remark;
    }

    /**
     * One place where an invariant does not hold.
     *
     * @param where the treaty, stream or State concerned
     * @param sentence what is wrong there
     * @param positions the entries to look at
     */
    public record Violation(String where, String sentence, List<Long> positions) {
        public Violation {
            positions = List.copyOf(positions);
        }
    }

    /**
     * What became of one invariant.
     *
     * @param checked the number of places at which it was checked
     * @param violated the number of those at which it does not hold
     * @param violations the first of those
     * @param remark what else is worth knowing, or why it could not be checked; null where nothing is
     */
    public record Finding(
            Invariant invariant,
            long checked,
            long violated,
            List<Violation> violations,
            @Nullable String remark) {
        public Finding {
            violations = List.copyOf(violations);
        }

        /** The word for it: {@code holds}, {@code violated}, or {@code not-checked} where there was no place to check. */
        public String outcome() {
            if (violated > 0) {
                return "violated";
            }
            return checked == 0 ? "not-checked" : "holds";
        }
    }

    /** Counts one check, and keeps the violation where it fails. */
    public void check(Invariant invariant, boolean holds, Supplier<Violation> violation) {
        var count = of(invariant);
        count.checked++;
        if (!holds) {
            count.violated++;
            if (count.named.size() < MOST_NAMED) {
                count.named.add(violation.get());
            }
        }
    }

    /** Says something that is no violation. */
    public void remark(Invariant invariant, String remark) {
        of(invariant).remark = remark;
    }

    private Count of(Invariant invariant) {
        return counts.computeIfAbsent(invariant, one -> new Count());
    }

    /** Every invariant in its order, also those that there was nothing to check of. */
    public List<Finding> all() {
        return Arrays.stream(Invariant.values())
                .map(invariant -> {
                    var count = of(invariant);
                    var remark = count.remark == null ? invariant.notKept() : count.remark;
                    return new Finding(invariant, count.checked, count.violated, count.named, remark);
                })
                .toList();
    }
}
