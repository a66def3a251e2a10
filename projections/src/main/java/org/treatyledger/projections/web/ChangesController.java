package org.treatyledger.projections.web;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.treatyledger.core.treaty.Act;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.vocabulary.ParticipantId;

/** What changed between two days, between two states of knowledge, or between two positions (contract, section 5). */
@RestController
@RequestMapping("/api/v1/treaties/{treaty}/changes")
final class ChangesController {

    private final Questions questions;
    private final StatusRows rows;

    ChangesController(Questions questions, StatusRows rows) {
        this.questions = questions;
        this.rows = rows;
    }

    /** A status and the day that it is asked about. */
    private record View(Asked asked, LocalDate day) {

        LegalStatus status() {
            return asked.status();
        }
    }

    @GetMapping
    Object changes(
            @PathVariable String treaty,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "on") String clock,
            Clocks clocks) {
        return switch (clock) {
            case "on" -> onTwoDays(treaty, day("from", from), day("to", to), clocks);
            case "known" -> asKnown(treaty, day("from", from), day("to", to), clocks);
            case "position" -> atPositions(treaty, position("from", from), position("to", to), clocks);
            default ->
                throw Problem.of(400, "malformed-parameter", "\"" + clock + "\" is not a clock.")
                        .field("clock")
                        .remedy("Use on, known or position.")
                        .asException();
        };
    }

    private static LocalDate day(String field, @Nullable String text) {
        var day = Clocks.day(field, text);
        if (day == null) {
            throw missing(field);
        }
        return day;
    }

    private static long position(String field, @Nullable String text) {
        if (text == null) {
            throw missing(field);
        }
        return Clocks.number(field, text);
    }

    private static ProblemException missing(String field) {
        return Problem.of(400, "malformed-parameter", "Changes lie between two moments; \"" + field + "\" is missing.")
                .field(field)
                .remedy("Give from and to: days, or positions with clock=position.")
                .asException();
    }

    private Object onTwoDays(String treaty, LocalDate from, LocalDate to, Clocks clocks) {
        Clocks.inOrder(from, to);
        var asked = questions.ask(treaty, new Clocks(to, clocks.known(), clocks.position(), clocks.view()));
        return answer("on", from, to, new View(asked, from), new View(asked, to));
    }

    private Object asKnown(String treaty, LocalDate from, LocalDate to, Clocks clocks) {
        Clocks.inOrder(from, to);
        var before = questions.ask(treaty, new Clocks(clocks.on(), from, clocks.position(), clocks.view()));
        var after = questions.ask(treaty, new Clocks(clocks.on(), to, clocks.position(), clocks.view()));
        return answer("known", from, to, new View(before, before.day()), new View(after, after.day()));
    }

    private Object atPositions(String treaty, long from, long to, Clocks clocks) {
        Clocks.inOrder(from, to);
        var after = questions.ask(treaty, new Clocks(clocks.on(), clocks.known(), to, clocks.view()));
        var registered = Math.max(from, after.status().registeredAt()); // before it there was nothing to change
        var before = questions.ask(treaty, new Clocks(clocks.on(), clocks.known(), registered, clocks.view()));
        return answer("position", from, to, new View(before, before.day()), new View(after, after.day()));
    }

    private Object answer(String clock, Object from, Object to, View before, View after) {
        var answer = after.asked().answer();
        answer.put("clock", clock);
        answer.put("from", from);
        answer.put("to", to);
        answer.put("countsBefore", ScenarioController.counts(before.status(), before.day()));
        answer.put("countsAfter", ScenarioController.counts(after.status(), after.day()));
        answer.put("came", parties(after, before));
        answer.put("went", parties(before, after));
        answer.put(
                "changes",
                everybody(before, after)
                        .flatMap(id -> change(before, after, id))
                        .toList());
        answer.put("acts", newActs(before.status(), after.status()));
        return answer;
    }

    /** Those that are parties in one view and not in the other, those that are not counted left out. */
    private static List<String> parties(View in, View notIn) {
        return in.status().partiesOn(in.day(), false).stream()
                .map(membership -> membership.participant())
                .filter(id -> !notIn.status().isPartyOn(id, notIn.day()))
                .map(ParticipantId::code)
                .sorted()
                .toList();
    }

    private static Stream<ParticipantId> everybody(View before, View after) {
        var everybody = new TreeSet<ParticipantId>();
        for (var view : List.of(before, after)) {
            everybody.addAll(view.status().everParties());
        }
        return everybody.stream();
    }

    private Stream<Map<String, Object>> change(View before, View after, ParticipantId id) {
        var was = rows.row(before.status(), id, before.day());
        var is = rows.row(after.status(), id, after.day());
        if (List.of("status", "entersIntoForceOn", "exitsOn", "depositedOn", "signedOn").stream()
                .allMatch(field -> Objects.equals(was.get(field), is.get(field)))) {
            return Stream.empty();
        }
        var row = new LinkedHashMap<String, Object>();
        row.put("participant", id.code());
        row.put("name", is.get("name"));
        row.put("statusBefore", was.get("status"));
        row.put("status", is.get("status"));
        for (var field : List.of("entersIntoForceOn", "exitsOn", "depositedOn")) {
            row.put(field + "Before", was.get(field));
            row.put(field, is.get(field));
        }
        row.put("trace", after.status().trace(id, after.day()));
        row.put("evidence", is.get("evidence"));
        return Stream.of(row);
    }

    /** The positions of acts and corrections that the later view rests on and the earlier could not. */
    private static List<Long> newActs(LegalStatus before, LegalStatus after) {
        var known = new TreeSet<Long>();
        before.acts().forEach(act -> known.addAll(act.evidence()));
        return after.acts().stream()
                .map(Act::evidence)
                .flatMap(List::stream)
                .filter(position -> !known.contains(position))
                .sorted()
                .toList();
    }
}
