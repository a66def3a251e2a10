package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.rules.FinalClauses.Eligible;
import org.treatyledger.core.treaty.TreatyCommand.Declare;
import org.treatyledger.core.treaty.TreatyCommand.NotifySuccession;
import org.treatyledger.core.treaty.TreatyCommand.RecordAct;
import org.treatyledger.core.treaty.TreatyCommand.RecordCessation;
import org.treatyledger.core.treaty.TreatyCommand.WithdrawDeclaration;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.Citation;
import org.treatyledger.core.vocabulary.Participant;
import org.treatyledger.core.vocabulary.ParticipantId;

/** One matter before the register: the treaty, what the law makes of it so far, and the circumstances of the command. */
record Matter(Registered treaty, LegalStatus status, Circumstances now) {

    static Matter of(Registered treaty, Circumstances now) {
        return new Matter(treaty, LegalStatus.of(treaty, AsOf.NOW, now.participants(), now.parent()), now);
    }

    FinalClauses clauses() {
        return treaty.clauses();
    }

    String nameOf(ParticipantId participant) {
        return now.participants().nameOf(participant);
    }

    boolean isState(ParticipantId participant) {
        return now.participants().find(participant).orElse(null) instanceof Participant.State;
    }

    Citation consentCitation() {
        return clauses().cite(clauses().consent().citation(), Citation.vclt("arts. 11 to 16"));
    }

    History history(ParticipantId participant) {
        return status.history(participant)
                .orElseGet(() -> new History(participant, clauses().withdrawal()));
    }

    /** The first obstacle that every act may meet: an unknown participant, an impossible date, a State that is gone. */
    @Nullable
    Refusal preliminary(RecordAct act) {
        var unknown = unknown(act);
        return unknown != null
                ? unknown
                : untimely(act.participant(), act.communication().receivedOn());
    }

    private @Nullable Refusal unknown(RecordAct act) {
        var participant = known(act.participant(), "participant");
        if (participant != null) {
            return participant;
        }
        if (act instanceof NotifySuccession it) {
            return known(it.predecessor(), "predecessor");
        }
        if (act instanceof RecordCessation it) {
            return known(it.successor(), "successor");
        }
        if (act instanceof WithdrawDeclaration it) {
            return known(it.concerning(), "concerning");
        }
        return act instanceof Declare it ? known(it.concerning(), "concerning") : null;
    }

    private @Nullable Refusal untimely(@Nullable ParticipantId participant, LocalDate day) {
        var today = now.today(clauses().zone());
        if (day.isAfter(today)) {
            return Refusal.of(
                            Reason.DATE_IN_FUTURE,
                            "The depositary cannot have received it on " + day + ": today is " + today + " in "
                                    + clauses().zone() + ".")
                    .citing(Citation.vclt("art. 78(b)"))
                    .remedy("Give the day on which the depositary received it.")
                    .field("date");
        }
        if (day.isBefore(clauses().adopted())) {
            return Refusal.of(
                            Reason.DATE_BEFORE_ADOPTION,
                            "On " + day + " the treaty did not exist: it was adopted on "
                                    + clauses().adopted() + ".")
                    .citing(Citation.vclt("art. 9"))
                    .field("date");
        }
        return participant == null ? null : ceased(participant, day);
    }

    private @Nullable Refusal known(@Nullable ParticipantId participant, String field) {
        return participant == null || now.participants().find(participant).isPresent()
                ? null
                : Refusal.of(Reason.UNKNOWN_PARTICIPANT, "No participant has the code " + participant + ".")
                        .remedy("Use an ISO 3166-1 alpha-3 code, or EUE for the European Union.")
                        .field(field);
    }

    private @Nullable Refusal ceased(ParticipantId participant, LocalDate day) {
        var ceasedOn = history(participant).ceasedOn();
        return ceasedOn.isEmpty() || day.isBefore(ceasedOn.get())
                ? null
                : Refusal.of(
                        Reason.PARTICIPANT_CEASED, nameOf(participant) + " ceased to exist on " + ceasedOn.get() + ".");
    }

    /** Whether the treaty is open to the participant on that day. Source: VCLT art. 15; the treaty's own clause. */
    @Nullable
    Refusal eligible(ParticipantId participant, LocalDate day) {
        var why = ineligible(participant, day);
        return why.isEmpty()
                ? null
                : Refusal.of(Reason.NOT_ELIGIBLE, why.get())
                        .citing(consentCitation())
                        .field("participant");
    }

    private Optional<String> ineligible(ParticipantId participant, LocalDate day) {
        var consent = clauses().consent();
        var who = now.participants().find(participant).orElseThrow();
        if (consent.eligible() instanceof Eligible.Named(var named)) {
            return named.contains(participant)
                    ? Optional.empty()
                    : Optional.of("The treaty does not name " + who.name() + ".");
        }
        if (who instanceof Participant.OtherEntity) {
            return Optional.of("The treaty is open to States; " + who.name() + " is not one.");
        }
        if (who instanceof Participant.RegionalOrganization && !consent.regionalOrganizations()) {
            return Optional.of("The treaty is open to States; " + who.name() + " is a regional organization.");
        }
        if (!(consent.eligible() instanceof Eligible.ParentParties)) {
            return Optional.empty();
        }
        return isOrBecomesPartyToParent(participant, day)
                ? Optional.empty()
                : Optional.of("Only parties to the treaty it belongs to, or States becoming one, may accept it; on "
                        + day + " " + who.name() + " was neither.");
    }

