package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    private final Standing standing;
    private final Dossier dossier;
    private final @Nullable LegalStatus parent;

    LegalStatus(Registered treaty, Standing standing, Dossier dossier, @Nullable LegalStatus parent) {
        this.clauses = treaty.clauses();
        this.registeredAt = treaty.position();
        this.standing = standing;
        this.dossier = dossier;
        this.parent = parent;
    }

    /** The status that follows from the acts of a registered treaty, as far as they may be known. */
    public static LegalStatus of(
            Registered treaty, AsOf asOf, Participants participants, Optional<LegalStatus> parent) {
        var acts = treaty.register().legalOrder(asOf);
        var standing = new Standing(
                treaty.clauses(),
                acts,
                participants,
                parent.map(it -> it.standing).orElse(null));
        return new LegalStatus(treaty, standing, new Dossier.Read(acts, standing.histories()), parent.orElse(null));
    }

    /** Whether that treaty is the one that this one belongs to, directly or through others. */
    boolean belongsTo(TreatyId other) {
        var itsParent = clauses.parent();
        return other.equals(itsParent) || (parent != null && parent.belongsTo(other));
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
        return standing.reckoning().forecast(deposit);
    }

    /** The acts that may be known, as corrected, in legal order. */
    public List<Act> acts() {
        return dossier.acts();
    }

    /** The number of participants counted on that basis and day; regional organizations never are. */
    public int count(Basis basis, LocalDate day) {
        return (int) standing.spans(basis).stream()
                .filter(span -> span.contains(day))
                .count();
    }

    /** The positions of the acts that the count rests on, ascending. */
    public List<Long> evidence(Basis basis, LocalDate day) {
        return standing.spans(basis).stream()
                .filter(span -> span.contains(day))
                .flatMap(span -> span.whyFrom().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** The count on that basis as a step series over all of history and the computed future. */
    public Series series(Basis basis) {
        return Series.of(standing.spans(basis));
    }

    /** The parties on that day, in the order in which they became parties. */
    public List<Membership> partiesOn(LocalDate day, boolean regionalOrganizationsToo) {
        return standing.memberships().values().stream()
                .flatMap(Collection::stream)
                .filter(membership -> membership.contains(day))
                .filter(membership -> regionalOrganizationsToo || standing.counts(membership.participant()))
                .sorted(Comparator.comparing(Membership::entersIntoForceOn).thenComparing(Membership::participant))
                .toList();
    }

    /** Everyone who ever acted, as far as may be known. */
    public Collection<History> histories() {
        return dossier.histories();
    }

    Determinations determinations() {
        return standing.determinations();
    }

    /** The day on which the treaty ceased, or will cease, to be in force for want of parties; none where it does not. */
    public Optional<LocalDate> ceasedOn() {
        return Optional.ofNullable(standing.ceasedOn());
    }

    /** The day on which the parent treaty enters into force, as far as may be known; none where there is no parent. */
    public Optional<LocalDate> parentInForceSince() {
        return Optional.ofNullable(standing.parentSince());
    }

    /** The participants that have been parties, or will be: also those that an amendment binds unasked. */
    public Collection<ParticipantId> everParties() {
        return Collections.unmodifiableCollection(standing.memberships().keySet());
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
        var day = finding() instanceof Finding.Met met ? met.on() : LocalDate.MAX;
        var counted = standing.histories().values().stream()
                .filter(history -> standing.counts(history.participant()))
                .flatMap(history -> history.consents().stream())
                .filter(consent -> !consent.countsFrom().isAfter(day))
                .filter(consent ->
                        consent.takenBackOn() == null || consent.takenBackOn().isAfter(day))
                .flatMap(consent -> consent.act().evidence().stream());
        var set = standing.determinations().ofTreaty().stream().flatMap(act -> act.evidence().stream());
        return Stream.of(counted, standing.determinations().decidedBy(day).stream(), set)
                .flatMap(positions -> positions)
                .distinct()
                .sorted()
                .toList();
    }

    /** The declarations of a dispute by others that concern that participant: kept beside its status, never in it. */
    public List<Act> disputes(ParticipantId participant) {
        return dossier.acts().stream()
                .filter(act -> act.event() instanceof TreatyEvent.DeclarationMade made
                        && made.kind().equals("dispute")
                        && participant.equals(made.concerning()))
                .toList();
    }

    /** The first period of that participant that has not ended by that day, or none. */
    public Optional<Membership> periodFrom(ParticipantId participant, LocalDate day) {
        return standing.periodFrom(participant, day);
    }

    /** What that participant did; none where it never acted. */
    public Optional<History> history(ParticipantId participant) {
        return dossier.history(participant);
    }

    /** The periods for which the treaty is in force for that participant, oldest first. */
    public List<Membership> memberships(ParticipantId participant) {
        return standing.memberships(participant);
    }

    /** What that participant is to the treaty on that day. */
    public Status status(ParticipantId participant, LocalDate day) {
        return standing.status(participant, day);
    }

    /** Whether the period that a consent brought is over by that day, though nobody took the consent itself back. */
    boolean isSpent(Consent consent, LocalDate day) {
        return standing.isSpent(consent, day);
    }

    /** Whether and how the threshold was met. */
    public Finding finding() {
        return standing.finding();
    }

    @Override
    public Optional<LocalDate> inForceSince() {
        return standing.inForceSince();
    }

    @Override
    public boolean isPartyOn(ParticipantId participant, LocalDate day) {
        return standing.isPartyOn(participant, day);
    }

    @Override
    public int partiesOn(LocalDate day) {
        return standing.partiesOn(day);
    }

    @Override
    public SortedSet<LocalDate> daysOfChange() {
        return standing.daysOfChange();
    }
}
