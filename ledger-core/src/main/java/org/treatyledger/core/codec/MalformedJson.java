package org.treatyledger.core.codec;

import org.jspecify.annotations.Nullable;

/** A text that cannot be read as what it should be: the field at fault, what is wrong with it, and what to give. */
public final class MalformedJson extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String field;
    private final String remedy;

    MalformedJson(@Nullable String field, String problem, String remedy) {
        super(problem);
        this.field = field;
        this.remedy = remedy;
    }

    /** What is wrong, a sentence for a person. */
    public String problem() {
        return String.valueOf(getMessage());
    }

    /** The path of the field at fault, for example {@code entryIntoForce.date.plusDays}; null for the whole text. */
    public @Nullable String field() {
        return field;
    }

    /** What to give instead. */
    public String remedy() {
        return remedy;
    }
}
