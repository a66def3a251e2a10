package org.treatyledger.api.pages;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.treatyledger.projections.web.Clocks;
import org.treatyledger.projections.web.ProblemException;
import org.treatyledger.projections.web.StatusRows;

/** A treaty's page: what it says, how it stands by any three clocks, and who takes part. */
@Controller
final class TreatyController {

    private final Treaties treaties;
    private final StatusRows rows;

    TreatyController(Treaties treaties, StatusRows rows) {
        this.treaties = treaties;
        this.rows = rows;
    }

    @GetMapping("/treaties/{treaty}")
    String treaty(
            @PathVariable String treaty,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String known,
            @RequestParam(required = false) @Nullable String position,
            Model model,
            HttpServletResponse response) {
        var asked = new AskedClocks(on, known, position);
        model.addAttribute("asked", asked);
        try {
            show(treaty, asked.read(), model);
            model.addAttribute("live", !asked.isAsked());
        } catch (ProblemException unanswered) {
            show(treaty, Treaties.TODAY, model);
            model.addAttribute("problem", unanswered.problem());
            model.addAttribute("live", false);
            response.setStatus(unanswered.problem().status());
        }
        return "treaty";
    }

    private void show(String treaty, Clocks clocks, Model model) {
        var reading = clocks.read(treaties.register(), treaty);
        var status = reading.status();
        var standing = treaties.standing(reading, clocks);
        var parent = standing.clauses().parent();
        model.addAttribute("parent", parent == null ? null : treaties.nameOf(parent));
        model.addAttribute("standing", standing);
        model.addAttribute("clocks", clocks);
        model.addAttribute("sentences", ClauseSentences.of(status.clauses()));
        model.addAttribute("threshold", ThresholdAnswer.of(status, treaties.participants()));
        model.addAttribute("chart", treaties.chart(reading, standing));
        model.addAttribute("rows", rows.participants(status, standing.day()));
    }
}
