package org.treatyledger.api.imports;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.treatyledger.api.security.CurrentActor;
import org.treatyledger.api.web.Intake;
import org.treatyledger.projections.web.Problem;

/** Sending files of acts, and asking what became of them (contract, section 4). */
@RestController
@RequestMapping("/api/v1/imports")
final class ImportController {

    private static final int SHOWN = 50;

    private final Imports imports;
    private final ImportRows rows;

    ImportController(Imports imports, ImportRows rows) {
        this.imports = imports;
        this.rows = rows;
    }

    @PostMapping(consumes = "text/csv")
    ResponseEntity<Map<String, Object>> send(
            @RequestBody(required = false) byte @Nullable [] file,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String sentKey,
            Authentication authentication) {
        var key = Intake.key(sentKey);
        var queued = imports.submit(file == null ? new byte[0] : file, dryRun, key, CurrentActor.of(authentication))
                .orElseThrow(() -> Intake.reused(key));
        var response = ResponseEntity.accepted()
                .location(URI.create("/api/v1/imports/" + queued.job().id()))
                .header("Idempotency-Key", key);
        if (queued.replayed()) {
            response.header("Idempotency-Replayed", "true");
        }
        return response.body(summary(queued.job()));
    }

    @GetMapping
    Map<String, Object> latest() {
        return Map.of("imports", rows.latest(SHOWN).stream().map(this::summary).toList());
    }

    @GetMapping("/{id}")
    Map<String, Object> one(@PathVariable String id, @RequestParam(required = false) @Nullable String outcome) {
        var job = parse(id).flatMap(rows::find).orElseThrow(() -> Problem.of(
                        404, "unknown-import", "There is no import " + id + ".")
                .field("id")
                .remedy("GET /api/v1/imports lists the last ones.")
                .asException());
        var answer = summary(job);
        answer.put("rows", rows.results(job.id(), 0, ImportFile.MOST_ROWS, outcome));
        return answer;
    }

    private static Optional<UUID> parse(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Map<String, Object> summary(ImportJob job) {
        var outcomes = rows.outcomes(job.id());
        var answer = new LinkedHashMap<String, Object>();
        answer.put("id", job.id());
        answer.put("state", job.state());
        answer.put("dryRun", job.dryRun());
        answer.put("total", job.total());
        answer.put(
                "processed",
                outcomes.values().stream().mapToInt(Integer::intValue).sum());
        answer.put("recorded", outcomes.getOrDefault(RowResult.RECORDED, 0));
        answer.put("wouldBeRecorded", outcomes.getOrDefault(RowResult.WOULD_BE_RECORDED, 0));
        answer.put("alreadyRecorded", outcomes.getOrDefault(RowResult.ALREADY_RECORDED, 0));
        answer.put("refused", outcomes.getOrDefault(RowResult.REFUSED, 0));
        answer.put("malformed", outcomes.getOrDefault(RowResult.MALFORMED, 0));
        answer.put("failure", job.failure());
        answer.put("createdAt", job.createdAt());
        answer.put("startedAt", job.startedAt());
        answer.put("endedAt", job.endedAt());
        return answer;
    }
}
