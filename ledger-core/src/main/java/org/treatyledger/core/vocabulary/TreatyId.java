package org.treatyledger.core.vocabulary;

import java.util.Optional;
import java.util.regex.Pattern;

/** The identity of a treaty in this register: a slug of 1 to 64 characters, for example {@code rome-statute}. */
public record TreatyId(String value) implements Comparable<TreatyId> {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?");

    /** Throws {@link IllegalArgumentException} for anything but a slug; use {@link #parse} on foreign text. */
    public TreatyId {
        if (!SLUG.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a treaty's slug: " + value);
        }
    }

    /** The identity that the text names, or none where it is not a slug. */
    public static Optional<TreatyId> parse(String text) {
        return SLUG.matcher(text).matches() ? Optional.of(new TreatyId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(TreatyId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
