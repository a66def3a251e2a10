package org.treatyledger.api.pages;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.treatyledger.api.pages.DaysToCome.Coming;
import org.treatyledger.api.pages.DaysToCome.IfDeposited;
import org.treatyledger.api.pages.DaysToCome.InTime;
import org.treatyledger.api.web.Refusals;
import org.treatyledger.core.codec.AnswerJson;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.treaty.Circumstances;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.Decision.Accepted;
import org.treatyledger.core.treaty.LatestDeposit;
import org.treatyledger.core.treaty.LegalCalendar;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.OpenMeans;
import org.treatyledger.core.treaty.Scenario;
import org.treatyledger.core.treaty.TreatyCommand.DepositInstrument;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.register.Register.Reading;
import org.treatyledger.projections.web.Clocks;
import org.treatyledger.projections.web.ProblemException;

/** What lies ahead of a treaty: coming dates, what a deposit would bring, and until when one must be made. */
@Controller
final class DaysToComeController {

    private final Treaties treaties;
    private final Clock clock;

    DaysToComeController(Treaties treaties, Clock clock) {
        this.treaties = treaties;
        this.clock = clock;
    }

    @GetMapping("/treaties/{treaty}/calendar")
    String calendar(
            @PathVariable String treaty,
            @RequestParam(required = false) @Nullable String participant,
            @RequestParam(required = false) @Nullable String date,
            @RequestParam(required = false) @Nullable String by,
            Model model,
            HttpServletResponse response) {
        var reading = Treaties.TODAY.read(treaties.register(), treaty);
        var standing = treaties.standing(reading, Treaties.TODAY);
        model.addAttribute("standing", standing);
        model.addAttribute("participants", treaties.participants().all());
        model.addAttribute("participant", Inputs.text(participant));
        model.addAttribute("date", Inputs.text(date).isEmpty() ? standing.day() : Inputs.text(date));
        model.addAttribute("by", Inputs.text(by));
        model.addAttribute(
                "coming",
                LegalCalendar.between(
                                reading.status(), treaties.participants(), standing.day(), null, LegalCalendar.USUAL)
                        .stream()
                        .map(Coming::of)
                        .toList());
        try {
            answer(reading, standing.day(), participant, date, by, model);
        } catch (ProblemException unanswered) {
            model.addAttribute("problem", unanswered.problem());
            response.setStatus(unanswered.problem().status());
        }
        return "days-to-come";
    }

    private void answer(
            Reading reading,
            LocalDate today,
            @Nullable String participant,
            @Nullable String date,
            @Nullable String by,
            Model model) {
        if (!Inputs.text(participant).isEmpty()) {
            var who = Inputs.participant(participant, treaties.participants());
            var day = Inputs.text(date).isEmpty() ? today : Clocks.day("date", Inputs.text(date));
            model.addAttribute("ifDeposited", ifDeposited(reading.status(), who, day == null ? today : day));
        }
        var wanted = Inputs.text(by).isEmpty() ? null : Clocks.day("by", Inputs.text(by));
        if (wanted != null) {
            model.addAttribute("inTime", inTime(reading.status(), wanted));
        }
    }

    private IfDeposited ifDeposited(LegalStatus status, ParticipantId who, LocalDate day) {
        var id = status.clauses().treaty();
        var treaty = treaties.register().treaty(id).orElseThrow();
        var name = treaties.participants().nameOf(who);
        var now = new Circumstances(clock.instant(), treaties.participants(), parent(id));
        var open = OpenMeans.of(treaty, who, day, now);
        var means = open.proposed();
        if (means.isEmpty()) {
            var obstacle = open.obstacle() == null ? null : Refusals.problem(open.obstacle());
            return new IfDeposited(name, day, null, null, null, null, null, obstacle);
        }
        return deposited(treaty, new Deposit(who, means.get(), day), now, status);
    }

    private record Deposit(ParticipantId who, ConsentMeans means, LocalDate day) {}

    private IfDeposited deposited(Registered treaty, Deposit it, Circumstances now, LegalStatus before) {
        var scenario = new Scenario(treaty);
        var command = new DepositInstrument(
                treaty.clauses().treaty(), it.who(), it.means(), Communication.receivedOn(it.day()));
        var accepted = (Accepted) scenario.playAhead(command, now);
        var after = LegalStatus.of((Registered) scenario.state(), AsOf.NOW, now.participants(), now.parent());
        var enters = after.periodFrom(it.who(), it.day())
                .map(period -> period.entersIntoForceOn())
                .orElse(null);
        return new IfDeposited(
                treaties.participants().nameOf(it.who()),
                it.day(),
                it.means(),
                Consequences.of(AnswerJson.write(accepted), treaties.participants()),
                enters,
                enters == null ? null : before.count(Basis.IN_FORCE, enters),
                enters == null ? null : after.count(Basis.IN_FORCE, enters),
                null);
    }

    private Optional<LegalStatus> parent(TreatyId id) {
        return treaties.register()
                .parentOf(id)
                .flatMap(parent -> treaties.register().read(parent, AsOf.NOW))
                .map(Reading::status);
    }

    private static InTime inTime(LegalStatus status, LocalDate by) {
        return switch (LatestDeposit.by(status, by)) {
            case LatestDeposit.On on ->
                new InTime(
                        by,
                        on.inTime().depositedOn(),
                        on.inTime().entersIntoForceOn(),
                        on.oneDayLater().entersIntoForceOn(),
                        Prose.all(on.inTime().trace()));
            case LatestDeposit.NotInForce(var missing) -> new InTime(by, null, null, null, Prose.all(missing));
            case LatestDeposit.TooEarly(var why) -> new InTime(by, null, null, null, Prose.all(List.of(why)));
        };
    }
}
