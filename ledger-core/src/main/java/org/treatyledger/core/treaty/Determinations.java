package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.TreatyEvent.DecisionRecorded;
import org.treatyledger.core.treaty.TreatyEvent.EntryIntoForceRecorded;
import org.treatyledger.core.vocabulary.ParticipantId;

/** What was established rather than done: decisions, and the dates that the depositary set with a reason of its own. */
final class Determinations {

    private final Map<String, Act> decisions = new LinkedHashMap<>();
    private final Map<ParticipantId, List<Act>> overrides = new LinkedHashMap<>();
    private @Nullable Act treaty;

    /** Reads one more act; acts arrive in legal order. */
    void read(Act act) {
        if (act.event() instanceof DecisionRecorded decision) {
            decisions.putIfAbsent(decision.name(), act);
        }
        if (act.event() instanceof EntryIntoForceRecorded it && it.overrideReason() != null) {
            if (it.participant() == null) {
                treaty = act;
            } else {
                overrides
                        .computeIfAbsent(it.participant(), id -> new ArrayList<>())
                        .add(act);
            }
        }
    }

    /** The day on which each named decision was taken. */
    Map<String, LocalDate> decisionDays() {
        var days = new LinkedHashMap<String, LocalDate>();
        decisions.forEach((name, act) -> days.put(name, act.receivedOn()));
        return days;
    }

    /** The positions of the decisions taken by that day. */
    List<Long> decidedBy(LocalDate day) {
        return decisions.values().stream()
                .filter(act -> !act.receivedOn().isAfter(day))
                .flatMap(act -> act.evidence().stream())
                .toList();
    }

    /** The determination that sets the treaty's own entry into force, or none. */
    Optional<Act> ofTreaty() {
        return Optional.ofNullable(treaty);
    }

    /** The last determination for a day on which this consent was the first of its State that had not ended. */
    Optional<Act> of(Consent consent, List<Consent> all) {
        return overrides.getOrDefault(consent.participant(), List.of()).stream()
                .filter(act -> concerned(all, dayOf(act)).equals(Optional.of(consent)))
                .reduce((earlier, later) -> later);
    }

    private static Optional<Consent> concerned(List<Consent> all, LocalDate day) {
        return all.stream()
                .filter(consent -> {
                    var ends = consent.endsOn();
                    return ends == null || day.isBefore(ends);
                })
                .findFirst();
    }

    /** The day that a determination sets. */
    static LocalDate dayOf(Act act) {
        return determination(act).effectiveOn();
    }

    /** The determination in words, as a step of a trace. */
    static String inWords(Act act) {
        var it = determination(act);
        return "determined by the depositary: " + it.effectiveOn() + ", " + it.overrideReason();
    }

    private static EntryIntoForceRecorded determination(Act act) {
        if (act.event() instanceof EntryIntoForceRecorded it) {
            return it;
        }
        throw new IllegalStateException("Not a determination: " + act);
    }
}
