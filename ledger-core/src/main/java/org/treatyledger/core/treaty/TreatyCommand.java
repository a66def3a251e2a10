package org.treatyledger.core.treaty;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.LedgerCommand;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Streams;
import org.treatyledger.core.vocabulary.TreatyId;

/** What the depositary's staff may ask of a treaty's register, in the order of a treaty's life. */
public sealed interface TreatyCommand extends LedgerCommand {

    @Override
    default String stream() {
        return Streams.ofTreaty(treaty());
    }

    /** Register a treaty with its final clauses. */
    record Register(FinalClauses clauses) implements TreatyCommand {
        @Override
        public TreatyId treaty() {
            return clauses.treaty();
        }
    }

    /** Every other command records an act that a communication brought to the depositary. */
    sealed interface RecordAct extends TreatyCommand {
        Communication communication();

        /** Whose act it is, null for acts of the depositary or a conference. */
        @Nullable
        ParticipantId participant();
    }

    /** Record a signature. Source: VCLT arts. 12 and 14. */
    record Sign(TreatyId treaty, ParticipantId participant, boolean definitive, Communication communication)
            implements RecordAct {}

    /** Record the deposit of an instrument of consent. Source: VCLT arts. 14 to 16. */
    record DepositInstrument(
            TreatyId treaty, ParticipantId participant, ConsentMeans means, Communication communication)
            implements RecordAct {}

    /**
     * Record the receipt of an instrument that cannot be deposited yet. Source: VCLT art. 77(1)(d) and (2).
     *
     * @param reason what it waits for, in words: full powers, a condition, objections
     */
    record HoldInstrument(
            TreatyId treaty, ParticipantId participant, ConsentMeans means, String reason, Communication communication)
            implements RecordAct {}

    /** Record that an instrument was taken back before the treaty entered into force for its State. */
    record WithdrawInstrument(TreatyId treaty, ParticipantId participant, Communication communication)
            implements RecordAct {}

    /**
     * Record a notification of succession. Source: VCSST 1978 arts. 17 and 22 to 23.
     *
     * @param effectiveOn the day of the succession of States; may lie before the notification
     */
    record NotifySuccession(
            TreatyId treaty,
            ParticipantId participant,
            ParticipantId predecessor,
            LocalDate effectiveOn,
            Communication communication)
            implements RecordAct {}

    /**
     * Record a notification of withdrawal. Source: VCLT arts. 54, 56 and 67.
     *
     * @param effectiveOn a later day that the notification names, null where it names none
     * @param overAmendment the amendment, not accepted, over which the State leaves at once; null otherwise. Source:
     *     Rome Statute art. 121(6)
     */
    record NotifyWithdrawal(
            TreatyId treaty,
            ParticipantId participant,
            @Nullable LocalDate effectiveOn,
            @Nullable TreatyId overAmendment,
            Communication communication)
            implements RecordAct {}

    /** Record the revocation of a notification of withdrawal. Source: VCLT art. 68. */
    record RevokeWithdrawal(TreatyId treaty, ParticipantId participant, Communication communication)
            implements RecordAct {}

    /**
     * Record a declaration; it holds in {@code [from, until]}, both included, each open where null.
     *
     * @param kind {@code art-124}, {@code art-12-3}, {@code interpretative}, {@code territorial}, {@code objection},
     *     {@code reservation}, or another word
     * @param concerning whose act it is about, null where none
     */
    record Declare(
            TreatyId treaty,
            ParticipantId participant,
            String kind,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Nullable String text,
            @Nullable ParticipantId concerning,
            Communication communication)
            implements RecordAct {}

    /**
     * Record that a declaration was withdrawn.
     *
     * @param effectiveOn the last day on which it held, where the withdrawal names one; else that of receipt
     */
    record WithdrawDeclaration(
            TreatyId treaty,
            ParticipantId participant,
            String kind,
            @Nullable LocalDate effectiveOn,
            @Nullable ParticipantId concerning,
            Communication communication)
            implements RecordAct {}

    /** Record that a signatory will not become a party. Source: VCLT art. 18(a). */
    record CommunicateIntentionNotToBecomeParty(TreatyId treaty, ParticipantId participant, Communication communication)
            implements RecordAct {}

    /**
     * Record the depositary's determination of an entry into force.
     *
     * @param participant null for the treaty itself
     * @param effectiveOn must equal what the rules give, unless a reason to override is given
     */
    record RecordEntryIntoForce(
            TreatyId treaty,
            @Nullable ParticipantId participant,
            LocalDate effectiveOn,
            @Nullable String overrideReason,
            Communication communication)
            implements RecordAct {}

    /** Record a decision that a threshold may wait for. Source: Rome Statute arts. 15 bis(3) and 15 ter(3). */
    record RecordDecision(TreatyId treaty, String name, Communication communication) implements RecordAct {
        @Override
        public @Nullable ParticipantId participant() {
            return null;
        }
    }

    /** Record that a State ceased to exist on the day of the communication. */
    record RecordCessation(
            TreatyId treaty,
            ParticipantId participant,
            @Nullable ParticipantId successor,
            Communication communication) implements RecordAct {}

    /**
     * Correct the record of an act; both stay visible.
     *
     * @param position the log position of the act corrected
     * @param replacement the same act with the right particulars
     */
    record Correct(TreatyId treaty, long position, RecordAct replacement, String reason, Communication communication)
            implements RecordAct {
        @Override
        public @Nullable ParticipantId participant() {
            return null; // the replacement is judged as an act of its own
        }
    }

    /** Keep a political announcement beside the status, which it never changes. Source: VCLT art. 78(b). */
    record Announce(
            TreatyId treaty,
            @Nullable ParticipantId participant,
            @Nullable String text,
            Communication communication) implements RecordAct {}
}
