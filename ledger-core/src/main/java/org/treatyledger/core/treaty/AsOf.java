package org.treatyledger.core.treaty;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an answer may know: two of the three clocks. The third, the legal day, is asked of the status itself.
 *
 * @param known only what the depositary had received by the end of that day; null for everything received
 * @param position only what the ledger had recorded up to and including that log position
 * @param view whose knowledge that is
 */
public record AsOf(@Nullable LocalDate known, long position, View view) {

    /** Whose knowledge counts. An act is made on receipt by the depositary; others learn of it when told (VCLT art. 78). */
    public enum View {
        /** What the depositary had received. */
        LEGAL,
        /** What the depositary had circulated. */
        PUBLIC;

        /** The word used in requests and answers. */
        public String label() {
            return this == LEGAL ? "legal" : "public";
        }
    }

    /** Everything received and recorded. */
    public static final AsOf NOW = new AsOf(null, Long.MAX_VALUE);

    /** The depositary's own knowledge. */
    public AsOf(@Nullable LocalDate known, long position) {
        this(known, position, View.LEGAL);
    }

    boolean sees(Act act) {
        return act.position() <= position
                && (known == null || !knowableFrom(act.event().communication()).isAfter(known));
    }

    private LocalDate knowableFrom(Communication communication) {
        return view == View.PUBLIC ? communication.publicOn() : communication.receivedOn();
    }
}
