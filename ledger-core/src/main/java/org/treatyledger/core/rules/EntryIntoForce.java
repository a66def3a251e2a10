package org.treatyledger.core.rules;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * Finds the day on which a threshold is met: the condition is tested on each day on which the set of consents changes,
 * and the first day on which it holds decides. Same-day deposits are one cohort (VCLT art. 24; ADR 0007).
 */
public final class EntryIntoForce {

    private final FinalClauses clauses;
    private final Map<String, LocalDate> decisions;
    private final @Nullable ParentTreaty parent;
    private final SortedMap<LocalDate, Changes> changes = new TreeMap<>();
    private final Set<ParticipantId> consented = new HashSet<>();

    private record Changes(List<ParticipantId> gone, List<ParticipantId> come) {
        Changes() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    private EntryIntoForce(FinalClauses clauses, Map<String, LocalDate> decisions, @Nullable ParentTreaty parent) {
        this.clauses = clauses;
        this.decisions = decisions;
        this.parent = parent;
    }

    /**
     * The finding for these consents; those of regional organizations must not be among them.
     *
     * @param decisions the day on which each named decision was taken
     * @param parent null where the treaty has none, or it is not registered
     */
    public static Finding find(
            FinalClauses clauses,
            Collection<ConsentPeriod> consents,
            Map<String, LocalDate> decisions,
            @Nullable ParentTreaty parent) {
        var search = new EntryIntoForce(clauses, decisions, parent);
        consents.forEach(search::add);
        return search.scan();
    }

    private void add(ConsentPeriod consent) {
        if (consent.until() != null && !consent.from().isBefore(consent.until())) {
            return; // deposited and taken back on one day: it never counted
        }
        on(consent.from()).come.add(consent.participant());
        if (consent.until() != null) {
            on(consent.until()).gone.add(consent.participant());
        }
    }

    private Changes on(LocalDate day) {
        return changes.computeIfAbsent(day, unchanged -> new Changes());
    }

    private Finding scan() {
        decisions.values().forEach(this::on);
        if (parent != null
                && (clauses.entryIntoForce().countsOnlyParentParties()
                        || threshold().dependsOnParent())) {
            parent.daysOfChange().forEach(this::on);
        }
        var lastDay = clauses.adopted();
        Complete complete = null;
        for (var change : changes.entrySet()) {
            lastDay = change.getKey();
            var before = counting(lastDay).size();
            consented.removeAll(change.getValue().gone);
            consented.addAll(change.getValue().come);
            var tally = tally(lastDay);
            if (complete == null && threshold().withoutParentInForce().holds(tally)) {
                complete = complete(lastDay, change.getValue(), before);
            }
            if (complete != null && threshold().holds(tally)) {
                return met(lastDay, complete);
            }
        }
        var last = tally(lastDay);
        return new Finding.Unmet(threshold().missing(last), threshold().absent(last));
    }

    /** The day on which everything but the parent treaty's entry into force had come together, and by whom. */
    private record Complete(LocalDate on, List<ParticipantId> cohort, int firstRank) {}

    private Complete complete(LocalDate on, Changes change, int before) {
        var cohort = new TreeSet<>(change.come);
        cohort.retainAll(counting(on));
        return new Complete(on, List.copyOf(cohort), Math.max(1, before - change.gone.size() + 1));
    }

    private Finding met(LocalDate on, Complete complete) {
        var rule = clauses.entryIntoForce().date();
        var parentSince = parent == null ? null : parent.inForceSince().orElse(null);
        var trace = new ArrayList<String>();
        trace.add("threshold met " + on);
        trace.addAll(threshold().reached(tally(on)));
        decisions.forEach((name, day) -> {
            if (day.equals(on) && threshold().decisions().contains(name)) {
                trace.add("by the decision \"" + name + "\" of " + day);
            }
        });
        if (complete.on().isBefore(on)) {
            trace.add("the instruments were complete before the parent treaty was in force: " + complete.on());
        }
        trace.addAll(rule.steps(complete.on(), parentSince));
        return new Finding.Met(
                on,
                complete.cohort(),
                complete.firstRank(),
                rule.from(complete.on(), parentSince)
                        .map(day -> day.isBefore(on) ? on : day)
                        .orElse(null),
                trace);
    }

    private Threshold threshold() {
        return clauses.entryIntoForce().threshold();
    }

    private Set<ParticipantId> counting(LocalDate day) {
        if (parent == null || !clauses.entryIntoForce().countsOnlyParentParties()) {
            return consented;
        }
        var counting = new HashSet<>(consented);
        counting.removeIf(participant -> !parent.isPartyOn(participant, day));
        return counting;
    }

    private Tally.Body parties(LocalDate day) {
        return parent == null
                ? new Tally.Body(0, 0)
                : new Tally.Body(parent.partiesOn(day), (int) consented.stream()
                        .filter(participant -> parent.isPartyOn(participant, day))
                        .count());
    }

    private Tally tally(LocalDate day) {
        var taken = new HashSet<String>();
        decisions.forEach((name, takenOn) -> {
            if (!takenOn.isAfter(day)) {
                taken.add(name);
            }
        });
        return new Tally(
                counting(day),
                parties(day),
                parties(clauses.adopted()),
                parent != null
                        && parent.inForceSince()
                                .filter(since -> !since.isAfter(day))
                                .isPresent(),
                taken);
    }
}
