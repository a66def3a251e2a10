package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.rules.FinalClauses.EntryIntoForceClause.Scope;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;

/** Reckons the periods for which a treaty is in force for a participant, with the arithmetic and the acts behind each. */
final class Reckoning {

    private final FinalClauses clauses;
    private final Optional<LocalDate> inForceSince;
    private final Determinations determinations;
    private final @Nullable Standing parent;
    private final Function<ParticipantId, List<Consent>> consentsOf;

    Reckoning(
            FinalClauses clauses,
            Optional<LocalDate> inForceSince,
            Determinations determinations,
            @Nullable Standing parent,
            Function<ParticipantId, List<Consent>> consentsOf) {
        this.consentsOf = consentsOf;
        this.clauses = clauses;
        this.inForceSince = inForceSince;
        this.determinations = determinations;
        this.parent = parent;
    }

    /** Whether the treaty, once in force, binds every party to its parent. Source: Rome Statute art. 121(4). */
    boolean bindsAllParentParties() {
        return parent != null && clauses.entryIntoForce().scope() == Scope.ALL_PARENT_PARTIES;
    }

    /** The periods of one participant, oldest first. */
    List<Membership> periods(ParticipantId participant, List<Consent> consents) {
        if (bindsAllParentParties()) {
            return asPartyToTheParent(participant, consents);
        }
        return consents.stream()
                .filter(consent -> consent.takenBack() == null)
                .flatMap(consent -> through(consent, consents).stream())
                .toList();
    }

    private List<Membership> asPartyToTheParent(ParticipantId participant, List<Consent> consents) {
        if (parent == null || inForceSince.isEmpty()) {
            return List.of();
        }
        return parent.memberships(participant).stream()
                .flatMap(period -> boundWith(period, inForceSince.get(), consents).stream())
                .toList();
    }

    /** Bound with all others, whether or not it has accepted. */
    private static Optional<Membership> boundWith(Membership parentPeriod, LocalDate since, List<Consent> consents) {
        var exits = parentPeriod.exitsOn();
        if (exits != null && !since.isBefore(exits)) {
            return Optional.empty();
        }
        var trace = new ArrayList<String>();
        trace.add("in force for all parties to the parent treaty: " + since);
        var enters = parentPeriod.entersIntoForceOn();
        if (enters.isAfter(since)) {
            trace.add("the State becomes a party to the parent treaty later: " + enters);
        }
        var evidence = new TreeSet<>(parentPeriod.evidence());
        var accepted =
                consents.stream().filter(consent -> consent.takenBack() == null).findFirst();
        accepted.ifPresent(consent -> evidence.addAll(consent.evidence()));
        return Optional.of(new Membership(
                parentPeriod.participant(),
                accepted.orElse(null),
                enters.isAfter(since) ? enters : since,
                exits,
                trace,
                List.copyOf(evidence)));
    }

    private Optional<Membership> through(Consent consent, List<Consent> all) {
        var trace = new ArrayList<String>();
        var evidence = new TreeSet<>(consent.evidence());
        var enters = entry(consent, trace);
        var determination = determinations.of(consent, all);
        if (determination.isPresent()) {
            enters = Determinations.dayOf(determination.get());
            trace.add(Determinations.inWords(determination.get()));
            evidence.addAll(determination.get().evidence());
        }
        if (enters == null) {
            return Optional.empty();
        }
        trace.addAll(Traces.exit(consent, clauses.withdrawal()));
        var fromParent = exitFromParent(clauses, parent, consent);
        if (fromParent != null) {
            trace.add("the State ceases to be a party to the parent treaty: " + fromParent);
        }
        var exits = Consent.earliest(Consent.earliest(consent.exitsOn(), consent.ceasedOn()), fromParent);
        return exits != null && !enters.isBefore(exits)
                ? Optional.empty()
                : Optional.of(
                        new Membership(consent.participant(), consent, enters, exits, trace, List.copyOf(evidence)));
    }

