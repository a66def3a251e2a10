package org.treatyledger.api.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.treatyledger.api.security.CurrentActor;
import org.treatyledger.core.codec.ActionJson;
import org.treatyledger.core.codec.ImplementationJson;
import org.treatyledger.core.codec.JsonText;
import org.treatyledger.core.codec.RulesJson;
import org.treatyledger.core.treaty.TreatyCommand;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.web.Clocks;
import tools.jackson.databind.node.ObjectNode;

/** Registering treaties, recording treaty actions and national implementation (contract, sections 3 and 4). */
@RestController
@RequestMapping(path = "/api/v1/treaties", consumes = MediaType.APPLICATION_JSON_VALUE)
final class CommandController {

    private static final URI EVENT = URI.create("");

    private final Submission submission;

    CommandController(Submission submission) {
        this.submission = submission;
    }

    @PostMapping
    ResponseEntity<ObjectNode> register(
            @RequestBody byte[] body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "false") boolean preview,
            Authentication authentication) {
        var json = JsonText.read(body);
        var command = new TreatyCommand.Register(RulesJson.read(json));
        return submission.submit(
                command,
                json,
                new Submission.Headers(key, ifMatch),
                preview,
                CurrentActor.of(authentication),
                URI.create("/api/v1/treaties/" + command.treaty()));
    }

    @PostMapping("/{treaty}/actions")
    ResponseEntity<ObjectNode> record(
            @PathVariable String treaty,
            @RequestBody byte[] body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "false") boolean preview,
            Authentication authentication) {
        var id = TreatyId.parse(treaty).orElseThrow(() -> Clocks.unknownTreaty(treaty));
        var json = JsonText.read(body);
        return submission.submit(
                ActionJson.read(id, json),
                json,
                new Submission.Headers(key, ifMatch),
                preview,
                CurrentActor.of(authentication),
                EVENT);
    }

    @PostMapping("/{treaty}/implementation")
    ResponseEntity<ObjectNode> implementation(
            @PathVariable String treaty,
            @RequestBody byte[] body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "false") boolean preview,
            Authentication authentication) {
        var id = TreatyId.parse(treaty).orElseThrow(() -> Clocks.unknownTreaty(treaty));
        var json = JsonText.read(body);
        return submission.submit(
                ImplementationJson.read(id, json),
                json,
                new Submission.Headers(key, ifMatch),
                preview,
                CurrentActor.of(authentication),
                EVENT);
    }
}
