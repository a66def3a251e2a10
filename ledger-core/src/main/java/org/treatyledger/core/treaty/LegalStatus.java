package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.ConsentPeriod;
import org.treatyledger.core.rules.EntryIntoForce;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.rules.Finding;
import org.treatyledger.core.rules.ParentTreaty;
import org.treatyledger.core.treaty.TreatyEvent.DecisionRecorded;
import org.treatyledger.core.treaty.TreatyEvent.EntryIntoForceRecorded;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;

/**
 * What the law makes of a treaty's acts, as far as an {@link AsOf} may know them: computed once, then asked for any
 * legal day. For a day to come the answer is a forecast: what will be if nothing else is received.
 */
public final class LegalStatus implements ParentTreaty {

    private final FinalClauses clauses;
    private final Participants participants;
    private final @Nullable LegalStatus parent;
    private final List<Act> acts;
    private final SortedMap<ParticipantId, History> histories = new TreeMap<>();
    private final Map<String, LocalDate> decisions = new HashMap<>();
    private final Map<ParticipantId, List<EntryIntoForceRecorded>> overrides = new HashMap<>();
    private @Nullable Act treatyOverride;
    private final Finding finding;
    private final SortedMap<ParticipantId, List<Membership>> memberships = new TreeMap<>();
    private final Map<Basis, List<Span>> spans = new HashMap<>();

    private LegalStatus(FinalClauses clauses, List<Act> acts, Participants participants, @Nullable LegalStatus parent) {
        this.clauses = clauses;
        this.acts = acts;
        this.participants = participants;
        this.parent = parent;
        acts.forEach(this::read);
        this.finding = EntryIntoForce.find(clauses, countable(), decisions, parent);
        histories.values().forEach(history -> memberships.put(history.participant(), membershipsOf(history)));
        spans.put(Basis.IN_FORCE, inForceSpans());
        spans.put(Basis.CONSENTED, consentSpans());
        spans.put(Basis.SIGNED, signatureSpans());
    }

    /** The status that follows from the acts of a registered treaty, as far as they may be known. */
    public static LegalStatus of(
            Registered treaty, AsOf asOf, Participants participants, Optional<LegalStatus> parent) {
        return new LegalStatus(treaty.clauses(), treaty.register().legalOrder(asOf), participants, parent.orElse(null));
    }

    private void read(Act act) {
        var participant = act.participant();
        if (participant != null) {
            histories
                    .computeIfAbsent(participant, id -> new History(id, clauses.withdrawal()))
                    .read(act);
        }
        if (act.event() instanceof DecisionRecorded decision) {
            decisions.putIfAbsent(decision.name(), act.receivedOn());
        }
        if (act.event() instanceof EntryIntoForceRecorded determination && determination.overrideReason() != null) {
            if (participant == null) {
                treatyOverride = act;
            } else {
                overrides.computeIfAbsent(participant, id -> new ArrayList<>()).add(determination);
            }
        }
    }

    private List<ConsentPeriod> countable() {
        return histories.values().stream()
                .filter(history -> counts(history.participant()))
                .flatMap(history -> history.consents().stream())
                .map(consent -> new ConsentPeriod(consent.participant(), consent.countsFrom(), consent.takenBackOn()))
                .toList();
    }

    private boolean counts(ParticipantId participant) {
        return !participants.isRegionalOrganization(participant);
    }

    private List<Membership> membershipsOf(History history) {
        var periods = new ArrayList<Membership>();
        for (var consent : history.consents()) {
            if (consent.takenBack() == null) {
                membershipFrom(consent).ifPresent(periods::add);
            }
        }
        return List.copyOf(periods);
    }

    private Optional<Membership> membershipFrom(Consent consent) {
        var trace = new ArrayList<String>();
        var enters = entryOf(consent, trace);
        if (enters == null) {
            return Optional.empty();
        }
        var exits = Consent.earliest(consent.exitsOn(), consent.ceasedOn());
        return exits != null && !enters.isBefore(exits)
                ? Optional.empty()
                : Optional.of(new Membership(consent, enters, exits, trace));
    }

