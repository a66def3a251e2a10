package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * The moments at which the answers of some acts can change: a question about any moment in between has the answer of the
 * moment before. Grows as acts are recorded; not safe for several threads.
 */
final class Moments {

    private final List<Long> positions = new ArrayList<>();
    private final TreeSet<LocalDate> days = new TreeSet<>();

    void add(Act act) {
        var place = Collections.binarySearch(positions, act.position());
        positions.add(place < 0 ? -place - 1 : place, act.position());
        var communication = act.event().communication();
        days.add(communication.receivedOn());
        days.add(communication.publicOn());
    }

    /**
     * The latest moment at which these acts changed an answer, as far as the clocks may know.
     *
     * @param first the position that stands for "before any act"
     */
    AsOf last(AsOf asOf, long first) {
        var known = asOf.known();
        var acts = upTo(asOf.position());
        var position = acts == 0 ? first : positions.get(acts - 1);
        return known == null || days.isEmpty() || !known.isBefore(days.last())
                ? new AsOf(null, position)
                : new AsOf(floor(known), position, asOf.view());
    }

    private LocalDate floor(LocalDate known) {
        var day = days.floor(known);
        return day == null ? LocalDate.MIN : day;
    }

    /** The number of acts recorded up to and including that position. */
    int upTo(long position) {
        var found = Collections.binarySearch(positions, position);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The positions of the acts recorded up to and including that one, ascending. */
    List<Long> positionsUpTo(long position) {
        return Collections.unmodifiableList(positions.subList(0, upTo(position)));
    }
}
