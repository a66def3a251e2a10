package org.treatyledger.api.pages;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.treatyledger.core.comparison.Column;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.web.Clocks;
import org.treatyledger.projections.web.Comparisons;
import org.treatyledger.projections.web.Comparisons.Compared;
import org.treatyledger.projections.web.ProblemException;

/** Paste or choose a published table, and see where it and the ledger differ. Nothing is kept. */
@Controller
@RequestMapping("/treaties/{treaty}/compare")
final class CompareController {

    private final Treaties treaties;
    private final Comparisons comparisons;

    CompareController(Treaties treaties, Comparisons comparisons) {
        this.treaties = treaties;
        this.comparisons = comparisons;
    }

    @GetMapping
    String form(@PathVariable String treaty, Model model) {
        show(treaty, "", "", new AskedClocks(null, null, null), model);
        return "compare";
    }

    @PostMapping
    String compare(
            @PathVariable String treaty,
            @RequestParam(defaultValue = "") String table,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "") String columns,
            @RequestParam(defaultValue = "false") boolean excerpt,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String known,
            Model model,
            HttpServletResponse response)
            throws IOException {
        var text = file == null || file.isEmpty() ? table : new String(file.getBytes(), StandardCharsets.UTF_8);
        var asked = new AskedClocks(on, known, null);
        show(treaty, text, columns, asked, model);
        model.addAttribute("excerpt", excerpt);
        try {
            result(
                    comparisons.compare(treaty, asked.read(), new Comparisons.Table(text, List.of(columns), excerpt)),
                    model);
        } catch (ProblemException unreadable) {
            model.addAttribute("problem", unreadable.problem());
            response.setStatus(unreadable.problem().status());
        }
        return "compare";
    }

    private void show(String treaty, String table, String columns, AskedClocks asked, Model model) {
        var id = TreatyId.parse(treaty)
                .filter(one -> treaties.register().treaty(one).isPresent())
                .orElseThrow(() -> Clocks.unknownTreaty(treaty));
        model.addAttribute("treaty", id.value());
        model.addAttribute("title", treaties.nameOf(id));
        model.addAttribute("table", table);
        model.addAttribute("columns", columns);
        model.addAttribute("asked", asked);
    }

    private static Map<String, String> understood(Compared compared) {
        var understood = new LinkedHashMap<String, String>();
        compared.read()
                .columns()
                .forEach((label, header) ->
                        understood.put(Column.parse(label).orElseThrow().words(), header));
        return understood;
    }

    private void result(Compared compared, Model model) {
        var comparison = compared.comparison();
        model.addAttribute("day", compared.asked().day());
        model.addAttribute("rows", comparison.rows().size());
        model.addAttribute("agree", comparison.agreeing());
        model.addAttribute(
                "missing", comparison.missing().stream().map(comparisons::row).toList());
        model.addAttribute("byCode", comparison.byCode());
        model.addAttribute("understood", understood(compared));
        model.addAttribute("ignored", compared.read().ignored());
        model.addAttribute(
                "discrepancies",
                comparison.discrepancies().stream()
                        .filter(one -> one.line() != null)
                        .map(comparisons::row)
                        .toList());
        model.addAttribute(
                "remarks", comparison.remarks().stream().map(comparisons::row).toList());
    }
}
