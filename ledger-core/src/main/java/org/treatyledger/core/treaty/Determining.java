package org.treatyledger.core.treaty;

import static org.treatyledger.core.treaty.Matter.refuse;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.TreatyCommand.Announce;
import org.treatyledger.core.treaty.TreatyCommand.RecordDecision;
import org.treatyledger.core.treaty.TreatyCommand.RecordEntryIntoForce;
import org.treatyledger.core.treaty.TreatyEvent.AnnouncementNoted;
import org.treatyledger.core.treaty.TreatyEvent.DecisionRecorded;
import org.treatyledger.core.treaty.TreatyEvent.EntryIntoForceRecorded;
import org.treatyledger.core.vocabulary.Citation;

/** What the depositary itself establishes: entries into force, decisions, announcements. Source: VCLT art. 77(1). */
final class Determining {

    private Determining() {}

    static Decision entryIntoForce(Matter matter, RecordEntryIntoForce it) {
        var participant = it.participant();
        if (participant != null && matter.history(participant).consents().isEmpty()) {
            return refuse(Refusal.of(
                            Reason.NO_INSTRUMENT_DEPOSITED,
                            matter.nameOf(participant)
                                    + " has not consented to be bound: nothing can enter into force for it.")
                    .citing(matter.consentCitation())
                    .field("participant"));
        }
        var impossible = impossible(matter, it);
        if (impossible != null) {
            return refuse(impossible);
        }
        var byRules = byRules(matter, it);
        if (it.overrideReason() == null && !byRules.equals(Optional.of(it.effectiveOn()))) {
            var given = byRules.map(day -> "the rules give " + day).orElse("the rules give no date yet");
            return refuse(Refusal.of(
                            Reason.ENTRY_INTO_FORCE_MISMATCH,
                            "Not " + it.effectiveOn() + ": " + given + " (" + String.join("; ", trace(matter, it))
                                    + ").")
                    .citing(matter.clauses()
                            .cite(matter.clauses().entryIntoForce().citation(), Citation.vclt("art. 24")))
                    .remedy("Give the date of the rules, or the reason why the depositary departs from it.")
                    .field("effectiveOn"));
        }
        return matter.accept(new EntryIntoForceRecorded(
                it.participant(), it.effectiveOn(), it.overrideReason(), it.communication()));
    }

    /** A depositary may depart from the rules, and from no more than them: nothing binds before it exists. */
    private static @Nullable Refusal impossible(Matter matter, RecordEntryIntoForce it) {
        var day = it.effectiveOn();
        if (day.isBefore(matter.clauses().adopted())) {
            return Refusal.of(
                            Reason.DATE_BEFORE_ADOPTION,
                            "Nothing entered into force on " + day + ": the treaty was adopted on "
                                    + matter.clauses().adopted() + ".")
                    .citing(Citation.vclt("art. 9"))
                    .field("effectiveOn");
        }
        var participant = it.participant();
        if (participant == null) {
            return null;
        }
        var first = matter.history(participant).consents().getFirst().countsFrom();
        return !day.isBefore(first)
                ? null
                : Refusal.of(
                                Reason.ENTRY_INTO_FORCE_MISMATCH,
                                "Not " + day + ": " + matter.nameOf(participant)
                                        + " did not consent to be bound before " + first + ".")
                        .citing(Citation.vclt("art. 24(3)"))
                        .field("effectiveOn");
    }

    private static Optional<LocalDate> byRules(Matter matter, RecordEntryIntoForce it) {
        var participant = it.participant();
        return participant == null
                ? matter.status().inForceSince()
                : matter.status().memberships(participant).stream()
                        .map(Membership::entersIntoForceOn)
                        .reduce((earlier, latest) -> latest);
    }

    private static List<String> trace(Matter matter, RecordEntryIntoForce it) {
        var participant = it.participant();
        return participant == null
                ? matter.status().trace()
                : matter.status().memberships(participant).stream()
                        .map(Membership::trace)
                        .reduce((earlier, latest) -> latest)
                        .orElse(List.of(matter.nameOf(participant) + " has no consent that takes effect"));
    }

    static Decision decision(Matter matter, RecordDecision it) {
        var taken = matter.status().acts().stream()
                .filter(act -> act.event() instanceof DecisionRecorded decision
                        && decision.name().equals(it.name()))
                .findFirst();
        return taken.isEmpty()
                ? matter.accept(new DecisionRecorded(it.name(), it.communication()), warnings(matter, it))
                : refuse(Refusal.of(
                                Reason.ALREADY_DECIDED,
                                "The decision \"" + it.name() + "\" was recorded for "
                                        + taken.get().receivedOn() + ".")
                        .remedy("If its day was recorded wrongly, correct it.")
                        .field("name"));
    }

    private static List<Decision.Warning> warnings(Matter matter, RecordDecision it) {
        return matter.clauses().entryIntoForce().threshold().decisions().contains(it.name())
                ? List.of()
                : List.of(new Decision.Warning(
                        "decision-not-awaited",
                        "The treaty's rules do not wait for a decision of that name; it changes no status."));
    }

    static Decision announce(Matter matter, Announce it) {
        return matter.accept(new AnnouncementNoted(it.participant(), it.text(), it.communication()));
    }
}
