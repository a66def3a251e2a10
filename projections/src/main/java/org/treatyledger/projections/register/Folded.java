package org.treatyledger.projections.register;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Treaty;
import org.treatyledger.core.treaty.TreatyEvent;
import org.treatyledger.core.treaty.TreatyState;
import org.treatyledger.core.treaty.TreatyState.Registered;

/**
 * A treaty folded from its entries, with an index of the moments at which its answers can change: questions about any
 * moment in between have the answer of the moment before, and need not be computed again. Guarded by the register's lock.
 */
final class Folded {

    private Registered treaty;
    private final List<Long> positions = new ArrayList<>();
    private final TreeSet<LocalDate> days = new TreeSet<>();

    private Folded(Registered treaty) {
        this.treaty = treaty;
    }

    /** The fold of a treaty's entries, the first of which registers it; none where there are none. */
    static Optional<Folded> of(List<LedgerEntry> entries) {
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        var folded = new Folded((Registered) evolve(TreatyState.START, entries.getFirst()));
        entries.stream().skip(1).forEach(folded::add);
        return Optional.of(folded);
    }

    private static TreatyState evolve(TreatyState state, LedgerEntry entry) {
        return Treaty.evolve(state, entry.position(), (TreatyEvent) entry.event());
    }

    /** Adds the entry that follows. */
    void add(LedgerEntry entry) {
        treaty = (Registered) evolve(treaty, entry);
        positions.add(entry.position());
        if (entry.event() instanceof TreatyEvent.ActRecorded act) {
            days.add(act.communication().receivedOn());
            days.add(act.communication().publicOn());
        }
    }

    Registered treaty() {
        return treaty;
    }

    /** The latest moment at which the answer changed, as far as these clocks may know. */
    AsOf lastChange(AsOf asOf) {
        var known = asOf.known();
        var position = upTo(asOf.position());
        return known == null || (!days.isEmpty() && !known.isBefore(days.last()))
                ? new AsOf(null, position)
                : new AsOf(floor(known), position, asOf.view());
    }

    private LocalDate floor(LocalDate known) {
        var day = days.floor(known);
        return day == null ? LocalDate.MIN : day;
    }

    private long upTo(long position) {
        var acts = actsUpTo(position);
        return acts == 0 ? treaty.position() : positions.get(acts - 1);
    }

    /** The positions of the registration and of the acts up to and including that one. */
    List<Long> positionsUpTo(long position) {
        if (treaty.position() > position) {
            return List.of();
        }
        var all = new ArrayList<Long>();
        all.add(treaty.position());
        all.addAll(positions.subList(0, actsUpTo(position)));
        return all;
    }

    /** The number of acts recorded up to and including that position. */
    int actsUpTo(long position) {
        var found = Collections.binarySearch(positions, position);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
