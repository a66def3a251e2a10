package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.ConsentPeriod;
import org.treatyledger.core.rules.EntryIntoForce;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.rules.Finding;
import org.treatyledger.core.rules.ParentTreaty;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;
import org.treatyledger.core.vocabulary.TreatyId;

/**
 * What the law makes of a treaty's acts, as far as an {@link AsOf} may know them: computed once, then asked for any
 * legal day. For a day to come the answer is a forecast: what will be if nothing else is received.
 */
public final class LegalStatus implements ParentTreaty {

    private final FinalClauses clauses;
    private final long registeredAt;
    private final Participants participants;
    private final @Nullable LegalStatus parent;
    private final Reckoning reckoning;
    private final List<Act> acts;
    private final SortedMap<ParticipantId, History> histories = new TreeMap<>();
    private final Determinations determinations = new Determinations();
    private final Finding finding;
    private final SortedMap<ParticipantId, List<Membership>> memberships = new TreeMap<>();
    private final @Nullable LocalDate ceasedOn;
    private final @Nullable LocalDate parentSince;
    private final Map<Basis, List<Span>> spans = new EnumMap<>(Basis.class);

    private LegalStatus(Registered treaty, List<Act> acts, Participants participants, @Nullable LegalStatus parent) {
        this.clauses = treaty.clauses();
        this.registeredAt = treaty.position();
        this.parent = parent;
        this.acts = acts;
        this.participants = participants;
        this.parentSince = parent == null ? null : parent.inForceSince().orElse(null);
        acts.forEach(this::read);
        this.finding = EntryIntoForce.find(clauses, countable(), determinations.decisionDays(), parent);
        this.reckoning = new Reckoning(clauses, inForceSince(), determinations, parent, id -> history(id)
                .map(History::consents)
                .orElse(List.of()));
        reckon();
        this.ceasedOn = endOfTreaty();
        if (ceasedOn != null) {
            memberships.replaceAll((participant, periods) -> endedWithTheTreaty(periods, ceasedOn));
        }
        spans.put(Basis.IN_FORCE, inForceSpans());
        spans.put(Basis.CONSENTED, consentSpans());
        spans.put(Basis.SIGNED, signatureSpans());
    }

    /** The status that follows from the acts of a registered treaty, as far as they may be known. */
    public static LegalStatus of(
            Registered treaty, AsOf asOf, Participants participants, Optional<LegalStatus> parent) {
        return new LegalStatus(treaty, treaty.register().legalOrder(asOf), participants, parent.orElse(null));
    }

    /** Whether that treaty is the one that this one belongs to, directly or through others. */
    boolean belongsTo(TreatyId other) {
        var itsParent = clauses.parent();
        return other.equals(itsParent) || (parent != null && parent.belongsTo(other));
    }

    private void read(Act act) {
        var participant = act.participant();
        if (participant != null) {
            histories
                    .computeIfAbsent(
                            participant,
                            id -> new History(
                                    id,
                                    clauses.withdrawal(),
                                    consent -> Optional.ofNullable(Reckoning.exitFromParent(clauses, parent, consent))))
                    .read(act);
        }
        determinations.read(act);
    }

    private void reckon() {
        histories.forEach((participant, history) ->
                memberships.put(participant, reckoning.periods(participant, history.consents())));
        if (parent != null && reckoning.bindsAllParentParties()) {
            parent.memberships
                    .keySet()
                    .forEach(participant ->
                            memberships.computeIfAbsent(participant, id -> reckoning.periods(id, List.of())));
        }
    }

    /** The day on which an exit leaves fewer parties than the treaty needs to live on, or null. */
    private @Nullable LocalDate endOfTreaty() {
        var quorum = clauses.quorum();
        return quorum == null
                ? null
                : Series.of(inForceSpans()).steps().stream()
                        .filter(step -> !step.went().isEmpty() && step.count() < quorum.parties())
                        .map(Series.Step::on)
                        .findFirst()
                        .orElse(null);
    }

