package org.treatyledger.projections.web;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** Answers as CSV where a client asks for it: the rows of the answer's one list, or the answer itself as a row. */
final class CsvConverter extends AbstractHttpMessageConverter<Map<?, ?>> {

    CsvConverter() {
        super(StandardCharsets.UTF_8, new MediaType("text", "csv"));
    }

    @Override
    protected boolean supports(Class<?> type) {
        return Map.class.isAssignableFrom(type);
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected Map<?, ?> readInternal(Class<? extends Map<?, ?>> type, HttpInputMessage input) {
        throw new HttpMessageNotReadableException("CSV is only written here", input);
    }

    @Override
    protected void writeInternal(Map<?, ?> answer, HttpOutputMessage output) throws IOException {
        var rows = rows(answer);
        var columns = rows.isEmpty() ? new TreeSet<>() : rows.getFirst().keySet();
        try (var writer = new OutputStreamWriter(output.getBody(), StandardCharsets.UTF_8);
                var csv = new CSVPrinter(writer, CSVFormat.RFC4180)) {
            csv.printRecord(columns);
            for (var row : rows) {
                csv.printRecord(
                        columns.stream().map(column -> cell(row.get(column))).toList());
            }
        }
    }

    private static List<Map<?, ?>> rows(Map<?, ?> answer) {
        return answer.entrySet().stream()
                .filter(CsvConverter::isListOfRows)
                .findFirst()
                .<List<Map<?, ?>>>map(field -> ((List<?>) field.getValue())
                        .stream().<Map<?, ?>>map(row -> (Map<?, ?>) row).toList())
                .orElseGet(() -> List.of(answer));
    }

    /** A list that is empty says nothing of its rows: then its name tells whether it is the answer's table. */
    private static boolean isListOfRows(Map.Entry<?, ?> field) {
        return field.getValue() instanceof List<?> list
                && (list.isEmpty() ? TABLES.contains(field.getKey()) : list.getFirst() instanceof Map<?, ?>);
    }

    private static final Set<String> TABLES = Set.of(
            "treaties", "participants", "parties", "series", "events", "calendar", "changes", "discrepancies", "rows");

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Collection<?> several -> several.stream().map(String::valueOf).collect(Collectors.joining(" "));
            default -> value.toString();
        };
    }
}
