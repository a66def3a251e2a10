package org.treatyledger.projections.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.treatyledger.core.codec.AnswerJson;
import org.treatyledger.core.codec.JsonText;
import org.treatyledger.core.codec.ScenarioJson;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.treaty.Circumstances;
import org.treatyledger.core.treaty.Decision;
import org.treatyledger.core.treaty.LatestDeposit;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.OpenMeans;
import org.treatyledger.core.treaty.Refusal;
import org.treatyledger.core.treaty.Scenario;
import org.treatyledger.core.treaty.TreatyCommand.NotifyWithdrawal;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.register.Register;

/** What if these acts were recorded, and until when one must deposit (contract, section 5): nothing is recorded here. */
@RestController
@RequestMapping("/api/v1/treaties/{treaty}")
final class ScenarioController {

    private final Register register;
    private final Questions questions;
    private final StatusRows rows;
    private final Clock clock;

    ScenarioController(Register register, Questions questions, StatusRows rows, Clock clock) {
        this.register = register;
        this.questions = questions;
        this.rows = rows;
        this.clock = clock;
    }

    @PostMapping(path = "/what-if", consumes = "application/json")
    Object whatIf(@PathVariable String treaty, @RequestBody byte[] body, Clocks clocks) {
        var asked = questions.ask(treaty, clocks);
        var question = ScenarioJson.read(new TreatyId(treaty), JsonText.read(body));
        var scenario = new Scenario(recorded(asked));
        var decisions = new ArrayList<Map<String, Object>>();
        for (var act : question.actions()) {
            var amendment = act instanceof NotifyWithdrawal it ? it.overAmendment() : null;
            decisions.add(decision(scenario.playAhead(act, circumstances(asked, amendment))));
        }
        var after = LegalStatus.of(
                (Registered) scenario.state(),
                AsOf.NOW,
                register.participants(),
                asked.status().parent());
        return answer(asked, after, question.on() == null ? asked.day() : question.on(), decisions);
    }

    private Registered recorded(Asked asked) {
        return register.treaty(new TreatyId(asked.treaty()))
                .orElseThrow()
                .asOf(asked.clocks().asOf());
    }

    private Circumstances circumstances(Asked asked, @Nullable TreatyId amendment) {
        return new Circumstances(
                clock.instant(),
                register.participants(),
                asked.status().parent(),
                Optional.ofNullable(amendment)
                        .flatMap(id -> register.read(id, asked.clocks().asOf()))
                        .map(Register.Reading::status));
    }

    private static Map<String, Object> decision(Decision decision) {
        var row = new LinkedHashMap<String, Object>();
        switch (decision) {
            case Decision.Accepted accepted -> {
                row.put("accepted", true);
                AnswerJson.write(accepted).properties().forEach(field -> row.put(field.getKey(), field.getValue()));
            }
            case Decision.Refused(var refusal) -> {
                row.put("accepted", false);
                row.putAll(refusal(refusal));
            }
        }
        return row;
    }

    private static Map<String, Object> refusal(Refusal refusal) {
        var row = new LinkedHashMap<String, Object>();
        row.put("code", refusal.reason().code());
        row.put("detail", refusal.sentence());
        row.put("field", refusal.field());
        row.put(
                "citation",
                refusal.citation() == null ? null : refusal.citation().toString());
        row.put("remedy", refusal.remedy());
        return row;
    }

    private Map<String, Object> answer(
            Asked asked, LegalStatus after, LocalDate day, List<Map<String, Object>> decisions) {
        var before = asked.status();
        var answer = asked.answer();
        answer.put("on", day);
        answer.put("basis", Basis.IN_FORCE.label());
        answer.put("count", after.count(Basis.IN_FORCE, day));
        answer.put("actions", decisions);
        answer.put("countsBefore", counts(before, day));
        answer.put("countsAfter", counts(after, day));
        answer.put("entryIntoForce", ThresholdRows.of(after));
        answer.put("participants", changed(before, after, day));
        return answer;
    }

    static Map<String, Integer> counts(LegalStatus status, LocalDate day) {
        var counts = new LinkedHashMap<String, Integer>();
        for (var basis : Basis.values()) {
            counts.put(basis.label(), status.count(basis, day));
        }
        return counts;
    }

    private List<Map<String, Object>> changed(LegalStatus before, LegalStatus after, LocalDate day) {
        var everybody = new TreeSet<>(after.everParties());
        everybody.addAll(before.everParties());
        return everybody.stream()
                .flatMap(id -> {
                    var was = row(before, id, day);
                    var is = row(after, id, day);
                    return was.equals(is) ? Stream.empty() : Stream.of(with(is, was));
                })
                .toList();
    }

    private static Map<String, Object> with(Map<String, Object> is, Map<String, Object> was) {
        var row = new LinkedHashMap<>(is);
        row.put("before", was);
        return row;
    }

    private Map<String, Object> row(LegalStatus status, ParticipantId id, LocalDate day) {
        var row = rows.row(status, id, day);
        row.put("trace", status.trace(id, day));
        row.computeIfPresent(
                "evidence",
                (name, positions) ->
                        ThresholdRows.recorded(((List<?>) positions).stream().map(Long.class::cast)));
        return row;
    }

    @GetMapping("/latest-deposit")
    Object latestDeposit(
            @PathVariable String treaty,
            @RequestParam(required = false) @Nullable String by,
            @RequestParam(required = false) @Nullable String participant,
            Clocks clocks) {
        var day = Clocks.day("by", by);
        if (day == null) {
            throw Problem.of(400, "malformed-parameter", "By which day is the State to be a party?")
                    .field("by")
                    .remedy("Write a day as YYYY-MM-DD, for example 2027-12-01.")
                    .asException();
        }
        var asked = questions.ask(treaty, clocks);
        var answer = asked.answer();
        answer.put("by", day);
        var latest = LatestDeposit.by(asked.status(), day);
        switch (latest) {
            case LatestDeposit.On on -> {
                answer.put("depositBy", on.inTime().depositedOn());
                answer.put("entersIntoForceOn", on.inTime().entersIntoForceOn());
                answer.put("trace", on.inTime().trace());
                answer.put("oneDayLater", on.oneDayLater().entersIntoForceOn());
            }
            case LatestDeposit.NotInForce(var missing) -> {
                answer.put("depositBy", null);
                answer.put("missing", missing);
            }
            case LatestDeposit.TooEarly(String why) -> {
                answer.put("depositBy", null);
                answer.put("missing", List.of(why));
            }
        }
        if (participant != null && latest instanceof LatestDeposit.On on) {
            answer.putAll(mayDeposit(
                    asked, questions.participant(participant), on.inTime().depositedOn()));
        }
        return answer;
    }

    private Map<String, Object> mayDeposit(Asked asked, ParticipantId id, LocalDate day) {
        var open = OpenMeans.of(recorded(asked), id, day, circumstances(asked, null));
        var row = new LinkedHashMap<String, Object>();
        row.put("participant", id.code());
        row.put("means", open.inOrder().stream().map(ConsentMeans::label).toList());
        row.put("obstacle", open.obstacle() == null ? null : refusal(open.obstacle()));
        return row;
    }
}
