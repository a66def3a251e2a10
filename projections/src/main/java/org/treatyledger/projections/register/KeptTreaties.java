package org.treatyledger.projections.register;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.treaty.ActIndex;
import org.treatyledger.core.treaty.Treaty;
import org.treatyledger.core.treaty.TreatyEvent;
import org.treatyledger.core.treaty.TreatyEvent.ActRecorded;
import org.treatyledger.core.treaty.TreatyState;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.TreatyId;

/**
 * The treaties kept in memory, those asked for longest ago given up first. Bounded by the acts that they have together
 * and not by their number, as one may have more acts than a hundred others. Guarded by the register's lock.
 */
final class KeptTreaties {

    private final int mostActs;
    private final Map<TreatyId, ActIndex> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long acts;

    KeptTreaties(int mostActs) {
        this.mostActs = mostActs;
    }

    /** The treaty, read from its entries where it is not kept; none where there are none. */
    Optional<ActIndex> get(TreatyId id, Function<TreatyId, List<LedgerEntry>> entriesOf) {
        var known = kept.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        var fresh = fold(entriesOf.apply(id));
        fresh.ifPresent(treaty -> keep(id, treaty));
        return fresh;
    }

    private static Optional<ActIndex> fold(List<LedgerEntry> entries) {
        var state = TreatyState.START;
        for (var entry : entries) {
            state = Treaty.evolve(state, entry.position(), (TreatyEvent) entry.event());
        }
        return state instanceof Registered treaty ? Optional.of(new ActIndex(treaty)) : Optional.empty();
    }

    private void keep(TreatyId id, ActIndex treaty) {
        kept.put(id, treaty);
        acts += size(treaty);
        var eldest = kept.entrySet().iterator();
        while (acts > mostActs && kept.size() > 1) {
            acts -= size(eldest.next().getValue());
            eldest.remove();
        }
    }

    /** Adds the entry that follows to a treaty that is kept. */
    void add(TreatyId id, LedgerEntry entry) {
        var treaty = kept.get(id);
        if (treaty != null) {
            treaty.add(entry.position(), (ActRecorded) entry.event());
            acts++;
        }
    }

    void clear() {
        kept.clear();
        acts = 0;
    }

    private static int size(ActIndex treaty) {
        return 1 + treaty.treaty().register().size();
    }
}
