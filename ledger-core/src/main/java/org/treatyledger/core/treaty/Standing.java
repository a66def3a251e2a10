package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
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
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;

/**
 * Who is bound, and since when: what the law makes of the acts that can move a status. Computed once for a state of
 * knowledge, then asked for any legal day; acts that move nothing need not be among those it is computed from.
 */
public final class Standing implements ParentTreaty {

    private final FinalClauses clauses;
    private final Participants participants;
    private final @Nullable Standing parent;
    private final Reckoning reckoning;
    private final SortedMap<ParticipantId, History> histories = new TreeMap<>();
    private final Determinations determinations = new Determinations();
    private final Finding finding;
    private final SortedMap<ParticipantId, List<Membership>> memberships = new TreeMap<>();
    private final @Nullable LocalDate ceasedOn;
    private final @Nullable LocalDate parentSince;
    private final Map<Basis, Once<List<Span>>> spans = new EnumMap<>(Basis.class);

    /**
     * @param acts in legal order
     * @param parent null where the treaty stands alone, or its parent is not registered as far as may be known
     */
    Standing(FinalClauses clauses, List<Act> acts, Participants participants, @Nullable Standing parent) {
        this.clauses = clauses;
        this.parent = parent;
        this.participants = participants;
        this.parentSince = parent == null ? null : parent.inForceSince().orElse(null);
        acts.forEach(this::read);
        this.finding = EntryIntoForce.find(clauses, countable(), determinations.decisionDays(), parent);
        this.reckoning = new Reckoning(clauses, inForceSince(), determinations, parent, this::consentsOf);
        reckon();
        this.ceasedOn = endOfTreaty();
        if (ceasedOn != null) {
            memberships.replaceAll((participant, periods) -> endedWithTheTreaty(periods, ceasedOn));
        }
        spans.put(Basis.IN_FORCE, new Once<>(this::inForceSpans));
        spans.put(Basis.CONSENTED, new Once<>(this::consentSpans));
        spans.put(Basis.SIGNED, new Once<>(this::signatureSpans));
    }

    List<Span> spans(Basis basis) {
        return Objects.requireNonNull(spans.get(basis)).get();
    }

    Reckoning reckoning() {
        return reckoning;
    }

    Finding finding() {
        return finding;
    }

    Determinations determinations() {
        return determinations;
    }

    @Nullable
    LocalDate ceasedOn() {
        return ceasedOn;
    }

    @Nullable
    LocalDate parentSince() {
        return parentSince;
    }

    /** Everyone who did something that can move a status. */
    SortedMap<ParticipantId, History> histories() {
        return Collections.unmodifiableSortedMap(histories);
    }

    SortedMap<ParticipantId, List<Membership>> memberships() {
        return Collections.unmodifiableSortedMap(memberships);
    }

    private void read(Act act) {
        var participant = act.participant();
        if (participant != null) {
            histories.computeIfAbsent(participant, this::historyOf).read(act);
        }
        determinations.read(act);
    }

    /** A history of that participant with nothing in it yet. */
    History historyOf(ParticipantId participant) {
        return new History(
                participant,
                clauses.withdrawal(),
                consent -> Optional.ofNullable(Reckoning.exitFromParent(clauses, parent, consent)));
    }

    private List<Consent> consentsOf(ParticipantId participant) {
        var history = histories.get(participant);
        return history == null ? List.of() : history.consents();
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

    /** Whether that participant is one that is counted: regional organizations never are. */
    boolean counts(ParticipantId participant) {
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

    /** The first period of that participant that has not ended by that day, or none. */
    Optional<Membership> periodFrom(ParticipantId participant, LocalDate day) {
        return memberships(participant).stream()
                .filter(membership -> {
                    var exits = membership.exitsOn();
                    return exits == null || exits.isAfter(day);
                })
                .findFirst();
    }

    /** The periods for which the treaty is in force for that participant, oldest first. */
    List<Membership> memberships(ParticipantId participant) {
        return memberships.getOrDefault(participant, List.of());
    }

    /** What that participant is to the treaty on that day. */
    Status status(ParticipantId participant, LocalDate day) {
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
        return Math.toIntExact(spans(Basis.IN_FORCE).stream()
                .filter(span -> span.contains(day))
                .count());
    }

    @Override
    public SortedSet<LocalDate> daysOfChange() {
        var days = new TreeSet<LocalDate>();
        Series.of(spans(Basis.IN_FORCE)).steps().forEach(step -> days.add(step.on()));
        inForceSince().ifPresent(days::add);
        return days;
    }
}
