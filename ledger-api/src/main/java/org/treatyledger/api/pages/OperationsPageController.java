package org.treatyledger.api.pages;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.projections.register.Rebuild;
import org.treatyledger.projections.register.Register;

/** The operator's page: how far the register is, and building it anew with its progress. */
@Controller
final class OperationsPageController {

    private static final String BACK = "redirect:/operations";
    private static final String SECONDS_TO_THE_NEXT_LOOK = "2";

    private final EventLog log;
    private final Register register;
    private final Rebuild rebuild;

    OperationsPageController(EventLog log, Register register, Rebuild rebuild) {
        this.log = log;
        this.register = register;
        this.rebuild = rebuild;
    }

    /** While a rebuild is under way the page comes again by itself. */
    @GetMapping("/operations")
    String operations(Model model, HttpServletResponse response) {
        var state = rebuild.state().orElse(null);
        if (state != null && state.isRunning()) {
            response.setHeader("Refresh", SECONDS_TO_THE_NEXT_LOOK);
        }
        model.addAttribute("recorded", log.head().size());
        model.addAttribute("applied", register.size());
        model.addAttribute("generation", register.generation());
        model.addAttribute("rebuild", state);
        return "operations";
    }

    @PostMapping("/operations/rebuild")
    String begin() {
        rebuild.begin();
        return BACK;
    }

    @PostMapping("/operations/rebuild/cancel")
    String cancel() {
        rebuild.cancel();
        return BACK;
    }
}
