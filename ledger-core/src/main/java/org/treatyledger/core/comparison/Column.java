package org.treatyledger.core.comparison;

import java.util.Arrays;
import java.util.Optional;

/** What a column of a published table says of a participant. */
public enum Column {
    PARTICIPANT("participant", "participant"),
    /** A number that the publisher gave the row in counting. */
    NUMBER("number", "number"),
    SIGNATURE("signature", "signature"),
    /** The day on which the depositary received the instrument, or the notification of succession. */
    DEPOSIT("deposit", "deposit"),
    ENTRY_INTO_FORCE("entryIntoForce", "entry into force"),
    MEANS("means", "means"),
    /** The receipt of a notification of withdrawal. */
    WITHDRAWAL_NOTIFIED("withdrawalNotified", "notification of withdrawal"),
    /** The first day on which the participant is no party. */
    EXIT("exit", "exit"),
    /** A column that says "withdrawal" and not which of the two days: either is right in it. */
    WITHDRAWAL("withdrawal", "withdrawal");

    private final String label;
    private final String words;

    Column(String label, String words) {
        this.label = label;
        this.words = words;
    }

    /** The name by which requests and answers speak of it. */
    public String label() {
        return label;
    }

    /** What a sentence calls it. */
    public String words() {
        return words;
    }

    /** Whether its cells are days. */
    public boolean isDay() {
        return switch (this) {
            case PARTICIPANT, NUMBER, MEANS -> false;
            case SIGNATURE, DEPOSIT, ENTRY_INTO_FORCE, WITHDRAWAL_NOTIFIED, EXIT, WITHDRAWAL -> true;
        };
    }

    /** The column that the label names, or none. */
    public static Optional<Column> parse(String label) {
        return Arrays.stream(values())
                .filter(column -> column.label.equals(label))
                .findFirst();
    }
}
