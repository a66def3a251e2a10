package org.treatyledger.core.comparison;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.treatyledger.core.comparison.PublishedDate.Order;

/**
 * A table as somebody published it. A date with slashes that can be read in two ways is read as the other dates of the
 * table show, where they show it without contradiction.
 *
 * @param columns what the table has columns for: what it lacks it does not say
 */
public record PublishedTable(Set<Column> columns, List<PublishedRow> rows) {

    public PublishedTable {
        columns = Set.copyOf(columns);
        var habit = habit(rows);
        rows = rows.stream().map(row -> row.by(habit)).toList();
    }

    private static Order habit(List<PublishedRow> rows) {
        var shown = EnumSet.noneOf(Order.class);
        rows.forEach(row -> row.dates().values().forEach(date -> shown.add(date.order())));
        if (shown.contains(Order.DAY_FIRST) == shown.contains(Order.MONTH_FIRST)) {
            return Order.EITHER;
        }
        return shown.contains(Order.DAY_FIRST) ? Order.DAY_FIRST : Order.MONTH_FIRST;
    }

    /** Whether the table has that column. */
    boolean has(Column column) {
        return columns.contains(column);
    }
}
