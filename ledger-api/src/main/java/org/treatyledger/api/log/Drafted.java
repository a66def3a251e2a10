package org.treatyledger.api.log;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.codec.EntryCodec.Draft;
import org.treatyledger.core.log.Append;

/**
 * A request with its entries written down but for their places. That is done on the caller's thread before it queues, so
 * that a leader, for whom all others wait, does not do it for all of them.
 *
 * @param entries a draft for each event; none where one of them failed
 * @param failure why it cannot be written; told only where it would otherwise be recorded
 */
record Drafted(
        Append request, List<Draft> entries, @Nullable RuntimeException failure) {

    static Drafted of(Append request, EntryCodec codec) {
        try {
            var entries = new ArrayList<Draft>();
            for (var event : request.events()) {
                var sequence = request.expectedSequence() + entries.size();
                entries.add(codec.draft(request.stream(), sequence, request.commandId(), request.actor(), event));
            }
            return new Drafted(request, entries, null);
        } catch (RuntimeException e) {
            return new Drafted(request, List.of(), e);
        }
    }
}
