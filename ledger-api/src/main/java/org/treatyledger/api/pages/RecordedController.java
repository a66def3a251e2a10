package org.treatyledger.api.pages;

import java.util.stream.LongStream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import org.treatyledger.api.web.Intake;
import org.treatyledger.core.implementation.ImplementationEvent;
import org.treatyledger.core.log.CommandReceipt;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.core.treaty.TreatyEvent.ActRecorded;
import org.treatyledger.projections.register.RegisterRows;
import org.treatyledger.projections.web.Problem;

/** The confirmation of what the desk recorded, read from the log's receipt: it can be opened again at any time. */
@Controller
final class RecordedController {

    private static final String ADDRESS = "/desk/recorded";

    private final EventLog log;
    private final Treaties treaties;

    RecordedController(EventLog log, Treaties treaties) {
        this.log = log;
        this.treaties = treaties;
    }

    /** Where the confirmation of a recorded form is. */
    static String address(String key) {
        return UriComponentsBuilder.fromPath(ADDRESS)
                .queryParam("key", "{key}")
                .encode()
                .buildAndExpand(key)
                .toUriString();
    }

    @GetMapping(ADDRESS)
    String recorded(@RequestParam String key, Model model) {
        var receipt = log.receipt(key)
                .orElseThrow(() -> Problem.of(404, "unknown-receipt", "Nothing was recorded by that form.")
                        .asException());
        show(receipt, model);
        return "recorded";
    }

    private void show(CommandReceipt receipt, Model model) {
        var entry = log.read(receipt.firstPosition(), 1).getFirst();
        model.addAttribute(
                "positions",
                LongStream.rangeClosed(receipt.firstPosition(), receipt.lastPosition())
                        .boxed()
                        .toList());
        model.addAttribute("treaty", RegisterRows.treatyOf(entry).value());
        model.addAttribute("title", treaties.nameOf(RegisterRows.treatyOf(entry)));
        model.addAttribute("recordedAt", entry.recordedAt());
        model.addAttribute("consequences", Consequences.of(Intake.answer(receipt.answer()), treaties.participants()));
        if (entry.event() instanceof ImplementationEvent step) {
            model.addAttribute("sentence", Prose.of(StepSentences.of(step, treaties.participants())));
            model.addAttribute("receivedOn", step.received());
            model.addAttribute("implementation", step.participant().code());
        }
        if (entry.event() instanceof ActRecorded act) {
            model.addAttribute("sentence", Prose.of(new ActSentences(treaties.participants()).of(act)));
            model.addAttribute("receivedOn", act.communication().receivedOn());
        }
    }
}
