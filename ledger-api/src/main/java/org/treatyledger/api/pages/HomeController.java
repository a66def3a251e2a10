package org.treatyledger.api.pages;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.treatyledger.projections.register.Register.Reading;

/** The home page: how the first registered treaty stands today, live, and every treaty there is. */
@Controller
final class HomeController {

    private static final int LATEST = 8;

    private final Treaties treaties;

    HomeController(Treaties treaties) {
        this.treaties = treaties;
    }

    @GetMapping("/")
    String home(Model model) {
        model.addAttribute("treaties", treaties.today());
        treaties.first().ifPresent(reading -> show(reading, model));
        return "home";
    }

    private void show(Reading reading, Model model) {
        var standing = treaties.standing(reading, Treaties.TODAY);
        var participants = treaties.participants();
        model.addAttribute("standing", standing);
        model.addAttribute("chart", treaties.chart(reading, standing));
        model.addAttribute("coming", ComingDate.after(standing.day(), reading.status(), participants));
        treaties.register()
                .treaty(standing.clauses().treaty())
                .ifPresent(treaty -> model.addAttribute("latest", RecentAct.of(treaty, participants, LATEST)));
    }
}
