package org.treatyledger.core.treaty;

import java.util.Objects;
import java.util.Optional;
import org.treatyledger.core.treaty.TreatyCommand.RecordAct;
import org.treatyledger.core.treaty.TreatyEvent.ActRecorded;
import org.treatyledger.core.treaty.TreatyState.Registered;

/**
 * Whether an act stands on record already, by whatever way it came: the same act, of the same participant and day, with
 * the same particulars. Notification, note and source may differ: they tell of the act and are not it.
 */
public final class OnRecord {

    private OnRecord() {}

    /** The act that says what the command asks to record, or none. */
    public static Optional<Act> find(Registered treaty, RecordAct command) {
        return treaty.register().legalOrder(AsOf.NOW).stream()
                .filter(act -> act.receivedOn().equals(command.communication().receivedOn()))
                .filter(act -> Objects.equals(act.participant(), command.participant()))
                .filter(act -> says(act.event(), command))
                .findFirst();
    }

    private static boolean says(ActRecorded event, RecordAct command) {
        return switch (command) {
            case TreatyCommand.Sign it ->
                event instanceof TreatyEvent.SignatureAffixed signed && (signed.definitive() || !it.definitive());
            case TreatyCommand.DepositInstrument it ->
                event instanceof TreatyEvent.InstrumentDeposited deposit && deposit.means() == it.means();
            case TreatyCommand.HoldInstrument it ->
                event instanceof TreatyEvent.InstrumentHeld held
                        && held.means() == it.means()
                        && held.reason().equals(it.reason());
            case TreatyCommand.WithdrawInstrument _ -> event instanceof TreatyEvent.InstrumentWithdrawn;
            case TreatyCommand.NotifySuccession it ->
                event instanceof TreatyEvent.SuccessionNotified succession
                        && succession.predecessor().equals(it.predecessor())
                        && succession.effectiveOn().equals(it.effectiveOn());
            case TreatyCommand.NotifyWithdrawal it ->
                event instanceof TreatyEvent.WithdrawalNotified notice
                        && Objects.equals(notice.effectiveOn(), it.effectiveOn())
                        && Objects.equals(notice.overAmendment(), it.overAmendment());
            case TreatyCommand.RevokeWithdrawal _ -> event instanceof TreatyEvent.WithdrawalRevoked;
            case TreatyCommand.Declare it ->
                event instanceof TreatyEvent.DeclarationMade made
                        && made.kind().equals(it.kind())
                        && Objects.equals(made.from(), it.from())
                        && Objects.equals(made.until(), it.until())
                        && Objects.equals(made.text(), it.text())
                        && Objects.equals(made.concerning(), it.concerning());
            case TreatyCommand.WithdrawDeclaration it ->
                event instanceof TreatyEvent.DeclarationWithdrawn withdrawn
                        && withdrawn.kind().equals(it.kind())
                        && Objects.equals(withdrawn.effectiveOn(), it.effectiveOn())
                        && Objects.equals(withdrawn.concerning(), it.concerning());
            case TreatyCommand.CommunicateIntentionNotToBecomeParty _ ->
                event instanceof TreatyEvent.IntentionNotToBecomePartyCommunicated;
            case TreatyCommand.RecordEntryIntoForce it ->
                event instanceof TreatyEvent.EntryIntoForceRecorded recorded
                        && recorded.effectiveOn().equals(it.effectiveOn())
                        && Objects.equals(recorded.overrideReason(), it.overrideReason());
            case TreatyCommand.RecordDecision it ->
                event instanceof TreatyEvent.DecisionRecorded decision
                        && decision.name().equals(it.name());
            case TreatyCommand.RecordCessation it ->
                event instanceof TreatyEvent.ParticipantCeased ceased
                        && Objects.equals(ceased.successor(), it.successor());
            case TreatyCommand.Announce it ->
                event instanceof TreatyEvent.AnnouncementNoted noted && Objects.equals(noted.text(), it.text());
            case TreatyCommand.Correct _ -> false;
        };
    }
}
