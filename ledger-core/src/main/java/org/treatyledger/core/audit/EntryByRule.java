package org.treatyledger.core.audit;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.treatyledger.core.audit.Findings.Violation;
import org.treatyledger.core.rules.FinalClauses.Eligible;
import org.treatyledger.core.rules.FinalClauses.EntryIntoForceClause.Scope;
import org.treatyledger.core.treaty.Consent;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Membership;
import org.treatyledger.core.treaty.TreatyEvent.EntryIntoForceRecorded;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;

/** The day of entry into force for one participant, reckoned a second time from the rule and the deposit alone. */
final class EntryByRule {

    private EntryByRule() {}

    static void check(Findings findings, LegalStatus status, Membership period, Supplier<Violation> violation) {
        var day = period.entersIntoForceOn();
        findings.check(
                Invariant.BY_THE_RULE,
                byRule(status, period).equals(Optional.of(day)) || isDetermined(status, period.participant(), day),
                violation);
        recorded(findings, status, period);
    }

    private static Optional<LocalDate> byRule(LegalStatus status, Membership period) {
        var since = status.inForceSince();
        var consent = period.consent();
        if (since.isEmpty()) {
            return Optional.empty();
        }
        if (status.clauses().entryIntoForce().scope() == Scope.ALL_PARENT_PARTIES) {
            return latest(List.of(
                    since,
                    status.parent().stream()
                            .flatMap(parent -> parent.memberships(period.participant()).stream())
                            .filter(inParent -> inParent.contains(period.entersIntoForceOn()))
                            .map(Membership::entersIntoForceOn)
                            .findFirst()));
        }
        return consent == null
                ? Optional.empty()
                : latest(List.of(
                        own(status, consent), since, Optional.of(consent.countsFrom()), inParent(status, consent)));
    }

    private static Optional<LocalDate> own(LegalStatus status, Consent consent) {
        return consent.means() == ConsentMeans.SUCCESSION
                ? Optional.of(consent.countsFrom())
                : status.clauses()
                        .entryIntoForce()
                        .perState()
                        .from(consent.countsFrom(), status.parentInForceSince().orElse(null));
    }

    /** When the State became a party to the treaty that only its parties may join; long ago where any may. */
    private static Optional<LocalDate> inParent(LegalStatus status, Consent consent) {
        if (status.parent().isEmpty() || !(status.clauses().consent().eligible() instanceof Eligible.ParentParties)) {
            return Optional.of(LocalDate.MIN);
        }
        return status.parent().get().memberships(consent.participant()).stream()
                .filter(period -> {
                    var exits = period.exitsOn();
                    return exits == null || exits.isAfter(consent.countsFrom());
                })
                .map(Membership::entersIntoForceOn)
                .findFirst();
    }

    private static Optional<LocalDate> latest(List<Optional<LocalDate>> days) {
        return days.stream().allMatch(Optional::isPresent)
                ? days.stream().flatMap(Optional::stream).max(LocalDate::compareTo)
                : Optional.empty();
    }

    private static boolean isDetermined(LegalStatus status, ParticipantId who, LocalDate day) {
        return determinations(status, who)
                .anyMatch(it -> it.overrideReason() != null && it.effectiveOn().equals(day));
    }

    private static Stream<EntryIntoForceRecorded> determinations(LegalStatus status, ParticipantId who) {
        return status.acts().stream()
                .flatMap(act -> act.event() instanceof EntryIntoForceRecorded it ? Stream.of(it) : Stream.empty())
                .filter(it -> who.equals(it.participant()));
    }

    /** A day that the depositary put on record without a reason of its own is one that the rules give. */
    private static void recorded(Findings findings, LegalStatus status, Membership period) {
        var periods = status.memberships(period.participant());
        if (periods.isEmpty() || !periods.getFirst().equals(period)) {
            return; // once for each participant
        }
        determinations(status, period.participant())
                .filter(it -> it.overrideReason() == null)
                .forEach(it -> findings.check(
                        Invariant.BY_THE_RULE,
                        periods.stream().anyMatch(one -> one.entersIntoForceOn().equals(it.effectiveOn())),
                        () -> new Violation(
                                status.clauses().treaty() + "/" + period.participant(),
                                "recorded is " + it.effectiveOn() + " without a reason, and the rules give another day",
                                period.evidence())));
    }
}
