package org.treatyledger.api.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treatyledger.projections.web.Problem;

/**
 * What became of one row.
 *
 * @param outcome recorded, would-be-recorded, already-recorded, refused or malformed
 * @param position where it is recorded
 * @param code why it is refused, with the sentence, the field, the law and the remedy
 * @param warnings the codes of what a careful depositary would ask about
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record RowResult(
        int line,
        String treaty,
        @Nullable String action,
        @Nullable String participant,
        @Nullable String date,
        String outcome,
        @Nullable Long position,
        @Nullable String code,
        @Nullable String detail,
        @Nullable String field,
        @Nullable String citation,
        @Nullable String remedy,
        List<String> warnings) {

    static final String RECORDED = "recorded";
    static final String WOULD_BE_RECORDED = "would-be-recorded";
    static final String ALREADY_RECORDED = "already-recorded";
    static final String REFUSED = "refused";
    static final String MALFORMED = "malformed";

    static RowResult at(ImportRow row, String outcome, @Nullable Long position, List<String> warnings) {
        return of(row, outcome, position, null, warnings);
    }

    static RowResult not(ImportRow row, String outcome, Problem why) {
        return of(row, outcome, null, why, List.of());
    }

    private static RowResult of(
            ImportRow row, String outcome, @Nullable Long position, @Nullable Problem why, List<String> warnings) {
        return new RowResult(
                row.line(),
                row.treaty(),
                cell(row, "action"),
                cell(row, "participant"),
                cell(row, "date"),
                outcome,
                position,
                why == null ? null : why.code(),
                why == null ? null : why.detail(),
                why == null ? null : why.field(),
                why == null ? null : why.citation(),
                why == null ? null : why.remedy(),
                warnings);
    }

    private static @Nullable String cell(ImportRow row, String name) {
        return row.action().has(name) ? row.action().get(name).asString() : null;
    }
}
