package org.treatyledger.api.pages;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.treatyledger.api.pages.ImplementationView.Filter;
import org.treatyledger.projections.web.Clocks;
import org.treatyledger.projections.web.ImplementationRows;
import org.treatyledger.projections.web.ProblemException;
import org.treatyledger.projections.web.Questions;

/** The page on how States have carried a treaty out at home, by any three clocks. */
@Controller
final class ImplementationPageController {

    private final Questions questions;
    private final ImplementationRows rows;

    ImplementationPageController(Questions questions, ImplementationRows rows) {
        this.questions = questions;
        this.rows = rows;
    }

    @GetMapping("/treaties/{treaty}/implementation")
    String implementation(
            @PathVariable String treaty,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String known,
            @RequestParam(required = false) @Nullable String position,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String status,
            Model model,
            HttpServletResponse response) {
        var clocks = new AskedClocks(on, known, position);
        model.addAttribute("asked", clocks);
        try {
            show(treaty, clocks.read(), Filter.read(region, status), model);
        } catch (ProblemException unanswered) {
            show(treaty, Treaties.TODAY, Filter.NONE, model);
            model.addAttribute("problem", unanswered.problem());
            response.setStatus(unanswered.problem().status());
        }
        return "implementation";
    }

    private void show(String treaty, Clocks clocks, Filter filter, Model model) {
        var asked = questions.ask(treaty, clocks);
        model.addAttribute("clauses", asked.status().clauses());
        model.addAttribute("day", asked.day());
        model.addAttribute("clocks", clocks);
        model.addAttribute("last", asked.reading().size() - 1);
        model.addAttribute("view", ImplementationView.of(rows.matrix(asked), filter));
    }
}
