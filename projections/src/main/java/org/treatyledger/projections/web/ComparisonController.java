package org.treatyledger.projections.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** Compares a published table with the ledger. It reads only, so that anybody may: nothing of the table is kept. */
@RestController
final class ComparisonController {

    private final Comparisons comparisons;

    ComparisonController(Comparisons comparisons) {
        this.comparisons = comparisons;
    }

    @PostMapping(
            path = "/api/v1/treaties/{treaty}/comparisons",
            consumes = {"text/csv", MediaType.TEXT_PLAIN_VALUE})
    ResponseEntity<Object> compare(
            @PathVariable String treaty,
            @RequestBody byte[] table,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            @RequestParam(defaultValue = "false") boolean excerpt,
            Clocks clocks,
            WebRequest request) {
        var columns = List.of(
                Optional.ofNullable(request.getParameterValues("columns")).orElse(new String[0]));
        var compared = comparisons.compare(treaty, clocks, new Comparisons.Table(utf8(table), columns, excerpt));
        return accept != null && accept.startsWith(MediaType.TEXT_PLAIN_VALUE)
                ? ResponseEntity.ok()
                        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                        .header(
                                "Discrepancies",
                                Integer.toString(
                                        compared.comparison().discrepancies().size()))
                        .body(comparisons.text(compared))
                : ResponseEntity.ok(comparisons.answer(compared));
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.of(400, "unreadable-table", "The table is not written in UTF-8.")
                    .remedy("Save it as CSV UTF-8 and send it again.")
                    .asException();
        }
    }
}