    /** When an instrument of that day would take effect by the rules alone, whoever deposits it. */
    Optional<Forecast> forecast(LocalDate deposit) {
        var trace = new ArrayList<String>();
        var latest = byTheRules(ConsentMeans.RATIFICATION, deposit, trace);
        return Optional.ofNullable(latest.day()).map(day -> new Forecast(deposit, day, trace));
    }

    private Latest byTheRules(ConsentMeans means, LocalDate countsFrom, List<String> trace) {
        trace.add(Traces.act(means, countsFrom));
        var latest = new Latest(trace);
        latest.of(ownDate(means, countsFrom, trace), "");
        latest.of(countsFrom, "nobody is bound before consenting"); // VCLT art. 24(3)
        latest.of(inForceSince.orElse(null), "the treaty itself enters into force later");
        return latest;
    }

    /** Who succeeds to a consent that had not taken effect yet is bound when it would have. Source: VCSST art. 36. */
    private @Nullable LocalDate ofPredecessor(Consent consent) {
        return consent.act().event() instanceof TreatyEvent.SuccessionNotified succession
                ? consentsOf.apply(succession.predecessor()).stream()
                        .filter(inherited -> inherited.means() != ConsentMeans.SUCCESSION)
                        .filter(inherited -> inherited.isThereToSucceedTo(consent.countsFrom()))
                        .map(inherited -> byTheRules(inherited.means(), inherited.countsFrom(), new ArrayList<>())
                                .day())
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /** The day on which a consent brings, or would bring, the treaty into force for its State; null while unknown. */
    private @Nullable LocalDate entry(Consent consent, List<String> trace) {
        var latest = byTheRules(consent.means(), consent.countsFrom(), trace);
        latest.ofAny(ofPredecessor(consent), "the predecessor would have been bound later");
        if (parent != null && isForParentParties(clauses)) {
            latest.of(
                    parent.periodFrom(consent.participant(), consent.countsFrom())
                            .map(Membership::entersIntoForceOn)
                            .orElse(null),
                    "the State becomes a party to the parent treaty later");
        }
        return latest.day();
    }

    private static boolean isForParentParties(FinalClauses clauses) {
        return clauses.consent().eligible() instanceof FinalClauses.Eligible.ParentParties;
    }

    private @Nullable LocalDate ownDate(ConsentMeans means, LocalDate countsFrom, List<String> trace) {
        if (means == ConsentMeans.SUCCESSION) {
            return countsFrom;
        }
        var rule = clauses.entryIntoForce().perState();
        var parentSince = parent == null ? null : parent.inForceSince().orElse(null);
        trace.addAll(rule.steps(countsFrom, parentSince));
        return rule.from(countsFrom, parentSince).orElse(null);
    }

    /** Who leaves the parent treaty leaves what is open to its parties only. Source: Kyoto Protocol art. 27(3). */
    static @Nullable LocalDate exitFromParent(FinalClauses clauses, @Nullable Standing parent, Consent consent) {
        return parent == null || !isForParentParties(clauses)
                ? null
                : parent.periodFrom(consent.participant(), consent.countsFrom())
                        .map(Membership::exitsOn)
                        .orElse(null);
    }

    /** Keeps the latest of several days, and says why where a later one displaces an earlier. */
    private static final class Latest {
        private final List<String> trace;
        private @Nullable LocalDate day;
        private boolean unknown;

        Latest(List<String> trace) {
            this.trace = trace;
        }

        void of(@Nullable LocalDate candidate, String why) {
            unknown |= candidate == null;
            if (candidate != null && (day == null || candidate.isAfter(day))) {
                if (day != null) {
                    trace.add(why + ": " + candidate);
                }
                day = candidate;
            }
        }

        /** The same, where there may be no such day. */
        void ofAny(@Nullable LocalDate candidate, String why) {
            if (candidate != null) {
                of(candidate, why);
            }
        }

        @Nullable
        LocalDate day() {
            return unknown ? null : day;
        }
    }
}