    private boolean isOrBecomesPartyToParent(ParticipantId participant, LocalDate day) {
        return now.parent()
                .map(parent -> parent.status(participant, day))
                .filter(standing -> standing.isParty() || standing == Status.CONTRACTING)
                .isPresent();
    }

    /** The refusal of a second consent, where one stands on that day. */
    @Nullable
    Refusal alreadyConsented(ParticipantId participant, LocalDate day) {
        return alreadyConsented(participant, day, consent -> consent.standsOn(day));
    }

    /** The refusal of what only precedes consent, where one stands on that day or follows it. */
    @Nullable
    Refusal consentedSince(ParticipantId participant, LocalDate day) {
        return alreadyConsented(
                participant,
                day,
                consent -> consent.standsOn(day) || consent.countsFrom().isAfter(day));
    }

    private @Nullable Refusal alreadyConsented(ParticipantId participant, LocalDate day, Predicate<Consent> which) {
        return history(participant).consents().stream()
                .filter(which)
                .filter(consent -> !status.isSpent(consent, day))
                .findFirst()
                .map(consent -> Refusal.of(
                                Reason.ALREADY_CONSENTED,
                                nameOf(participant) + " has already consented to be bound, by " + consent.means()
                                        + " of " + consent.depositedOn() + ".")
                        .citing(consentCitation())
                        .remedy("If that act was recorded wrongly, correct it."))
                .orElse(null);
    }

    /** A warning where acts of a later day are on record: what follows from this one is not the end of the story. */
    List<Decision.Warning> laterActs(ParticipantId participant, LocalDate day) {
        var later = history(participant).acts().stream()
                .filter(act -> act.receivedOn().isAfter(day))
                .map(Act::position)
                .toList();
        return later.isEmpty()
                ? List.of()
                : List.of(new Decision.Warning(
                        "later-acts-on-record",
                        "Acts of " + nameOf(participant) + " of a later day are on record, at positions " + later
                                + ": see that they still stand."));
    }

    Decision accept(TreatyEvent.ActRecorded event, List<Decision.Warning> warnings) {
        var same =
                status.acts().stream().filter(act -> act.event().equals(event)).findFirst();
        if (same.isPresent()) {
            return refuse(Refusal.of(
                            Reason.ALREADY_RECORDED,
                            "The very same act is on record at position "
                                    + same.get().position() + ".")
                    .remedy("If it happened twice, say so in the note."));
        }
        var after = Effects.after(this, event);
        return boundTwice(event, after)
                .map(Matter::refuse)
                .orElseGet(() -> new Decision.Accepted(
                        List.of(event), Effects.of(this, event, after), withExtinction(event, warnings)));
    }

    /** The directory knows until when a State existed; staff that type an old code for a new State are asked. */
    private List<Decision.Warning> withExtinction(TreatyEvent.ActRecorded event, List<Decision.Warning> warnings) {
        var act = event instanceof TreatyEvent.ActCorrected corrected ? corrected.replacement() : event;
        var who = act.participant();
        var until = who == null || act instanceof TreatyEvent.ParticipantCeased ? null : existedUntil(who);
        if (who == null || until == null || !act.communication().receivedOn().isAfter(until)) {
            return warnings;
        }
        var all = new ArrayList<>(warnings);
        all.add(new Decision.Warning(
                "participant-no-longer-exists",
                nameOf(who) + " existed until " + until
                        + ", as the directory has it: see that the code is the right one."));
        return all;
    }

    private @Nullable LocalDate existedUntil(ParticipantId participant) {
        return now.participants().find(participant).orElse(null) instanceof Participant.State state
                ? state.existedUntil()
                : null;
    }

    /** Nobody is bound twice at one time, in whatever order acts reach the record (ruling R4). */
    private Optional<Refusal> boundTwice(TreatyEvent.ActRecorded event, LegalStatus after) {
        if (event instanceof TreatyEvent.ParticipantCeased) {
            return Optional.empty(); // what is dated after it then binds nobody, and a warning says so
        }
        return after.histories().stream()
                .filter(History::hasIdleConsent)
                .map(History::participant)
                .filter(participant -> !history(participant).hasIdleConsent())
                .findFirst()
                .map(participant -> Refusal.of(
                                Reason.ALREADY_CONSENTED,
                                nameOf(participant)
                                        + " would be bound twice at one time: a later consent is on record, of "
                                        + history(participant)
                                                .consents()
                                                .getLast()
                                                .depositedOn() + ".")
                        .citing(consentCitation())
                        .remedy("If an act was recorded wrongly, correct that first."));
    }

    Decision accept(TreatyEvent.ActRecorded event) {
        return accept(event, List.of());
    }

    static Decision refuse(Refusal refusal) {
        return new Decision.Refused(refusal);
    }
}