    /** The day on which a consent brings, or would bring, the treaty into force for its State; null while unknown. */
    private @Nullable LocalDate entryOf(Consent consent, List<String> trace) {
        var override = overrideOf(consent);
        if (override != null) {
            trace.add("determined by the depositary: " + override.effectiveOn() + ", " + override.overrideReason());
            return override.effectiveOn();
        }
        trace.add(actWord(consent) + " " + consent.countsFrom());
        var latest = new Latest(trace);
        latest.of(ownDate(consent, trace), "");
        latest.of(inForceSince().orElse(null), "the treaty itself enters into force later");
        if (parent != null && clauses.consent().eligible() instanceof FinalClauses.Eligible.ParentParties) {
            latest.of(parent.entryOn(consent), "the State becomes a party to the parent treaty later");
        }
        return latest.day();
    }

    /** The last determination for a day on which this consent was the first that had not ended; null where none is. */
    private @Nullable EntryIntoForceRecorded overrideOf(Consent consent) {
        var all = overrides.getOrDefault(consent.participant(), List.of()).stream()
                .filter(override ->
                        concerned(consent.participant(), override.effectiveOn()).equals(Optional.of(consent)))
                .toList();
        return all.isEmpty() ? null : all.getLast();
    }

    private Optional<Consent> concerned(ParticipantId participant, LocalDate day) {
        return history(participant).stream()
                .flatMap(history -> history.consents().stream())
                .filter(consent -> {
                    var ends = consent.endsOn();
                    return ends == null || day.isBefore(ends);
                })
                .findFirst();
    }

    private @Nullable LocalDate ownDate(Consent consent, List<String> trace) {
        if (consent.means() == ConsentMeans.SUCCESSION) {
            return consent.countsFrom();
        }
        var rule = clauses.entryIntoForce().perState();
        var parentSince = parent == null ? null : parent.inForceSince().orElse(null);
        trace.addAll(rule.steps(consent.countsFrom(), parentSince));
        return rule.from(consent.countsFrom(), parentSince).orElse(null);
    }

    private static String actWord(Consent consent) {
        return switch (consent.means()) {
            case SUCCESSION -> "succession of States";
            case DEFINITIVE_SIGNATURE -> "definitive signature";
            case RATIFICATION, ACCEPTANCE, APPROVAL, ACCESSION, FORMAL_CONFIRMATION -> "deposit";
        };
    }

    /** The day on which this treaty is in force for the one that consented elsewhere; null where it will not be. */
    private @Nullable LocalDate entryOn(Consent elsewhere) {
        return memberships(elsewhere.participant()).stream()
                .filter(membership -> {
                    var exits = membership.exitsOn();
                    return exits == null || exits.isAfter(elsewhere.countsFrom());
                })
                .map(Membership::entersIntoForceOn)
                .findFirst()
                .orElse(null);
    }

    private List<Span> inForceSpans() {
        return memberships.values().stream()
                .flatMap(Collection::stream)
                .filter(membership -> counts(membership.participant()))
                .map(membership -> new Span(
                        membership.participant(),
                        membership.entersIntoForceOn(),
                        membership.exitsOn(),
                        membership.consent().act().evidence(),
                        membership.consent().whyEnded()))
                .toList();
    }

    private List<Span> consentSpans() {
        return histories.values().stream()
                .filter(history -> counts(history.participant()))
                .flatMap(history -> history.consents().stream())
                .map(consent -> new Span(
                        consent.participant(),
                        consent.countsFrom(),
                        consent.endsOn(),
                        consent.act().evidence(),
                        consent.whyEnded()))
                .filter(span -> span.until() == null || span.from().isBefore(span.until()))
                .toList();
    }

    private List<Span> signatureSpans() {
        return histories.values().stream()
                .filter(history -> counts(history.participant()))
                .flatMap(history -> history.signature().stream())
                .map(act -> new Span(
                        java.util.Objects.requireNonNull(act.participant()),
                        act.receivedOn(),
                        null,
                        act.evidence(),
                        List.of()))
                .toList();
    }

