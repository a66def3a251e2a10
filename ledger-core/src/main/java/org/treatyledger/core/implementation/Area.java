package org.treatyledger.core.implementation;

import java.util.Arrays;
import java.util.Optional;

/** What national law has to provide for. Source: ICC-ASP/23/22, annex A, paragraph 7, which names these four. */
public enum Area {
    CRIMINAL_LAW("criminal-law"),
    CRIMINAL_PROCEDURE("criminal-procedure"),
    COOPERATION("cooperation"),
    VICTIMS("victims");

    private final String label;

    Area(String label) {
        this.label = label;
    }

    /** The word used in the contract and on pages. */
    public String label() {
        return label;
    }

    /** The area that the label names, or none. */
    public static Optional<Area> parse(String label) {
        return Arrays.stream(values()).filter(area -> area.label.equals(label)).findFirst();
    }

    @Override
    public String toString() {
        return label;
    }
}
