package org.treatyledger.core.implementation;

import java.util.Arrays;
import java.util.Optional;

/** How far a law has come, in the order of a law's life. Source: the contract, section 4. */
public enum Stage {
    DRAFTING("drafting"),
    TABLED("tabled"),
    ADOPTED("adopted"),
    IN_FORCE("in-force"),
    AMENDED("amended"),
    REPEALED("repealed");

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    /** The word used in the contract and on pages. */
    public String label() {
        return label;
    }

    /** Whether there is a law: it has been adopted and not been repealed. It need not be in force yet. */
    public boolean isLaw() {
        return this == ADOPTED || this == IN_FORCE || this == AMENDED;
    }

    /** The stage that the label names, or none. */
    public static Optional<Stage> parse(String label) {
        return Arrays.stream(values())
                .filter(stage -> stage.label.equals(label))
                .findFirst();
    }

    @Override
    public String toString() {
        return label;
    }
}
