package org.treatyledger.core.codec;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.TreatyCommand.Announce;
import org.treatyledger.core.treaty.TreatyCommand.CommunicateIntentionNotToBecomeParty;
import org.treatyledger.core.treaty.TreatyCommand.Correct;
import org.treatyledger.core.treaty.TreatyCommand.Declare;
import org.treatyledger.core.treaty.TreatyCommand.DepositInstrument;
import org.treatyledger.core.treaty.TreatyCommand.HoldInstrument;
import org.treatyledger.core.treaty.TreatyCommand.NotifySuccession;
import org.treatyledger.core.treaty.TreatyCommand.NotifyWithdrawal;
import org.treatyledger.core.treaty.TreatyCommand.RecordAct;
import org.treatyledger.core.treaty.TreatyCommand.RecordCessation;
import org.treatyledger.core.treaty.TreatyCommand.RecordDecision;
import org.treatyledger.core.treaty.TreatyCommand.RecordEntryIntoForce;
import org.treatyledger.core.treaty.TreatyCommand.RevokeWithdrawal;
import org.treatyledger.core.treaty.TreatyCommand.Sign;
import org.treatyledger.core.treaty.TreatyCommand.WithdrawDeclaration;
import org.treatyledger.core.treaty.TreatyCommand.WithdrawInstrument;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.TreatyId;
import tools.jackson.databind.JsonNode;

/** Reads one treaty action in the contract's form (section 4). */
public final class ActionJson {

    /** Every action, in the order of a treaty's life. */
    public static final String ACTIONS =
            "sign, hold-instrument, deposit-instrument, withdraw-instrument, notify-succession, "
                    + "notify-withdrawal, revoke-withdrawal, declare, withdraw-declaration, "
                    + "communicate-intention-not-to-become-party, record-entry-into-force, record-decision, "
                    + "participant-ceased, correct, announce";

    private ActionJson() {}

    /** The command that the action asks for; throws {@link MalformedJson} with the first field at fault. */
    public static RecordAct read(TreatyId treaty, JsonNode json) {
        return read(treaty, new Fields(json, ""));
    }

    private static RecordAct read(TreatyId treaty, Fields it) {
        var command = command(treaty, it.text("action"), it);
        it.nothingElse();
        return command;
    }

    private static RecordAct command(TreatyId treaty, String action, Fields it) {
        return switch (action) {
            case "sign" -> new Sign(treaty, it.participant("participant"), it.flag("definitive"), communication(it));
            case "deposit-instrument" ->
                new DepositInstrument(treaty, it.participant("participant"), means(it), communication(it));
            case "hold-instrument" ->
                new HoldInstrument(
                        treaty, it.participant("participant"), means(it), it.text("reason"), communication(it));
            case "withdraw-instrument" ->
                new WithdrawInstrument(treaty, it.participant("participant"), communication(it));
            case "notify-succession" ->
                new NotifySuccession(
                        treaty,
                        it.participant("participant"),
                        it.participant("predecessor"),
                        it.date("effectiveOn"),
                        communication(it));
            case "notify-withdrawal" ->
                new NotifyWithdrawal(
                        treaty,
                        it.participant("participant"),
                        it.findDate("effectiveOn"),
                        it.findTreaty("overAmendment"),
                        communication(it));
            case "revoke-withdrawal" -> new RevokeWithdrawal(treaty, it.participant("participant"), communication(it));
            case "declare" -> declare(treaty, it);
            case "withdraw-declaration" -> withdrawDeclaration(treaty, it);
            case "communicate-intention-not-to-become-party" ->
                new CommunicateIntentionNotToBecomeParty(treaty, it.participant("participant"), communication(it));
            case "record-entry-into-force" ->
                new RecordEntryIntoForce(
                        treaty,
                        it.findParticipant("participant"),
                        it.date("effectiveOn"),
                        it.findText("overrideReason"),
                        communication(it));
            case "record-decision" -> new RecordDecision(treaty, it.text("name"), communication(it));
            case "participant-ceased" ->
                new RecordCessation(
                        treaty, it.participant("participant"), it.findParticipant("successor"), communication(it));
            case "correct" -> correct(treaty, it);
            case "announce" ->
                new Announce(treaty, it.findParticipant("participant"), it.findText("text"), communication(it));
            default -> throw it.fault("action", "\"" + action + "\" is not an action.", "Use one of: " + ACTIONS + ".");
        };
    }

    private static ConsentMeans means(Fields it) {
        return it.word(
                "means",
                word -> ConsentMeans.parse(word).filter(means -> means != ConsentMeans.SUCCESSION),
                "ratification, acceptance, approval, accession, formal-confirmation, definitive-signature");
    }

    private static Declare declare(TreatyId treaty, Fields it) {
        return new Declare(
                treaty,
                it.participant("participant"),
                it.text("kind"),
                it.findDate("from"),
                it.findDate("until"),
                it.findText("text"),
                it.findParticipant("concerning"),
                communication(it));
    }

    private static WithdrawDeclaration withdrawDeclaration(TreatyId treaty, Fields it) {
        return new WithdrawDeclaration(
                treaty,
                it.participant("participant"),
                it.text("kind"),
                it.findDate("until"),
                it.findParticipant("concerning"),
                communication(it));
    }

    private static Correct correct(TreatyId treaty, Fields it) {
        var replacement = it.object("replacement");
        if ("correct".equals(replacement.findText("action"))) {
            throw replacement.fault("action", "A correction cannot replace itself.", "Give the act as it should be.");
        }
        return new Correct(
                treaty, it.position("position"), read(treaty, replacement), it.text("reason"), communication(it));
    }

    static Communication communication(Fields it) {
        LocalDate receivedOn = it.date("date");
        @Nullable String notification = it.findText("notification");
        return new Communication(
                receivedOn,
                notification,
                circulatedOn(it, receivedOn),
                it.findText("note"),
                it.findText("source"),
                it.findText("confidence"));
    }

    private static @Nullable LocalDate circulatedOn(Fields it, LocalDate receivedOn) {
        var circulatedOn = it.findDate("circulatedOn");
        if (circulatedOn != null && circulatedOn.isBefore(receivedOn)) {
            throw it.fault(
                    "circulatedOn",
                    "Circulated on " + circulatedOn + ", before it was received on " + receivedOn + ".",
                    "Give the day on which the depositary notification was circulated.");
        }
        return circulatedOn;
    }
}
