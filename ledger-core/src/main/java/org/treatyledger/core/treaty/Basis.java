package org.treatyledger.core.treaty;

import java.util.Arrays;
import java.util.Optional;

/** What a count counts. Every number carries its basis, because reports in the wild mix them. */
public enum Basis {
    /** Participants for which the treaty is in force on the day. */
    IN_FORCE("in-force"),
    /** Participants whose consent to be bound stands on the day, in force or not. */
    CONSENTED("consented"),
    /** Participants that had ever signed by the day (depositary-law.md, ruling R7). */
    SIGNED("signed");

    private final String label;

    Basis(String label) {
        this.label = label;
    }

    /** The word used in the contract. */
    public String label() {
        return label;
    }

    /** The basis that the label names, or none. */
    public static Optional<Basis> parse(String label) {
        return Arrays.stream(values())
                .filter(basis -> basis.label.equals(label))
                .findFirst();
    }
}
