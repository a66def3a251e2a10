package org.treatyledger.core.verify;

import org.jspecify.annotations.Nullable;
import org.treatyledger.core.transparency.Hash;

/** What became of a verification. */
sealed interface Verdict {

    /** All of it verifies. */
    record Verified(long size, Hash root) implements Verdict {}

    /**
     * It does not verify.
     *
     * @param position the first wrong position, null where it cannot be told
     */
    record Wrong(@Nullable Long position, String why) implements Verdict {}

    /** Says that it does not verify, from wherever that is found. */
    final class Rejected extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Wrong wrong;

        Rejected(@Nullable Long position, String why) {
            super(why);
            this.wrong = new Wrong(position, why);
        }

        Wrong wrong() {
            return wrong;
        }
    }
}
