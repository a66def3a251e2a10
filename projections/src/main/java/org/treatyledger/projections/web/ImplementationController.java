package org.treatyledger.projections.web;

import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.treatyledger.projections.web.ImplementationMatrix.Row;

/** How far States have carried a treaty out at home (contract, section 5). */
@RestController
@RequestMapping("/api/v1/treaties/{treaty}/implementation")
final class ImplementationController {

    private final Questions questions;
    private final ImplementationRows rows;

    ImplementationController(Questions questions, ImplementationRows rows) {
        this.questions = questions;
        this.rows = rows;
    }

    @GetMapping
    Object implementation(@PathVariable String treaty, Clocks clocks) {
        var asked = questions.ask(treaty, clocks);
        var matrix = rows.matrix(asked);
        var answer = asked.answer();
        answer.put(
                "implementation",
                matrix.rows().stream().map(ImplementationRows::row).toList());
        answer.put(
                "none",
                matrix.none().stream()
                        .map(Row::participant)
                        .map(id -> id.code())
                        .toList());
        answer.put("totals", ImplementationRows.totals(matrix));
        return answer;
    }

    /** A table of its own: rows of JSON hold areas in areas, which no line can. */
    @GetMapping(produces = "text/csv")
    Map<String, Object> table(@PathVariable String treaty, Clocks clocks) {
        var matrix = rows.matrix(questions.ask(treaty, clocks));
        return Map.of(
                "implementation",
                matrix.rows().stream().flatMap(ImplementationRows::lines).toList());
    }
}
