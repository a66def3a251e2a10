package org.treatyledger.api.pages;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.treatyledger.api.axon.Outcome;
import org.treatyledger.api.security.CurrentActor;
import org.treatyledger.api.web.Intake;
import org.treatyledger.api.web.Refusals;
import org.treatyledger.core.codec.EntryCodec.EntryTooLarge;
import org.treatyledger.core.codec.MalformedJson;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.projections.web.Problem;
import org.treatyledger.projections.web.ProblemException;

/**
 * What the desk does with any of its forms: a preview, then the record. Exactly what was previewed is recorded, at the
 * state at which it was previewed, once however often the form is sent.
 */
@Component
final class Desk {

    private final Treaties treaties;
    private final Intake intake;

    Desk(Treaties treaties, Intake intake) {
        this.treaties = treaties;
        this.intake = intake;
    }

    /** Where to go once it is recorded; nothing where the form is to be shown again, with what the model now says. */
    Optional<String> send(
            DeskForm sent, String step, Authentication authentication, Model model, HttpServletResponse response) {
        var form = sent.keyed();
        model.addAttribute("form", form);
        try {
            var asked = form.read(treaties.participants());
            var actor = CurrentActor.of(authentication);
            if (!step.equals("record")) {
                preview(form, asked, actor, model);
            } else if (asked.digest().equals(form.previewed())) {
                return record(form, asked, actor, model, response);
            } else {
                model.addAttribute("notice", "The form was changed after the preview. Nothing is recorded yet.");
                preview(form, asked, actor, model);
            }
        } catch (ProblemException e) {
            model.addAttribute("problem", e.problem());
        } catch (MalformedJson e) {
            model.addAttribute("problem", Refusals.problem(e));
        } catch (EntryTooLarge e) {
            model.addAttribute("problem", tooLarge(e));
        }
        answer(model, response);
        return Optional.empty();
    }

    private static Problem tooLarge(EntryTooLarge e) {
        return Problem.of(413, "entry-too-large", String.valueOf(e.getMessage()))
                .field("note");
    }

    private static void answer(Model model, HttpServletResponse response) {
        if (model.getAttribute("problem") instanceof Problem problem) {
            response.setStatus(problem.status());
        }
    }

    /** Shows what would happen now, whatever had been seen before. */
    private void preview(DeskForm form, Intake.Sent asked, Actor actor, Model model) {
        var now = new Intake.Sent(asked.command(), asked.body(), asked.key(), null);
        switch (intake.preview(now, actor)) {
            case Outcome.Previewed(long version, String answer) -> {
                model.addAttribute("form", form.previewedAs(now.digest(), version));
                model.addAttribute("preview", Consequences.of(Intake.answer(answer), treaties.participants()));
            }
            case Outcome.Refused(var refusal) -> model.addAttribute("problem", Refusals.problem(refusal));
            case Outcome other -> throw new IllegalStateException("Not an answer to a preview: " + other);
        }
    }

    private Optional<String> record(
            DeskForm form, Intake.Sent asked, Actor actor, Model model, HttpServletResponse response) {
        switch (intake.record(asked, actor)) {
            case Outcome.Recorded _ -> {
                return Optional.of("redirect:" + RecordedController.address(asked.key()));
            }
            case Outcome.Refused(var refusal) -> model.addAttribute("problem", Refusals.problem(refusal));
            case Outcome.VersionMoved _ -> {
                response.setStatus(HttpServletResponse.SC_CONFLICT);
                model.addAttribute(
                        "notice",
                        "Something else was recorded of the same after your preview, so yours was not. "
                                + "This is what would happen now.");
                preview(form, asked, actor, model);
            }
            case Outcome.CommandIdReused(var used) -> {
                response.setStatus(HttpServletResponse.SC_CONFLICT);
                model.addAttribute("notice", "This form has already recorded another act. Nothing was recorded again.");
                model.addAttribute("earlier", RecordedController.address(used));
                preview(form.asNewAct(), asked, actor, model);
            }
            case Outcome.Previewed previewed -> throw new IllegalStateException("Asked to record: " + previewed);
        }
        answer(model, response);
        return Optional.empty();
    }
}
