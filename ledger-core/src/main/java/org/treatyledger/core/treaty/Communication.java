package org.treatyledger.core.treaty;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The communication by which the depositary learned of an act.
 *
 * @param receivedOn the day on which the depositary received it, in the depositary's calendar; the act's legal date
 *     unless the act says otherwise. Source: VCLT art. 78(b)
 * @param notification the depositary notification that circulated it, for example {@code C.N.489.2023.TREATIES-XVIII.10}
 * @param circulatedOn the day on which the depositary circulated it, from which others could know; null where not on
 *     record. Source: VCLT arts. 77(1)(e) and 78(c)
 * @param note a remark for readers of the register
 * @param source where the register's keeper found the act, for acts entered from history
 * @param confidence how firm that source is, in its keeper's words
 */
public record Communication(
        LocalDate receivedOn,
        @Nullable String notification,
        @Nullable LocalDate circulatedOn,
        @Nullable String note,
        @Nullable String source,
        @Nullable String confidence) {

    /** The day from which the public could know of it: circulation, or receipt where circulation is not on record. */
    public LocalDate publicOn() {
        return circulatedOn == null || circulatedOn.isBefore(receivedOn) ? receivedOn : circulatedOn;
    }

    /** A communication received on that day, with nothing more to say of it. */
    public static Communication receivedOn(LocalDate day) {
        return new Communication(day, null, null, null, null, null);
    }
}
