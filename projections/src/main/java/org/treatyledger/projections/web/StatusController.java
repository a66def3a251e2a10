package org.treatyledger.projections.web;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.treatyledger.core.codec.RulesText;
import org.treatyledger.core.rules.Finding;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.register.Register.Reading;

/** Questions about a treaty's status (contract, section 5): each answer says how it was asked. */
@RestController
@RequestMapping("/api/v1")
public final class StatusController {

    private final Register register;
    private final StatusRows rows;
    private final Clock clock;

    StatusController(Register register, StatusRows rows, Clock clock) {
        this.register = register;
        this.rows = rows;
        this.clock = clock;
    }

    @GetMapping("/treaties")
    Object treaties() {
        return Map.of(
                "treaties",
                register.treaties().stream()
                        .flatMap(id -> register.read(id, AsOf.NOW).stream())
                        .map(this::summary)
                        .toList());
    }

    private Map<String, Object> summary(Reading reading) {
        var clauses = reading.status().clauses();
        var today = new Clocks(null, null, null).day(reading, clock);
        var row = new LinkedHashMap<String, Object>();
        row.put("treaty", clauses.treaty().value());
        row.put("title", clauses.title());
        row.put("reference", clauses.reference());
        row.put("adopted", clauses.adopted());
        row.put("parent", clauses.parent() == null ? null : clauses.parent().value());
        row.put("inForceSince", reading.status().inForceSince().orElse(null));
        row.put("parties", reading.status().count(Basis.IN_FORCE, today));
        row.put("on", today);
        row.put("version", reading.version());
        return row;
    }

    @GetMapping("/treaties/{treaty}")
    ResponseEntity<Object> treaty(@PathVariable String treaty) {
        var reading = new Clocks(null, null, null).read(register, treaty);
        var answer = summary(reading);
        answer.put("rules", RulesText.write(reading.status().clauses()));
        answer.put(
                "entryIntoForceInWords",
                reading.status().clauses().entryIntoForce().inWords());
        return ResponseEntity.ok().eTag(Integer.toString(reading.version())).body(answer);
    }

    @GetMapping("/treaties/{treaty}/count")
    Object count(
            @PathVariable String treaty,
            @RequestParam(defaultValue = "in-force") String basis,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String known,
            @RequestParam(required = false) @Nullable String position,
            @RequestParam(required = false) @Nullable String atLeast) {
        var clocks = Clocks.parse(on, known, position);
        var counted = basis(basis);
        await(atLeast);
        var reading = clocks.read(register, treaty);
        var day = clocks.day(reading, clock);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("treaty", treaty);
        answer.put("count", reading.status().count(counted, day));
        answer.put("basis", counted.label());
        answer.putAll(asked(clocks, reading));
        answer.put("evidence", reading.status().evidence(counted, day));
        return answer;
    }

    @GetMapping("/treaties/{treaty}/parties")
    Object parties(
            @PathVariable String treaty,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String known,
            @RequestParam(required = false) @Nullable String position,
            @RequestParam(required = false) @Nullable String atLeast) {
        await(atLeast);
        var clocks = Clocks.parse(on, known, position);
        var reading = clocks.read(register, treaty);
        var answer = list(treaty, clocks, reading);
        answer.put("parties", rows.parties(reading.status(), clocks.day(reading, clock)));
        return answer;
    }

    @GetMapping("/treaties/{treaty}/participants")
    Object participants(
            @PathVariable String treaty,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String known,
            @RequestParam(required = false) @Nullable String position,
            @RequestParam(required = false) @Nullable String atLeast) {
        await(atLeast);
        var clocks = Clocks.parse(on, known, position);
        var reading = clocks.read(register, treaty);
        var answer = list(treaty, clocks, reading);
        answer.put("participants", rows.participants(reading.status(), clocks.day(reading, clock)));
        return answer;
    }

    @GetMapping("/treaties/{treaty}/participants/{code}")
    Object participant(
            @PathVariable String treaty,
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String known,
            @RequestParam(required = false) @Nullable String position,
            @RequestParam(required = false) @Nullable String atLeast) {
        await(atLeast);
        var clocks = Clocks.parse(on, known, position);
        var reading = clocks.read(register, treaty);
        var answer = list(treaty, clocks, reading);
        answer.putAll(rows.participant(reading.status(), known(code), clocks.day(reading, clock)));
        return answer;
    }

    private ParticipantId known(String code) {
        return ParticipantId.parse(code)
                .filter(id -> register.participants().find(id).isPresent())
                .orElseThrow(() -> unknownParticipant(code));
    }

    static ProblemException unknownParticipant(String code) {
        return Problem.of(404, "unknown-participant", "No participant has the code " + code + ".")
                .field("participant")
                .remedy("Use an ISO 3166-1 alpha-3 code, or EUE for the European Union.")
                .asException();
    }

