package org.treatyledger.core.treaty;

import static org.treatyledger.core.treaty.Matter.refuse;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.treatyledger.core.treaty.Decision.Accepted;
import org.treatyledger.core.treaty.Decision.Refused;
import org.treatyledger.core.treaty.TreatyCommand.Correct;
import org.treatyledger.core.treaty.TreatyCommand.RecordAct;
import org.treatyledger.core.treaty.TreatyEvent.ActCorrected;
import org.treatyledger.core.treaty.TreatyEvent.ActRecorded;
import org.treatyledger.core.treaty.TreatyState.Registered;

/**
 * Corrections of the record. A correction never edits: it adds a later truth about the same act, and is judged as if
 * the act had been recorded right in the first place.
 */
final class Correcting {

    private Correcting() {}

    static Decision correct(Matter matter, Correct it) {
        var register = matter.treaty().register();
        var root = register.rootOf(it.position());
        var standing = register.legalOrder(AsOf.NOW).stream()
                .filter(act -> act.position() == root)
                .findFirst();
        if (standing.isEmpty()) {
            return refuse(Refusal.of(
                            Reason.NO_SUCH_ACT, "No act of this treaty was recorded at position " + it.position() + ".")
                    .field("position"));
        }
        if (!sameAct(standing.get().event(), it)) {
            return notTheSame(standing.get().event());
        }
        if (it.replacement()
                .communication()
                .receivedOn()
                .isAfter(it.communication().receivedOn())) {
            return refuse(Refusal.of(
                            Reason.DATE_IN_FUTURE,
                            "The replacement is dated "
                                    + it.replacement().communication().receivedOn() + ", after the correction itself.")
                    .field("replacement.date"));
        }
        var without = new Registered(matter.treaty().position(), matter.clauses(), register.without(root));
        return switch (Treaty.decide(without, it.replacement(), matter.now())) {
            case Refused refused -> refused;
            case Accepted accepted ->
                replaced(matter, it, standing.get().event(), (ActRecorded)
                        accepted.events().getFirst());
        };
    }

    private static boolean sameAct(ActRecorded recorded, Correct it) {
        return recordedBy(it.replacement()).equals(recorded.getClass());
    }

    private static Class<? extends ActRecorded> recordedBy(RecordAct act) {
        return switch (act) {
            case TreatyCommand.Sign _ -> TreatyEvent.SignatureAffixed.class;
            case TreatyCommand.DepositInstrument _ -> TreatyEvent.InstrumentDeposited.class;
            case TreatyCommand.HoldInstrument _ -> TreatyEvent.InstrumentHeld.class;
            case TreatyCommand.WithdrawInstrument _ -> TreatyEvent.InstrumentWithdrawn.class;
            case TreatyCommand.NotifySuccession _ -> TreatyEvent.SuccessionNotified.class;
            case TreatyCommand.NotifyWithdrawal _ -> TreatyEvent.WithdrawalNotified.class;
            case TreatyCommand.RevokeWithdrawal _ -> TreatyEvent.WithdrawalRevoked.class;
            case TreatyCommand.RecordCessation _ -> TreatyEvent.ParticipantCeased.class;
            case TreatyCommand.Declare _ -> TreatyEvent.DeclarationMade.class;
            case TreatyCommand.WithdrawDeclaration _ -> TreatyEvent.DeclarationWithdrawn.class;
            case TreatyCommand.CommunicateIntentionNotToBecomeParty _ ->
                TreatyEvent.IntentionNotToBecomePartyCommunicated.class;
            case TreatyCommand.RecordEntryIntoForce _ -> TreatyEvent.EntryIntoForceRecorded.class;
            case TreatyCommand.RecordDecision _ -> TreatyEvent.DecisionRecorded.class;
            case TreatyCommand.Announce _ -> TreatyEvent.AnnouncementNoted.class;
            case Correct _ -> ActCorrected.class;
        };
    }

    private static Decision notTheSame(ActRecorded recorded) {
        return refuse(Refusal.of(
                        Reason.NOT_THE_SAME_ACT,
                        "A correction replaces an act by an act of the same kind; this one is recorded as \""
                                + inWords(recorded) + "\".")
                .remedy("Correct it with the same action; if it never happened, say so in the reason.")
                .field("replacement.action"));
    }

    /** The name of an event, InstrumentDeposited, as words: instrument deposited. */
    private static String inWords(ActRecorded recorded) {
        return recorded.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    private static Decision replaced(Matter matter, Correct it, ActRecorded recorded, ActRecorded replacement) {
        if (replacement.equals(recorded)) {
            return refuse(
                    Refusal.of(Reason.CORRECTION_CHANGES_NOTHING, "The replacement is what the register already says.")
                            .field("replacement"));
        }
        return matter.accept(
                new ActCorrected(it.position(), replacement, it.reason(), it.communication()),
                laterActs(matter, recorded, replacement));
    }

    /** Acts that may have rested on what is corrected; a correction of a note or a means moves no ground. */
    private static List<Decision.Warning> laterActs(Matter matter, ActRecorded recorded, ActRecorded replacement) {
        var day = recorded.communication().receivedOn();
        var moved = !Objects.equals(recorded.participant(), replacement.participant())
                || !day.equals(replacement.communication().receivedOn());
        return moved && recorded.participant() != null ? matter.laterActs(recorded.participant(), day) : List.of();
    }
}
