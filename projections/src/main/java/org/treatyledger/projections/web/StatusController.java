package org.treatyledger.projections.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.treatyledger.core.codec.RulesText;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.projections.register.Register;

/** Questions about a treaty's status (contract, section 5): each answer says how it was asked. */
@RestController
@RequestMapping("/api/v1")
public final class StatusController {

    private final Register register;
    private final Questions questions;
    private final StatusRows rows;
    private final ImplementationRows implementation;
    private final Proofs proofs;

    StatusController(
            Register register, Questions questions, StatusRows rows, ImplementationRows implementation, Proofs proofs) {
        this.register = register;
        this.questions = questions;
        this.rows = rows;
        this.implementation = implementation;
        this.proofs = proofs;
    }

    @GetMapping("/treaties")
    Object treaties(Clocks clocks) {
        return Map.of(
                "treaties",
                questions.askAll(clocks).map(StatusController::summary).toList());
    }

    private static Map<String, Object> summary(Asked asked) {
        var clauses = asked.status().clauses();
        var row = new LinkedHashMap<String, Object>();
        row.put("treaty", clauses.treaty().value());
        row.put("title", clauses.title());
        row.put("reference", clauses.reference());
        row.put("adopted", clauses.adopted());
        row.put("parent", clauses.parent() == null ? null : clauses.parent().value());
        row.put("inForceSince", asked.status().inForceSince().orElse(null));
        row.put("parties", asked.status().count(Basis.IN_FORCE, asked.day()));
        row.put("on", asked.day());
        row.put("version", asked.reading().version());
        return row;
    }

    @GetMapping("/treaties/{treaty}")
    ResponseEntity<Object> treaty(@PathVariable String treaty, Clocks clocks) {
        var asked = questions.ask(treaty, clocks);
        var clauses = asked.status().clauses();
        var answer = asked.answer();
        answer.putAll(summary(asked));
        answer.put("rules", RulesText.write(clauses));
        answer.put("entryIntoForceInWords", clauses.entryIntoForce().inWords());
        return ResponseEntity.ok()
                .eTag(Integer.toString(asked.reading().version()))
                .body(answer);
    }

    @GetMapping("/treaties/{treaty}/count")
    Object count(
            @PathVariable String treaty,
            @RequestParam(defaultValue = "in-force") String basis,
            @RequestParam(defaultValue = "false") boolean proof,
            Clocks clocks) {
        var counted = Questions.basis(basis);
        var asked = questions.ask(treaty, clocks);
        var answer = asked.answer();
        answer.put("count", asked.status().count(counted, asked.day()));
        answer.put("basis", counted.label());
        answer.put("evidence", asked.status().evidence(counted, asked.day()));
        return proved(answer, asked, proof);
    }

    @GetMapping("/treaties/{treaty}/parties")
    Object parties(@PathVariable String treaty, @RequestParam(defaultValue = "false") boolean proof, Clocks clocks) {
        var asked = questions.ask(treaty, clocks);
        var answer = asked.answer();
        answer.put("parties", rows.parties(asked.status(), asked.day()));
        return proved(answer, asked, proof);
    }

    @GetMapping("/treaties/{treaty}/participants")
    Object participants(
            @PathVariable String treaty, @RequestParam(defaultValue = "false") boolean proof, Clocks clocks) {
        var asked = questions.ask(treaty, clocks);
        var answer = asked.answer();
        answer.put("participants", rows.participants(asked.status(), asked.day()));
        return proved(answer, asked, proof);
    }

    @GetMapping("/treaties/{treaty}/participants/{code}")
    Object participant(
            @PathVariable String treaty,
            @PathVariable String code,
            @RequestParam(defaultValue = "false") boolean proof,
            Clocks clocks) {
        var asked = questions.ask(treaty, clocks);
        var answer = asked.answer();
        var id = questions.participant(code);
        answer.putAll(rows.participant(asked.status(), id, asked.day()));
        answer.put("implementation", implementation.steps(asked, id));
        return proved(answer, asked, proof);
    }

    /** With everything that is needed to compute it again offline, where that is asked for. */
    private Map<String, Object> proved(Map<String, Object> answer, Asked asked, boolean proof) {
        if (proof) {
            var id = asked.status().clauses().treaty();
            var position = asked.clocks().effectivePosition(asked.reading());
            var proved = new LinkedHashMap<>(proofs.of(register.behind(id, position)));
            proved.put(
                    "rules",
                    Map.of("treaty", id.value(), "position", asked.status().registeredAt()));
            answer.put("proof", proved);
        }
        return answer;
    }

    @GetMapping("/treaties/{treaty}/series")
    Object series(
            @PathVariable String treaty,
            @RequestParam(defaultValue = "in-force") String basis,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String by,
            Clocks clocks) {
        var counted = Questions.basis(basis);
        if (by != null && !by.equals("region")) {
            throw Problem.of(400, "malformed-parameter", "A series can be divided by region only.")
                    .field("by")
                    .remedy("Leave it out, or use by=region.")
                    .asException();
        }
        var first = Clocks.day("from", from);
        var last = Clocks.day("to", to);
        Clocks.inOrder(first, last);
        var asked = questions.ask(treaty, clocks);
        var answer = asked.answer();
        answer.put("basis", counted.label());
        answer.put("from", first);
        answer.put("to", last);
        answer.put(
                "series",
                by == null
                        ? rows.steps(asked.status().series(counted), first, last)
                        : rows.stepsByRegion(asked.status(), counted, first, last));
        return answer;
    }

    @GetMapping("/treaties/{treaty}/entry-into-force")
    Object entryIntoForce(@PathVariable String treaty, Clocks clocks) {
        var asked = questions.ask(treaty, clocks);
        var answer = asked.answer();
        answer.putAll(ThresholdRows.of(asked.status()));
        return answer;
    }

    @GetMapping("/participants")
    Object directory() {
        return Map.of(
                "participants",
                register.participants().all().stream().map(rows::reference).toList());
    }

    @GetMapping("/participants/{code}")
    Object everywhere(@PathVariable String code, Clocks clocks) {
        var id = questions.participant(code);
        var answer = new LinkedHashMap<>(
                rows.reference(register.participants().find(id).orElseThrow()));
        answer.put(
                "treaties",
                questions
                        .askAll(clocks)
                        .filter(asked -> asked.status().history(id).isPresent())
                        .map(asked -> inTreaty(asked, id))
                        .toList());
        return answer;
    }

    private Map<String, Object> inTreaty(Asked asked, ParticipantId id) {
        var row = asked.answer();
        row.put("title", asked.status().clauses().title());
        row.putAll(rows.row(asked.status(), id, asked.day()));
        return row;
    }
}
