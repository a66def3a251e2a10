package org.treatyledger.api.pages;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.treatyledger.core.implementation.Area;
import org.treatyledger.core.implementation.Stage;

/** The reviewers' desk for steps of national implementation. */
@Controller
@RequestMapping("/desk/implementation")
final class StepDeskController {

    private final Treaties treaties;
    private final Desk desk;

    StepDeskController(Treaties treaties, Desk desk) {
        this.treaties = treaties;
        this.desk = desk;
    }

    @GetMapping
    String form(@RequestParam(required = false) @Nullable String treaty, Model model) {
        treaties.register().treaties().stream()
                .filter(id -> id.value().equals(treaty))
                .findFirst()
                .or(() -> treaties.register().treaties().stream().findFirst())
                .ifPresent(id -> model.addAttribute("form", StepForm.empty(id.value())));
        return show(model);
    }

    private String show(Model model) {
        model.addAttribute("treaties", treaties.today());
        model.addAttribute("participants", treaties.participants().all());
        model.addAttribute("stages", Stage.values());
        model.addAttribute("areas", Area.values());
        return "desk-implementation";
    }

    @PostMapping
    String send(
            StepForm sent,
            @RequestParam(defaultValue = "preview") String step,
            Authentication authentication,
            Model model,
            HttpServletResponse response) {
        return desk.send(sent, step, authentication, model, response).orElseGet(() -> show(model));
    }
}
