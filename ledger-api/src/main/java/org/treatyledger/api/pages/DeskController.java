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
import org.treatyledger.api.axon.Outcome;
import org.treatyledger.api.security.CurrentActor;
import org.treatyledger.api.web.Intake;
import org.treatyledger.api.web.Refusals;
import org.treatyledger.core.codec.EntryCodec.EntryTooLarge;
import org.treatyledger.core.codec.MalformedJson;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.projections.web.Problem;
import org.treatyledger.projections.web.ProblemException;

/**
 * The depositary's desk: a deposit is previewed, then recorded. Exactly what was previewed is recorded, at the state of
 * the treaty at which it was previewed, once however often the form is sent.
 */
@Controller
@RequestMapping("/desk")
final class DeskController {

    private final Treaties treaties;
    private final Intake intake;

    DeskController(Treaties treaties, Intake intake) {
        this.treaties = treaties;
        this.intake = intake;
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
        var form = sent.keyed();
        model.addAttribute("form", form);
        try {
            var deposit = form.read(treaties.participants());
            var actor = CurrentActor.of(authentication);
            if (!step.equals("record")) {
                preview(form, deposit, actor, model);
            } else if (deposit.digest().equals(form.previewed())) {
                return record(form, deposit, actor, model, response);
            } else {
                model.addAttribute("notice", "The form was changed after the preview. Nothing is recorded yet.");
                preview(form, deposit, actor, model);
            }
        } catch (ProblemException e) {
            model.addAttribute("problem", e.problem());
        } catch (MalformedJson e) {
            model.addAttribute("problem", Refusals.problem(e));
        } catch (EntryTooLarge e) {
            model.addAttribute("problem", tooLarge(e));
        }
        return answer(model, response);
    }

    private static Problem tooLarge(EntryTooLarge e) {
        return Problem.of(413, "entry-too-large", String.valueOf(e.getMessage()))
                .field("note");
    }

    private String answer(Model model, HttpServletResponse response) {
        if (model.getAttribute("problem") instanceof Problem problem) {
            response.setStatus(problem.status());
        }
        return show(treaties.today(), model);
    }

    /** Shows what would happen now, whatever had been seen before. */
    private void preview(DepositForm form, Intake.Sent deposit, Actor actor, Model model) {
        var now = new Intake.Sent(deposit.command(), deposit.body(), deposit.key(), null);
        switch (intake.preview(now, actor)) {
            case Outcome.Previewed(long version, String answer) -> {
                model.addAttribute("form", form.previewedAs(now.digest(), version));
                model.addAttribute("preview", Consequences.of(Intake.answer(answer), treaties.participants()));
            }
            case Outcome.Refused(var refusal) -> model.addAttribute("problem", Refusals.problem(refusal));
            case Outcome other -> throw new IllegalStateException("Not an answer to a preview: " + other);
        }
    }

    private String record(
            DepositForm form, Intake.Sent deposit, Actor actor, Model model, HttpServletResponse response) {
        switch (intake.record(deposit, actor)) {
            case Outcome.Recorded _ -> {
                return "redirect:" + RecordedController.address(deposit.key());
            }
            case Outcome.Refused(var refusal) -> model.addAttribute("problem", Refusals.problem(refusal));
            case Outcome.VersionMoved _ -> {
                response.setStatus(HttpServletResponse.SC_CONFLICT);
                model.addAttribute(
                        "notice",
                        "Another act of this treaty was recorded after your preview, so yours was not. "
                                + "This is what would happen now.");
                preview(form, deposit, actor, model);
            }
            case Outcome.CommandIdReused(var used) -> {
                response.setStatus(HttpServletResponse.SC_CONFLICT);
                model.addAttribute("notice", "This form has already recorded another act. Nothing was recorded again.");
                model.addAttribute("earlier", RecordedController.address(used));
                preview(form.asNewAct(), deposit, actor, model);
            }
            case Outcome.Previewed previewed -> throw new IllegalStateException("Asked to record: " + previewed);
        }
        return answer(model, response);
    }
}
