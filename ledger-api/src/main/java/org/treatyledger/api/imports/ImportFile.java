package org.treatyledger.api.imports;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.treatyledger.projections.web.Problem;
import org.treatyledger.projections.web.ProblemException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A table of acts as CSV (RFC 4180, UTF-8): a header, then one act a row. Fails as a whole only where it is no such table. */
final class ImportFile {

    /** The most rows of one file. */
    static final int MOST_ROWS = 100_000;

    /** Every column that an action's field has; {@code position} and {@code replacement} of a correction cannot be told. */
    static final Set<String> COLUMNS = new TreeSet<>(Set.of(
            "treaty",
            "action",
            "participant",
            "date",
            "means",
            "definitive",
            "effectiveOn",
            "overAmendment",
            "predecessor",
            "successor",
            "kind",
            "from",
            "until",
            "text",
            "concerning",
            "name",
            "reason",
            "overrideReason",
            "notification",
            "circulatedOn",
            "note",
            "source",
            "confidence"));

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setTrim(true).get();

    private ImportFile() {}

    /** The rows; a 400 problem that names what is wrong where there is no table to read. */
    static List<ImportRow> read(byte[] bytes) {
        try (var csv = CSVParser.parse(new StringReader(text(bytes)), FORMAT)) {
            var records = csv.iterator();
            if (!records.hasNext()) {
                throw malformed("The file is empty.", "Send a header line and one act a row.");
            }
            var columns = columns(records.next());
            var rows = new ArrayList<ImportRow>();
            while (records.hasNext()) {
                rows.add(row(columns, records.next(), (int) csv.getCurrentLineNumber()));
                if (rows.size() > MOST_ROWS) {
                    throw malformed("The file has more than " + MOST_ROWS + " rows.", "Send it in parts.");
                }
            }
            if (rows.isEmpty()) {
                throw malformed("The file has a header and no rows.", "Add one act a row.");
            }
            return rows;
        } catch (CSVException | UncheckedIOException e) {
            throw malformed("This is not CSV: " + e.getMessage(), "Quote texts as RFC 4180 says.");
        } catch (IOException e) {
            throw malformed("This is not CSV: " + e.getMessage(), "Quote texts as RFC 4180 says.");
        }
    }

    private static String text(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw malformed("The file is not UTF-8.", "Save it as CSV with the encoding UTF-8.");
        }
    }

    private static List<String> columns(CSVRecord header) {
        var columns = header.toList();
        for (var column : columns) {
            if (!COLUMNS.contains(column)) {
                throw malformed(
                        "\"" + column + "\" is not a column.", "Use columns among: " + String.join(", ", COLUMNS));
            }
        }
        if (Set.copyOf(columns).size() < columns.size()) {
            throw malformed("A column is named twice.", "Name each column once.");
        }
        for (var needed : List.of("treaty", "action", "date")) {
            if (!columns.contains(needed)) {
                throw malformed(
                        "The column \"" + needed + "\" is missing.", "Start with: treaty,action,participant,date");
            }
        }
        return columns;
    }

    private static ImportRow row(List<String> columns, CSVRecord record, int line) {
        var action = JsonNodeFactory.instance.objectNode();
        var treaty = "";
        for (var i = 0; i < Math.min(columns.size(), record.size()); i++) {
            var column = columns.get(i);
            var cell = record.get(i);
            if (column.equals("treaty")) {
                treaty = cell;
            } else if (!cell.isEmpty()) {
                set(action, column, cell);
            }
        }
        return new ImportRow(line, treaty, action, record.size() > columns.size());
    }

    private static void set(ObjectNode action, String column, String cell) {
        if (column.equals("definitive") && (cell.equals("true") || cell.equals("false"))) {
            action.put(column, Boolean.parseBoolean(cell));
        } else {
            action.put(column, cell);
        }
    }

    private static ProblemException malformed(String detail, String remedy) {
        return Problem.of(400, "malformed-csv", detail).remedy(remedy).asException();
    }
}
