package org.treatyledger.core.vocabulary;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The identity of a participant: an ISO 3166-1 alpha-3 code, a code that ISO has withdrawn for a State that ceased to
 * exist ({@code CSK}), or a reserved one ({@code EUE}). Never a display name: names change, the participant does not.
 */
public record ParticipantId(String code) implements Comparable<ParticipantId> {

    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

    /** Throws {@link IllegalArgumentException} for anything but three capitals; use {@link #parse} on foreign text. */
    public ParticipantId {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("Not a participant's code: " + code);
        }
    }

    /** The identity that the text names, or none where it is not three capital letters. */
    public static Optional<ParticipantId> parse(String text) {
        return CODE.matcher(text).matches() ? Optional.of(new ParticipantId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(ParticipantId other) {
        return code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }
}
