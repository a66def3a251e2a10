package org.treatyledger.core.verify;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.List;
import org.treatyledger.core.transparency.MalformedLog;

/** One line of a table as PostgreSQL's COPY writes it, by the names of its columns. */
record DumpRow(List<String> columns, List<String> cells) {

    private static final String NOTHING = "\\N";

    /** Such as {@code 2026-11-27 14:01:09.551+00}. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .appendOffset("+HH:mm:ss", "+00")
            .toFormatter();

    /** The cell of that column, as text; throws {@link MalformedLog} where there is none. */
    String get(String column) {
        var at = columns.indexOf(column);
        if (at < 0 || at >= cells.size()) {
            throw new MalformedLog("The dump has no column " + column);
        }
        return text(cells.get(at));
    }

    /** COPY's escapes: a backslash and a letter. */
    private static String text(String cell) {
        return cell.indexOf('\\') < 0 || cell.equals(NOTHING)
                ? cell
                : cell.replace("\\\\", "\0")
                        .replace("\\n", "\n")
                        .replace("\\t", "\t")
                        .replace("\\r", "\r")
                        .replace('\0', '\\');
    }

    /** The cell as bytes; throws {@link IllegalArgumentException} where it is not hexadecimal. */
    byte[] bytes(String column) {
        var hex = get(column);
        return HexFormat.of().parseHex(hex.startsWith("\\x") ? hex.substring(2) : hex);
    }

    /** Whether the cell holds that number. */
    boolean holds(String column, long number) {
        return get(column).equals(Long.toString(number));
    }

    /** Whether the cell holds that instant. */
    boolean holds(String column, Instant instant) {
        try {
            return OffsetDateTime.parse(get(column), TIME).toInstant().equals(instant);
        } catch (DateTimeException e) {
            return false;
        }
    }
}
