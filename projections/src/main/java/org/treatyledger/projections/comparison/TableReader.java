package org.treatyledger.projections.comparison;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.comparison.Column;
import org.treatyledger.core.comparison.PublishedDate;
import org.treatyledger.core.comparison.PublishedRow;
import org.treatyledger.core.comparison.PublishedTable;
import org.treatyledger.core.vocabulary.ConsentMeans;

/** Reads a published table: separated by commas, semicolons or tabs, its first line the headers. */
public final class TableReader {

    /** The most rows that are read: no treaty has a tenth as many participants. */
    public static final int MOST_ROWS = 2_000;

    private static final Pattern NOTHING = Pattern.compile("[-–—.…]*|(?i)n/?a|none");
    private static final Pattern WITH_LETTER = Pattern.compile("(.*\\d)\\s*\\b?(AA|A|a|d|s|c)");
    private static final Pattern FOOTNOTE = Pattern.compile("\\s*(\\[[^\\]]*\\]|\\*+)\\s*$");

    /**
     * A table as read.
     *
     * @param columns the header of each column that was understood
     * @param ignored the headers that were passed over
     */
    public record Read(PublishedTable table, Map<String, String> columns, List<String> ignored) {}

    private final Headers headers;

    private TableReader(Headers headers) {
        this.headers = headers;
    }

    /**
     * Reads a table. Throws {@link UnreadableTable} where its headers leave a doubt.
     *
     * @param columns which header stands over which column, {@code deposit:Date of deposit}, several with semicolons
     *     between; what is left out is recognized
     */
    public static Read read(String text, Collection<String> columns) {
        var plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        var lines = lines(plain);
        if (lines.isEmpty()) {
            throw new UnreadableTable("The table is empty.", "Send its headers and rows as CSV.");
        }
        var headers = Headers.read(lines.getFirst().cells(), asked(columns));
        return new TableReader(headers).read(lines.subList(1, lines.size()));
    }

    private record Line(int number, List<String> cells) {}

    private static List<Line> lines(String text) {
        var format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter(text))
                .setIgnoreSurroundingSpaces(true)
                .setIgnoreEmptyLines(false)
                .get();
        var lines = new ArrayList<Line>();
        try (var records = format.parse(new StringReader(text))) {
            var number = 1;
            for (var line : records) {
                if (line.stream().anyMatch(cell -> !cell.isBlank())) {
                    lines.add(new Line(number, line.stream().map(String::strip).toList()));
                }
                if (lines.size() > MOST_ROWS + 1) {
                    throw new UnreadableTable(
                            "The table has more than " + MOST_ROWS + " rows.", "Send the rows of one treaty only.");
                }
                number = (int) records.getCurrentLineNumber() + 1;
            }
            return lines;
        } catch (CSVException | java.io.UncheckedIOException e) {
            throw new UnreadableTable(
                    "The table is no CSV: " + e.getMessage(), "Look for a quotation mark without its counterpart.");
        } catch (IOException e) {
            throw new IllegalStateException("A text in memory broke off", e);
        }
    }

    private static char delimiter(String text) {
        var first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        return Stream.of(',', ';', '\t')
                .max(Comparator.comparingLong(
                        mark -> first.chars().filter(c -> c == mark).count()))
                .orElse(',');
    }

    private static Map<Column, String> asked(Collection<String> columns) {
        var asked = new EnumMap<Column, String>(Column.class);
        columns.stream()
                .flatMap(text -> Stream.of(text.split(";")))
                .filter(text -> !text.isBlank())
                .forEach(text -> {
                    var parts = text.strip().split(":", 2);
                    var column = Column.parse(parts[0].strip());
                    if (column.isEmpty() || parts.length < 2) {
                        throw new UnreadableTable(
                                "\"" + text.strip() + "\" maps no column.",
                                "Write a column and its header, for example deposit:Date of deposit; the columns are "
                                        + String.join(
                                                ", ",
                                                Stream.of(Column.values())
                                                        .map(Column::label)
                                                        .toList())
                                        + ".");
                    }
                    asked.put(column.get(), parts[1].strip());
                });
        return asked;
    }

    private Read read(List<Line> lines) {
        var rows = lines.stream().map(this::row).toList();
        var columns = new LinkedHashMap<String, String>();
        for (var column : Column.values()) {
            var index = headers.at().get(column);
            if (index != null) {
                columns.put(column.label(), headers.texts().get(index));
            }
        }
        return new Read(new PublishedTable(headers.at().keySet(), rows), columns, headers.ignored());
    }

    private PublishedRow row(Line line) {
        var dates = new EnumMap<Column, PublishedDate>(Column.class);
        var means = cell(line, headers.at().get(Column.MEANS));
        for (var column : headers.at().keySet()) {
            var text = column.isDay() ? cell(line, headers.at().get(column)) : null;
            if (text == null) {
                continue;
            }
            var plain = FOOTNOTE.matcher(text).replaceFirst("");
            var lettered = WITH_LETTER.matcher(plain);
            var hasLetter = lettered.matches();
            dates.put(column, PublishedDate.read(hasLetter ? lettered.group(1) : plain));
            if (column == Column.DEPOSIT && means == null) {
                means = hasLetter
                        ? lettered.group(2)
                        : headers.lettersTellMeans() ? ConsentMeans.RATIFICATION.label() : null;
            }
        }
        return new PublishedRow(
                line.number(), participant(line), cell(line, headers.at().get(Column.NUMBER)), dates, means);
    }

    private String participant(Line line) {
        var written = cell(line, headers.at().get(Column.PARTICIPANT));
        var beside = written == null ? cell(line, headers.names()) : written;
        return beside == null ? "" : beside;
    }

    /** The text of a cell, null where it holds nothing. */
    private static @Nullable String cell(Line line, @Nullable Integer index) {
        if (index == null || index >= line.cells().size()) {
            return null;
        }
        var text = line.cells().get(index);
        return NOTHING.matcher(text).matches() ? null : text;
    }
}
