package org.treatyledger.core.treaty;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an answer may know: two of the three clocks. The third, the legal day, is asked of the status itself.
 *
 * @param known only what the depositary had received by the end of that day; null for everything received
 * @param position only what the ledger had recorded up to and including that log position
 */
public record AsOf(@Nullable LocalDate known, long position) {

    /** Everything received and recorded. */
    public static final AsOf NOW = new AsOf(null, Long.MAX_VALUE);

    boolean sees(long recordedAt, LocalDate receivedOn) {
        return recordedAt <= position && (known == null || !receivedOn.isAfter(known));
    }
}
