package org.treatyledger.core.treaty;

import org.treatyledger.core.rules.FinalClauses;

/** A treaty's stream, folded: nothing yet, or the clauses and the register of acts. */
public sealed interface TreatyState {

    /** Nothing has been recorded. */
    record Unregistered() implements TreatyState {}

    /** The treaty is registered. */
    record Registered(long position, FinalClauses clauses, ActRegister register) implements TreatyState {

        /** The treaty with those acts alone that may be known: where a scenario of an earlier day starts. */
        public Registered asOf(AsOf asOf) {
            return asOf.equals(AsOf.NOW) ? this : new Registered(position, clauses, register.asOf(asOf));
        }
    }

    /** Where every stream starts. */
    TreatyState START = new Unregistered();
}