    /** The clauses by which everything here was computed. */
    public FinalClauses clauses() {
        return clauses;
    }

    /** The acts that may be known, as corrected, in legal order. */
    public List<Act> acts() {
        return acts;
    }

    /** The number of participants counted on that basis and day; regional organizations never are. */
    public int count(Basis basis, LocalDate day) {
        return (int) spansOf(basis).stream().filter(span -> span.contains(day)).count();
    }

    /** The positions of the acts that the count rests on, ascending. */
    public List<Long> evidence(Basis basis, LocalDate day) {
        return spansOf(basis).stream()
                .filter(span -> span.contains(day))
                .flatMap(span -> span.whyFrom().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** The count on that basis as a step series over all of history and the computed future. */
    public Series series(Basis basis) {
        return Series.of(spansOf(basis));
    }

    private List<Span> spansOf(Basis basis) {
        return spans.getOrDefault(basis, List.of());
    }

    /** The parties on that day, in the order in which they became parties. */
    public List<Membership> partiesOn(LocalDate day, boolean regionalOrganizationsToo) {
        return memberships.values().stream()
                .flatMap(Collection::stream)
                .filter(membership -> membership.contains(day))
                .filter(membership -> regionalOrganizationsToo || counts(membership.participant()))
                .sorted(Comparator.comparing(Membership::entersIntoForceOn).thenComparing(Membership::participant))
                .toList();
    }

    /** Everyone who ever acted, as far as may be known. */
    public Collection<History> histories() {
        return Collections.unmodifiableCollection(histories.values());
    }

    /** What that participant did; none where it never acted. */
    public Optional<History> history(ParticipantId participant) {
        return Optional.ofNullable(histories.get(participant));
    }

    /** The periods for which the treaty is in force for that participant, oldest first. */
    public List<Membership> memberships(ParticipantId participant) {
        return memberships.getOrDefault(participant, List.of());
    }

    /** What that participant is to the treaty on that day. */
    public Status status(ParticipantId participant, LocalDate day) {
        var history = histories.get(participant);
        if (history == null) {
            return Status.ENTITLED;
        }
        var member = memberships(participant).stream()
                .filter(membership -> membership.contains(day))
                .findFirst();
        if (member.isPresent()) {
            return isLeaving(member.get(), day) ? Status.WITHDRAWING : Status.PARTY;
        }
        if (history.ceasedOn().filter(ceased -> !day.isBefore(ceased)).isPresent()) {
            return Status.EXTINCT;
        }
        if (history.consentOn(day).isPresent()) {
            return Status.CONTRACTING;
        }
        var wasParty = memberships(participant).stream()
                .anyMatch(membership -> !membership.entersIntoForceOn().isAfter(day));
        if (wasParty) {
            return Status.FORMER;
        }
        return history.hadSignedBy(day) ? Status.SIGNATORY : Status.ENTITLED;
    }

    private static boolean isLeaving(Membership membership, LocalDate day) {
        return membership.consent().notices().stream().anyMatch(notice -> notice.isPendingOn(day));
    }

    /** Whether and how the threshold was met. */
    public Finding finding() {
        return finding;
    }

    @Override
    public Optional<LocalDate> inForceSince() {
        return treatyOverride != null && treatyOverride.event() instanceof EntryIntoForceRecorded determination
                ? Optional.of(determination.effectiveOn())
                : finding.entryIntoForce();
    }

    @Override
    public boolean isPartyOn(ParticipantId participant, LocalDate day) {
        return memberships(participant).stream().anyMatch(membership -> membership.contains(day));
    }

    @Override
    public int partiesOn(LocalDate day) {
        return count(Basis.IN_FORCE, day);
    }

    @Override
    public SortedSet<LocalDate> daysOfChange() {
        var days = new TreeSet<LocalDate>();
        series(Basis.IN_FORCE).steps().forEach(step -> days.add(step.on()));
        inForceSince().ifPresent(days::add);
        return days;
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

        @Nullable
        LocalDate day() {
            return unknown ? null : day;
        }
    }
}
