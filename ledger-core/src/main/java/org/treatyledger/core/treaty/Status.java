package org.treatyledger.core.treaty;

/** What a participant is to a treaty on one day. Source: VCLT art. 2(1); depositary-law.md, section 2. */
public enum Status {
    /** Has done nothing that binds or signs. */
    ENTITLED("entitled"),
    /** Has signed, and not consented to be bound. */
    SIGNATORY("signatory"),
    /** Its instrument was received and is held: not in due form yet, or waiting for a condition. VCLT art. 77(1)(d). */
    HELD("held"),
    /** Has consented to be bound; the treaty is not in force for it. VCLT art. 2(1)(f). */
    CONTRACTING("contracting"),
    /** Is bound, and the treaty is in force for it. VCLT art. 2(1)(g). */
    PARTY("party"),
    /** Is a party that has notified its withdrawal. */
    WITHDRAWING("withdrawing"),
    /** Was a party. */
    FORMER("former"),
    /** Has ceased to exist. */
    EXTINCT("extinct");

    private final String label;

    Status(String label) {
        this.label = label;
    }

    /** The word used in the contract and on pages. */
    public String label() {
        return label;
    }

    /** Whether the treaty is in force for the participant. */
    public boolean isParty() {
        return this == PARTY || this == WITHDRAWING;
    }

    @Override
    public String toString() {
        return label;
    }
}
