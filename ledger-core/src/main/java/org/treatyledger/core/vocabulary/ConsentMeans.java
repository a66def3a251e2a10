package org.treatyledger.core.vocabulary;

import java.util.Arrays;
import java.util.Optional;

/** The means of expressing consent to be bound by a treaty. Source: VCLT arts. 11 to 16; VCSST 1978 for succession. */
public enum ConsentMeans {
    RATIFICATION("ratification"),
    ACCEPTANCE("acceptance"),
    APPROVAL("approval"),
    ACCESSION("accession"),
    SUCCESSION("succession"),
    DEFINITIVE_SIGNATURE("definitive-signature"),
    FORMAL_CONFIRMATION("formal-confirmation");

    private final String label;

    ConsentMeans(String label) {
        this.label = label;
    }

    /** The word used in the contract and on pages. */
    public String label() {
        return label;
    }

    /** The means that the label names, or none. */
    public static Optional<ConsentMeans> parse(String label) {
        return Arrays.stream(values())
                .filter(means -> means.label.equals(label))
                .findFirst();
    }

    @Override
    public String toString() {
        return label;
    }
}
