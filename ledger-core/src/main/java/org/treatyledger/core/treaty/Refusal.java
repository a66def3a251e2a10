package org.treatyledger.core.treaty;

import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.Citation;

/**
 * Why the ledger does not record an act: a value, never an exception.
 *
 * @param reason which obstacle; the first in the order of {@link Reason} where there are several
 * @param sentence for a person, with the facts of the case
 * @param citation the law that refuses, null where the register itself does
 * @param remedy what to do instead, null where there is nothing
 * @param field the field of the command at fault, null where it is the act as a whole
 */
public record Refusal(
        Reason reason,
        String sentence,
        @Nullable Citation citation,
        @Nullable String remedy,
        @Nullable String field) {

    /** A refusal without citation, remedy or field; the {@code with} methods add them. */
    public static Refusal of(Reason reason, String sentence) {
        return new Refusal(reason, sentence, null, null, null);
    }

    /** The same with the law that refuses. */
    public Refusal citing(Citation law) {
        return new Refusal(reason, sentence, law, remedy, field);
    }

    /** The same with what to do instead. */
    public Refusal remedy(String advice) {
        return new Refusal(reason, sentence, citation, advice, field);
    }

    /** The same with the field of the command at fault. */
    public Refusal field(String name) {
        return new Refusal(reason, sentence, citation, remedy, name);
    }
}
