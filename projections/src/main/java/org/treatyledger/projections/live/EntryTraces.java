package org.treatyledger.projections.live;

import java.util.List;
import org.treatyledger.core.log.LedgerEntry;

/** Shows what becomes of an entry as a part of the trace of the request that recorded it, where there is one. */
@FunctionalInterface
public interface EntryTraces {

    /** Shows nothing. */
    EntryTraces NONE = (step, entries, work) -> work.run();

    /** Does the work, as the step of that name in what becomes of the entries. */
    void follow(String step, List<LedgerEntry> entries, Runnable work);
}
