package org.treatyledger.api.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.treatyledger.api.axon.Outcome;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.LedgerCommand;
import org.treatyledger.projections.web.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends a parsed command through the gateway, and answers as the contract says (sections 2 and 4). */
@Component
final class Submission {

    private final Intake intake;

    Submission(Intake intake) {
        this.intake = intake;
    }

    /** What the request says besides its body. */
    record Headers(
            @Nullable String idempotencyKey, @Nullable String ifMatch) {}

    ResponseEntity<ObjectNode> submit(
            LedgerCommand command, JsonNode body, Headers headers, boolean preview, Actor actor, URI registered) {
        var key = Intake.key(headers.idempotencyKey());
        var sent = new Intake.Sent(command, body, key, expectedVersion(headers));
        var outcome = preview ? intake.preview(sent, actor) : intake.record(sent, actor);
        return switch (outcome) {
            case Outcome.Recorded recorded -> recorded(recorded, key, registered);
            case Outcome.Previewed previewed ->
                ResponseEntity.ok().eTag(Long.toString(previewed.version())).body(preview(previewed));
            case Outcome.Refused(var refusal) -> throw Refusals.problem(refusal).asException();
            case Outcome.VersionMoved(long version) ->
                throw Problem.of(412, "stale-version", "What it concerns has moved on to version " + version + ".")
                        .field("If-Match")
                        .remedy("Read it again, then decide whether the act still stands.")
                        .asException();
            case Outcome.CommandIdReused(var used) -> throw Intake.reused(used);
        };
    }

    private static ResponseEntity<ObjectNode> recorded(Outcome.Recorded recorded, String key, URI registered) {
        var body = Intake.answer(recorded.answer());
        var positions = body.putArray("positions");
        for (var position = recorded.firstPosition(); position <= recorded.lastPosition(); position++) {
            positions.add(position);
        }
        body.put("version", recorded.version());
        var response = ResponseEntity.status(HttpStatus.CREATED)
                .location(
                        registered.toString().isEmpty()
                                ? URI.create("/api/v1/events/" + recorded.firstPosition())
                                : registered)
                .eTag(Long.toString(recorded.version()))
                .header("Idempotency-Key", key);
        if (recorded.replayed()) {
            response.header("Idempotency-Replayed", "true");
        }
        return response.body(body);
    }

    private static ObjectNode preview(Outcome.Previewed previewed) {
        var body = Intake.answer(previewed.answer());
        body.putArray("positions");
        body.put("version", previewed.version());
        body.put("preview", true);
        return body;
    }

    private static @Nullable Long expectedVersion(Headers headers) {
        var text = headers.ifMatch();
        if (text == null || text.equals("*")) {
            return null;
        }
        var bare = text.startsWith("W/") ? text.substring(2) : text;
        try {
            return Long.valueOf(bare.replace("\"", ""));
        } catch (NumberFormatException e) {
            throw Problem.of(400, "malformed-header", "If-Match takes the version of what the command concerns.")
                    .field("If-Match")
                    .remedy("Send the ETag of an earlier answer.")
                    .asException();
        }
    }
}
