package org.treatyledger.api.security;

/** What a signed-in person may do. The core knows an actor, never a role. */
public enum Role {
    /** Records treaty actions. */
    DEPOSITARY,
    /** Assesses national implementation. */
    REVIEWER,
    /** Reads everything, also what is not public. */
    AUDITOR,
    /** Runs the ledger: projections, metrics. */
    OPERATOR
}
