package org.treatyledger.api.log;

import org.treatyledger.core.log.Appended;

/** What became of one request of a group. */
sealed interface Verdict {

    /** The log answered. */
    record Answered(Appended appended) implements Verdict {}

    /** It failed, and its caller is told why; the rest of the group is not touched. */
    record Failed(RuntimeException why) implements Verdict {}
}