    private static List<Membership> endedWithTheTreaty(List<Membership> periods, LocalDate end) {
        return periods.stream()
                .flatMap(period ->
                        Stream.ofNullable(period.until(end, "the treaty itself ceases to be in force: " + end)))
                .toList();
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

    private List<Span> inForceSpans() {
        return memberships.values().stream()
                .flatMap(Collection::stream)
                .filter(membership -> counts(membership.participant()))
                .map(membership -> new Span(
                        membership.participant(),
                        membership.entersIntoForceOn(),
                        membership.exitsOn(),
                        membership.evidence(),
                        membership.whyEnded()))
                .toList();
    }

    private List<Span> consentSpans() {
        return histories.values().stream()
                .filter(history -> counts(history.participant()))
                .flatMap(history -> history.consents().stream())
                .map(consent -> new Span(
                        consent.participant(),
                        consent.countsFrom(),
                        Consent.earliest(consent.endsOn(), Reckoning.exitFromParent(clauses, parent, consent)),
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
                        Objects.requireNonNull(act.participant()), act.receivedOn(), null, act.evidence(), List.of()))
                .toList();
    }

    /** The clauses by which everything here was computed. */
    public FinalClauses clauses() {
        return clauses;
    }

    /** The position of the treaty's registration, which its rules rest on. */
    public long registeredAt() {
        return registeredAt;
    }

    /** The status of the treaty that this one belongs to, as far as it may be known; none where it stands alone. */
    public Optional<LegalStatus> parent() {
        return Optional.ofNullable(parent);
    }

    /**
     * When an instrument deposited on that day would take effect by the treaty's rules alone, whoever deposits it; none
     * while the threshold is not met. Whether somebody may deposit, a {@link Scenario} says.
     */
    public Optional<Forecast> forecast(LocalDate deposit) {
        return reckoning.forecast(deposit);
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

    Determinations determinations() {
        return determinations;
    }

    /** The day on which the treaty ceased, or will cease, to be in force for want of parties; none where it does not. */
    public Optional<LocalDate> ceasedOn() {
        return Optional.ofNullable(ceasedOn);
    }

    /** The day on which the parent treaty enters into force, as far as may be known; none where there is no parent. */
    public Optional<LocalDate> parentInForceSince() {
        return Optional.ofNullable(parentSince);
    }

    /** The participants that have been parties, or will be: also those that an amendment binds unasked. */
    public Collection<ParticipantId> everParties() {
        return Collections.unmodifiableCollection(memberships.keySet());
    }

    /** The arithmetic of the treaty's own entry into force, in steps; what is missing where it has none. */
    public List<String> trace() {
        return Traces.treaty(this);
    }

    /** The reasons for what that participant is on that day, in steps. */
    public List<String> trace(ParticipantId participant, LocalDate day) {
        return Traces.status(this, participant, day);
    }

    /**
     * The positions of the acts on which the finding rests, ascending: the instruments that counted on the day that met
     * the threshold, or count as known last; the decisions; the depositary's determination.
     */
    public List<Long> findingEvidence() {
        var day = finding instanceof Finding.Met met ? met.on() : LocalDate.MAX;
        var counted = histories.values().stream()
                .filter(history -> counts(history.participant()))
                .flatMap(history -> history.consents().stream())
                .filter(consent -> !consent.countsFrom().isAfter(day))
                .filter(consent ->
                        consent.takenBackOn() == null || consent.takenBackOn().isAfter(day))
                .flatMap(consent -> consent.act().evidence().stream());
        var set = determinations.ofTreaty().stream().flatMap(act -> act.evidence().stream());
        return Stream.of(counted, determinations.decidedBy(day).stream(), set)
                .flatMap(positions -> positions)
                .distinct()
                .sorted()
                .toList();
    }

    /** The declarations of a dispute by others that concern that participant: kept beside its status, never in it. */
    public List<Act> disputes(ParticipantId participant) {
        return acts.stream()
                .filter(act -> act.event() instanceof TreatyEvent.DeclarationMade made
                        && made.kind().equals("dispute")
                        && participant.equals(made.concerning()))
                .toList();
    }

    /** The first period of that participant that has not ended by that day, or none. */
    public Optional<Membership> periodFrom(ParticipantId participant, LocalDate day) {
        return memberships(participant).stream()
                .filter(membership -> {
                    var exits = membership.exitsOn();
                    return exits == null || exits.isAfter(day);
                })
                .findFirst();
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
        var periods = memberships(participant);
        var current =
                periods.stream().filter(membership -> membership.contains(day)).findFirst();
        if (current.isPresent()) {
            return current.get().isLeavingOn(day) ? Status.WITHDRAWING : Status.PARTY;
        }
        var history = histories.get(participant);
        if (history != null
                && history.ceasedOn().filter(ceased -> !day.isBefore(ceased)).isPresent()) {
            return Status.EXTINCT;
        }
        if (history != null
                && history.consentOn(day)
                        .filter(consent -> !isSpent(consent, day))
                        .isPresent()) {
            return Status.CONTRACTING;
        }
        if (periods.stream().anyMatch(period -> !period.entersIntoForceOn().isAfter(day))) {
            return Status.FORMER;
        }
        if (history == null) {
            return Status.ENTITLED;
        }
        if (history.heldOn(day).isPresent()) {
            return Status.HELD;
        }
        return history.hadSignedBy(day) ? Status.SIGNATORY : Status.ENTITLED;
    }

    /** Whether the period that a consent brought is over by that day, though nobody took the consent itself back. */
    boolean isSpent(Consent consent, LocalDate day) {
        var fromParent = Reckoning.exitFromParent(clauses, parent, consent);
        if (fromParent != null && !fromParent.isAfter(day)) {
            return true;
        }
        return memberships(consent.participant()).stream().anyMatch(period -> {
            var exits = period.exitsOn();
            return consent.equals(period.consent()) && exits != null && !exits.isAfter(day);
        });
    }

    /** Whether and how the threshold was met. */
    public Finding finding() {
        return finding;
    }

    @Override
    public Optional<LocalDate> inForceSince() {
        return determinations.ofTreaty().map(Determinations::dayOf).or(finding::entryIntoForce);
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
}