    @GetMapping("/treaties/{treaty}/series")
    Object series(
            @PathVariable String treaty,
            @RequestParam(defaultValue = "in-force") String basis,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String by,
            @RequestParam(required = false) @Nullable String known,
            @RequestParam(required = false) @Nullable String position,
            @RequestParam(required = false) @Nullable String atLeast) {
        await(atLeast);
        var clocks = Clocks.parse(null, known, position);
        var counted = basis(basis);
        if (by != null && !by.equals("region")) {
            throw Problem.of(400, "malformed-parameter", "A series can be divided by region only.")
                    .field("by")
                    .remedy("Leave it out, or use by=region.")
                    .asException();
        }
        var first = Clocks.day("from", from);
        var last = Clocks.day("to", to);
        var reading = clocks.read(register, treaty);
        var answer = list(treaty, clocks, reading);
        answer.put("basis", counted.label());
        answer.put("from", first);
        answer.put("to", last);
        answer.put(
                "series",
                by == null
                        ? rows.steps(reading.status().series(counted), first, last)
                        : rows.stepsByRegion(reading.status(), counted, first, last));
        return answer;
    }

    @GetMapping("/treaties/{treaty}/entry-into-force")
    Object entryIntoForce(
            @PathVariable String treaty,
            @RequestParam(required = false) @Nullable String known,
            @RequestParam(required = false) @Nullable String position,
            @RequestParam(required = false) @Nullable String atLeast) {
        await(atLeast);
        var clocks = Clocks.parse(null, known, position);
        var reading = clocks.read(register, treaty);
        var status = reading.status();
        var answer = list(treaty, clocks, reading);
        answer.put("rule", status.clauses().entryIntoForce().inWords());
        switch (status.finding()) {
            case Finding.Met met -> {
                answer.put("met", true);
                answer.put("metOn", met.on());
                answer.put("by", codes(met.by()));
                answer.put(
                        "ranks",
                        List.of(
                                met.firstRank(),
                                met.firstRank() + Math.max(0, met.by().size() - 1)));
                answer.put("entersIntoForceOn", status.inForceSince().orElse(null));
                answer.put("trace", met.trace());
            }
            case Finding.Unmet(var missing) -> {
                answer.put("met", false);
                answer.put("missing", missing);
                answer.put("entersIntoForceOn", status.inForceSince().orElse(null));
            }
        }
        return answer;
    }

    private static List<String> codes(List<ParticipantId> ids) {
        return ids.stream().map(ParticipantId::code).toList();
    }

    @GetMapping("/participants")
    Object directory() {
        return Map.of(
                "participants",
                register.participants().all().stream().map(rows::reference).toList());
    }

    @GetMapping("/participants/{code}")
    Object everywhere(@PathVariable String code) {
        var id = known(code);
        var answer = new LinkedHashMap<>(
                rows.reference(register.participants().find(id).orElseThrow()));
        answer.put(
                "treaties",
                register.treaties().stream()
                        .flatMap(treaty -> inTreaty(treaty, id).stream())
                        .toList());
        return answer;
    }

    private Optional<Map<String, Object>> inTreaty(TreatyId treaty, ParticipantId id) {
        return register.read(treaty, AsOf.NOW)
                .filter(reading -> reading.status().history(id).isPresent())
                .map(reading -> {
                    var row = new LinkedHashMap<String, Object>();
                    row.put("treaty", treaty.value());
                    row.put("title", reading.status().clauses().title());
                    row.putAll(rows.row(reading.status(), id, new Clocks(null, null, null).day(reading, clock)));
                    return row;
                });
    }

    private Map<String, Object> list(String treaty, Clocks clocks, Reading reading) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("treaty", treaty);
        answer.putAll(asked(clocks, reading));
        return answer;
    }

    private Map<String, Object> asked(Clocks clocks, Reading reading) {
        var asked = new LinkedHashMap<String, Object>();
        asked.put("on", clocks.day(reading, clock));
        asked.put("known", clocks.known());
        asked.put("position", clocks.effectivePosition(reading));
        asked.put("checkpoint", reading.size());
        asked.put("version", reading.version());
        return asked;
    }

    private void await(@Nullable String atLeast) {
        Clocks.ifGiven(atLeast, "atLeast", position -> {
            if (!register.awaitPosition(position, Register.PATIENCE)) {
                throw Problem.of(503, "not-yet-known", "Position " + position + " has not been recorded yet.")
                        .field("atLeast")
                        .remedy("Ask again in a second.")
                        .asException();
            }
        });
    }

    static Basis basis(String label) {
        return Basis.parse(label)
                .orElseThrow(() -> Problem.of(400, "malformed-parameter", "\"" + label + "\" is not a basis.")
                        .field("basis")
                        .remedy("Use in-force, consented or signed.")
                        .asException());
    }
}
