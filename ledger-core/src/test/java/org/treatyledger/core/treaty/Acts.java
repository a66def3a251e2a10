package org.treatyledger.core.treaty;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
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
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.TreatyId;

/** Commands in few words, for tests. Days are texts, participants are codes, the treaty is the Rome Statute. */
public final class Acts {

    /** The treaty that all of them speak of; decisions do not look at it. */
    public static final TreatyId TREATY = new TreatyId("rome-statute");

    private Acts() {}

    public static ParticipantId id(String code) {
        return new ParticipantId(code);
    }

    public static LocalDate day(String day) {
        return LocalDate.parse(day);
    }

    private static @Nullable LocalDate dayOrNull(@Nullable String day) {
        return day == null ? null : day(day);
    }

    public static Communication received(String day) {
        return Communication.receivedOn(day(day));
    }

    public static RecordAct sign(String who, String day) {
        return new Sign(TREATY, id(who), false, received(day));
    }

    public static RecordAct signDefinitively(String who, String day) {
        return new Sign(TREATY, id(who), true, received(day));
    }

    public static RecordAct deposit(String who, ConsentMeans means, String day) {
        return new DepositInstrument(TREATY, id(who), means, received(day));
    }

    public static RecordAct ratify(String who, String day) {
        return deposit(who, ConsentMeans.RATIFICATION, day);
    }

    public static RecordAct accede(String who, String day) {
        return deposit(who, ConsentMeans.ACCESSION, day);
    }

    public static RecordAct withdrawInstrument(String who, String day) {
        return new WithdrawInstrument(TREATY, id(who), received(day));
    }

    public static RecordAct succeed(String who, String predecessor, String effectiveOn, String day) {
        return new NotifySuccession(TREATY, id(who), id(predecessor), day(effectiveOn), received(day));
    }

    public static RecordAct notifyWithdrawal(String who, String day) {
        return notifyWithdrawal(who, day, null);
    }

    public static RecordAct notifyWithdrawal(String who, String day, @Nullable String effectiveOn) {
        return new NotifyWithdrawal(TREATY, id(who), dayOrNull(effectiveOn), null, received(day));
    }

    public static RecordAct leaveOver(String amendment, String who, String day) {
        return new NotifyWithdrawal(TREATY, id(who), null, new TreatyId(amendment), received(day));
    }

    public static RecordAct hold(String who, ConsentMeans means, String reason, String day) {
        return new HoldInstrument(TREATY, id(who), means, reason, received(day));
    }

    public static RecordAct revokeWithdrawal(String who, String day) {
        return new RevokeWithdrawal(TREATY, id(who), received(day));
    }

    public static RecordAct declare(
            String who, String kind, @Nullable String from, @Nullable String until, String day) {
        return new Declare(TREATY, id(who), kind, dayOrNull(from), dayOrNull(until), null, null, received(day));
    }

    public static RecordAct object(String who, String concerning, String day) {
        return new Declare(TREATY, id(who), "objection", null, null, null, id(concerning), received(day));
    }

    public static RecordAct withdrawDeclaration(String who, String kind, @Nullable String until, String day) {
        return new WithdrawDeclaration(TREATY, id(who), kind, dayOrNull(until), null, received(day));
    }

    public static RecordAct withdrawObjection(String who, String concerning, String day) {
        return new WithdrawDeclaration(TREATY, id(who), "objection", null, id(concerning), received(day));
    }

    public static RecordAct doesNotIntend(String who, String day) {
        return new CommunicateIntentionNotToBecomeParty(TREATY, id(who), received(day));
    }

    public static RecordAct recordEntry(
            @Nullable String who, String effectiveOn, @Nullable String overrideReason, String day) {
        return new RecordEntryIntoForce(
                TREATY, who == null ? null : id(who), day(effectiveOn), overrideReason, received(day));
    }

    public static RecordAct decide(String name, String day) {
        return new RecordDecision(TREATY, name, received(day));
    }

    public static RecordAct cease(String who, String day) {
        return new RecordCessation(TREATY, id(who), null, received(day));
    }

    public static RecordAct recordDecision(String name, String day) {
        return new TreatyCommand.RecordDecision(TREATY, name, received(day));
    }

    public static RecordAct announce(@Nullable String who, String text, String day) {
        return new Announce(TREATY, who == null ? null : id(who), text, received(day));
    }

    public static RecordAct correct(long position, RecordAct replacement, String day) {
        return new Correct(TREATY, position, replacement, "recorded wrongly", received(day));
    }
}
