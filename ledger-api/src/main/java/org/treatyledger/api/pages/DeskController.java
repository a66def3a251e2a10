package org.treatyledger.api.pages;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.treatyledger.core.vocabulary.ConsentMeans;

/** The depositary's desk for deposits. */
@Controller
@RequestMapping("/desk")
final class DeskController {

    private final Treaties treaties;
    private final Desk desk;

    DeskController(Treaties treaties, Desk desk) {
        this.treaties = treaties;
        this.desk = desk;
    }

    @GetMapping
    String form(@RequestParam(required = false) @Nullable String treaty, Model model) {
        var today = treaties.today();
        today.stream()
                .filter(one -> one.clauses().treaty().value().equals(treaty))
                .findFirst()
                .or(() -> today.stream().findFirst())
                .ifPresent(one -> model.addAttribute(
                        "form",
                        DepositForm.empty(
                                one.clauses().treaty().value(), one.day().toString())));
        return show(today, model);
    }

    private String show(List<Standing> today, Model model) {
        model.addAttribute("treaties", today);
        model.addAttribute("participants", treaties.participants().all());
        model.addAttribute(
                "means",
                Arrays.stream(ConsentMeans.values())
                        .filter(means -> means != ConsentMeans.SUCCESSION)
                        .toList());
        return "desk";
    }

    @PostMapping
    String send(
            DepositForm sent,
            @RequestParam(defaultValue = "preview") String step,
            Authentication authentication,
            Model model,
            HttpServletResponse response) {
        return desk.send(sent, step, authentication, model, response).orElseGet(() -> show(treaties.today(), model));
    }
}
