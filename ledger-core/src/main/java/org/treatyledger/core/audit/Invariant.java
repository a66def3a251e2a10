package org.treatyledger.core.audit;

import org.jspecify.annotations.Nullable;

/** The twenty-five invariants of the register, in the numbering of depositary-law.md, section 10. */
public enum Invariant {
    EVIDENCE(1, "Every membership rests on entries of the log, and every act names where it was found."),
    SUM_OF_MEMBERSHIPS(2, "On every day on which it changes, the count is the number of memberships open on it."),
    NO_OVERLAP(3, "No participant has two overlapping periods of membership."),
    NOT_BEFORE_THE_ACT(
            4,
            "Nobody is bound before consenting, and nobody leaves before the notice and the least time the rules give."),
    BY_THE_RULE(5, "Every entry into force is the day of the rules, or that of a determination with a reason."),
    RATIFICATION_AFTER_SIGNATURE(6, "Who used a means that is open to signatories only had signed before."),
    SIGNATURE_IN_WINDOW(7, "Every signature lies in a period in which the treaty was open for signature."),
    NO_PARTY_BEFORE_THE_TREATY(8, "Nobody is a party before the treaty itself is in force."),
    NOTIFICATIONS(9, "No two depositary notifications of one year have one number."),
    CIRCULATED_AFTER_RECEIPT(10, "Nothing was circulated before it was received."),
    RECORDER_IS_NOT_APPROVER(11, "Who approves an act is not who recorded it.", "acts are recorded by one person here"),
    RECORDED_IN_ORDER(12, "Positions and sequences have no gaps, and the time of recording never goes back."),
    REPLAY_IS_LIVE(13, "The log, replayed from the first entry, gives the acts and the answers of the live register."),
    SAME_ROOT(14, "The root of the tree, computed anew from the entries' bytes, is the one that the log keeps."),
    CONSISTENT_ROOTS(15, "The root that the register was built up to is that of the log at the same size."),
    COHORTS(
            16,
            "Ranks of cohorts follow on one another, and those who met a threshold have the ranks up to its number."),
    DENOMINATORS(17, "Where a threshold is a fraction, the number that it was taken of is on record."),
    REVOKED_IN_TIME(18, "Every withdrawal that was revoked was revoked before its day of effect."),
    DECLARATIONS(
            19,
            "A declaration on becoming a party was not made by one that already was, nor one of a non-party by a party."),
    ORGANIZATIONS_NEVER_COUNT(20, "No count includes a regional organization."),
    BACK_DATED(21, "Only successions, declarations and determinations take effect before they are received."),
    CORRECTIONS(22, "Every correction names an earlier act of the same treaty, and changes it."),
    DOCUMENTS(23, "Figures of generated documents are computed equal again.", "no documents are generated yet"),
    WITHIN_THE_PARENT(24, "Who is bound by what is open to the parties of another treaty is a party to that treaty."),
    NO_PERSONAL_DATA(25, "No entry holds an address of a person.");

    private final int number;
    private final String sentence;
    private final @Nullable String notKept;

    Invariant(int number, String sentence) {
        this(number, sentence, null);
    }

    Invariant(int number, String sentence, @Nullable String notKept) {
        this.number = number;
        this.sentence = sentence;
        this.notKept = notKept;
    }

    /** Its number in the list of the law, from 1. */
    public int number() {
        return number;
    }

    /** What holds, in a sentence. */
    public String sentence() {
        return sentence;
    }

    /** Why it cannot be checked yet; null where it is. */
    public @Nullable String notKept() {
        return notKept;
    }
}
