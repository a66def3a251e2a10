package org.treatyledger.core.audit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.treatyledger.core.audit.Findings.Violation;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Lineage;
import org.treatyledger.core.treaty.Treaty;
import org.treatyledger.core.treaty.TreatyEvent;
import org.treatyledger.core.treaty.TreatyEvent.TreatyRegistered;
import org.treatyledger.core.treaty.TreatyState;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.Participants;
import org.treatyledger.core.vocabulary.Streams;
import org.treatyledger.core.vocabulary.TreatyId;

/** An audit of a whole log: entries go in one by one, in order; then every treaty is looked at. */
public final class Audit {

    private final Participants participants;
    private final Findings findings = new Findings();
    private final EntryChecks entries = new EntryChecks(findings);
    private final Map<TreatyId, TreatyState> treaties = new LinkedHashMap<>();
    private final Map<TreatyId, LegalStatus> statuses = new HashMap<>();
    private long size;

    public Audit(Participants participants) {
        this.participants = participants;
    }

    /** Replays the next entry of the log. */
    public void next(LedgerEntry entry) {
        entries.check(entry);
        size++;
        if (entry.event() instanceof TreatyEvent event) {
            replay(entry, event);
        }
    }

    private void replay(LedgerEntry entry, TreatyEvent event) {
        var id = Streams.treatyOf(entry.stream());
        var state = treaties.getOrDefault(id, TreatyState.START);
        if (state instanceof Registered || event instanceof TreatyRegistered) {
            treaties.put(id, Treaty.evolve(state, entry.position(), event));
        } else {
            findings.check(
                    Invariant.RECORDED_IN_ORDER,
                    false,
                    () -> new Violation(entry.stream(), "an act before the registration", List.of(entry.position())));
        }
    }

    /** Looks at every treaty that the entries gave, and returns what was found. To be called once, at the end. */
    public Findings finish() {
        entries.finish();
        treaties.keySet().forEach(id -> status(id).ifPresent(status -> StatusChecks.check(findings, status, view())));
        return findings;
    }

    private StatusChecks.View view() {
        return new StatusChecks.View(participants, size);
    }

    /** The treaties that were registered, in the order of registration. */
    public Iterable<TreatyId> treaties() {
        return treaties.keySet();
    }

    /** What the replayed acts make of a treaty; none where it is not registered. */
    public Optional<LegalStatus> status(TreatyId id) {
        var known = statuses.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        if (!(treaties.get(id) instanceof Registered treaty)) {
            return Optional.empty();
        }
        var parent = Lineage.parentOf(id, this::namedParent).flatMap(this::status);
        var status = LegalStatus.of(treaty, AsOf.NOW, participants, parent);
        statuses.put(id, status);
        return Optional.of(status);
    }

    private Optional<TreatyId> namedParent(TreatyId id) {
        return treaties.get(id) instanceof Registered treaty
                ? Optional.ofNullable(treaty.clauses().parent())
                : Optional.empty();
    }
}
