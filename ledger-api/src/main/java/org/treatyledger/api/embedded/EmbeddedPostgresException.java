package org.treatyledger.api.embedded;

import org.jspecify.annotations.Nullable;

/**
 * The embedded database cannot be started, reached or stopped; the message is a sentence that says what to do about it.
 */
public final class EmbeddedPostgresException extends RuntimeException {

    /** A failure with a sentence for the person who started the ledger. */
    public EmbeddedPostgresException(String sentence) {
        super(sentence);
    }

    /** A failure with a sentence for the person who started the ledger, and what caused it, if that is known. */
    public EmbeddedPostgresException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
