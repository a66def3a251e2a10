package org.treatyledger.core.comparison;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a published table.
 *
 * @param line its line, from 1, counting the header
 * @param participant a code or a name, as written
 * @param number the number that the publisher gave it in counting; null where none
 * @param dates the days it names; empty cells are left out
 * @param means as written; null where none
 */
public record PublishedRow(
        int line,
        String participant,
        @Nullable String number,
        Map<Column, PublishedDate> dates,
        @Nullable String means) {

    public PublishedRow {
        var copy = new EnumMap<Column, PublishedDate>(Column.class);
        copy.putAll(dates);
        dates = Collections.unmodifiableMap(copy);
    }

    /** The day in that column, or null where the cell is empty. */
    @Nullable
    PublishedDate in(Column column) {
        return dates.get(column);
    }

    PublishedRow by(PublishedDate.Order habit) {
        var read = new EnumMap<Column, PublishedDate>(Column.class);
        dates.forEach((column, date) -> read.put(column, date.by(habit)));
        return new PublishedRow(line, participant, number, read, means);
    }
}
