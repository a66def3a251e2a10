package org.treatyledger.core.treaty;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.LedgerEvent;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.TreatyId;

/**
 * What happened to a treaty, in the order of its life. Each event says what was received and when; what follows in law
 * is computed from the acts and the rules (ADR 0006), so no event says it.
 */
public sealed interface TreatyEvent extends LedgerEvent {

    /** The treaty was registered with its final clauses. */
    record TreatyRegistered(FinalClauses clauses) implements TreatyEvent {}

    /** Every other event is an act that a communication brought to the depositary. */
    sealed interface ActRecorded extends TreatyEvent {
        Communication communication();

        /** Whose act it is, null for acts of the depositary or a conference. */
        @Nullable
        ParticipantId participant();
    }

    /** A signature was affixed on the day of the communication. */
    record SignatureAffixed(ParticipantId participant, boolean definitive, Communication communication)
            implements ActRecorded {}

    /** An instrument was deposited on the day of the communication. */
    record InstrumentDeposited(ParticipantId participant, ConsentMeans means, Communication communication)
            implements ActRecorded {}

    /** An instrument was received and is held: not in due form yet, or waiting for a condition. It is not deposited. */
    record InstrumentHeld(ParticipantId participant, ConsentMeans means, String reason, Communication communication)
            implements ActRecorded {}

    /** An instrument was taken back before it had brought the treaty into force for its State. */
    record InstrumentWithdrawn(ParticipantId participant, Communication communication) implements ActRecorded {}

    /** A succession was notified; it takes effect on {@code effectiveOn}, which may lie before the notification. */
    record SuccessionNotified(
            ParticipantId participant, ParticipantId predecessor, LocalDate effectiveOn, Communication communication)
            implements ActRecorded {}

    /**
     * A withdrawal was notified; {@code effectiveOn} is a later day that the notification names. {@code overAmendment}
     * is the amendment, not accepted, over which the State leaves at once.
     */
    record WithdrawalNotified(
            ParticipantId participant,
            @Nullable LocalDate effectiveOn,
            @Nullable TreatyId overAmendment,
            Communication communication)
            implements ActRecorded {}

    /** A notification of withdrawal was revoked before it took effect. */
    record WithdrawalRevoked(ParticipantId participant, Communication communication) implements ActRecorded {}

    /** A declaration was made; it holds in {@code [from, until]}, both included, each open where null. */
    record DeclarationMade(
            ParticipantId participant,
            String kind,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Nullable String text,
            @Nullable ParticipantId concerning,
            Communication communication)
            implements ActRecorded {}

    /**
     * A declaration was withdrawn; {@code effectiveOn} is the last day on which it held, where named. {@code concerning}
     * tells an objection from those that concern others; null speaks of the last open one, whomever it concerns.
     */
    record DeclarationWithdrawn(
            ParticipantId participant,
            String kind,
            @Nullable LocalDate effectiveOn,
            @Nullable ParticipantId concerning,
            Communication communication)
            implements ActRecorded {

        /** Whether the declaration is one that the withdrawal can speak of. */
        boolean speaksOf(Declaration declaration) {
            return declaration.kind().equals(kind)
                    && declaration.withdrawnBy() == null
                    && (concerning == null || concerning.equals(declaration.concerning()));
        }
    }

    /** A signatory communicated that it will not become a party; its signature remains a fact. */
    record IntentionNotToBecomePartyCommunicated(ParticipantId participant, Communication communication)
            implements ActRecorded {}

    /** The depositary determined an entry into force; with a reason it overrides what the rules give. */
    record EntryIntoForceRecorded(
            @Nullable ParticipantId participant,
            LocalDate effectiveOn,
            @Nullable String overrideReason,
            Communication communication)
            implements ActRecorded {}

    /** A decision was taken on the day of the communication. */
    record DecisionRecorded(String name, Communication communication) implements ActRecorded {
        @Override
        public @Nullable ParticipantId participant() {
            return null;
        }
    }

    /** A State ceased to exist on the day of the communication, which is the first on which it is no party. */
    record ParticipantCeased(
            ParticipantId participant, @Nullable ParticipantId successor, Communication communication)
            implements ActRecorded {}

    /** The record of the act at {@code position} was corrected; the replacement stands from this entry on. */
    record ActCorrected(long position, ActRecorded replacement, String reason, Communication communication)
            implements ActRecorded {
        @Override
        public @Nullable ParticipantId participant() {
            return replacement.participant();
        }
    }

    /** A political announcement was noted. */
    record AnnouncementNoted(
            @Nullable ParticipantId participant, @Nullable String text, Communication communication)
            implements ActRecorded {}
}
