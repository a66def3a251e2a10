package org.treatyledger.api.web;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.treatyledger.api.axon.Instruction;
import org.treatyledger.api.axon.LedgerGateway;
import org.treatyledger.api.axon.Outcome;
import org.treatyledger.core.codec.JsonText;
import org.treatyledger.core.implementation.ImplementationCommand;
import org.treatyledger.core.treaty.TreatyCommand;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.LedgerCommand;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.web.Problem;
import org.treatyledger.projections.web.ProblemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where commands of programs and of people come in: the same digest, the same gateway, the same answer. */
@Component
public final class Intake {

    /** The most characters of an idempotency key. */
    public static final int LONGEST_KEY = 200;

    private final LedgerGateway gateway;
    private final Register register;
    private final Clock clock;

    Intake(LedgerGateway gateway, Register register, Clock clock) {
        this.gateway = gateway;
        this.register = register;
        this.clock = clock;
    }

    /**
     * A command as somebody sent it.
     *
     * @param body what was sent, which the command was read from
     * @param key the idempotency key
     * @param expectedVersion the version of the stream that a person saw, null where any will do
     */
    public record Sent(
            LedgerCommand command,
            JsonNode body,
            String key,
            @Nullable Long expectedVersion) {

        /** What the command says, hashed, with where it was sent. */
        public String digest() {
            return JsonText.digest(
                    switch (command) {
                        case TreatyCommand.Register _ -> "/treaties";
                        case ImplementationCommand it -> "/treaties/" + it.treaty() + "/implementation";
                        default -> "/treaties/" + command.treaty();
                    },
                    body);
        }
    }

    /** The key that a request names, or a fresh one; a 400 problem where it cannot be one. */
    public static String key(@Nullable String key) {
        if (key == null) {
            return UUID.randomUUID().toString();
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problem.of(400, "malformed-header", "An idempotency key has 1 to " + LONGEST_KEY + " characters.")
                    .field("Idempotency-Key")
                    .remedy("Shorten it, or leave the header out.")
                    .asException();
        }
        return key;
    }

    /** The problem of a key that was used for something else. */
    public static ProblemException reused(String key) {
        return Problem.of(409, "command-id-reused", "The key \"" + key + "\" was used for another command.")
                .field("Idempotency-Key")
                .remedy("Use a new key for a new command.")
                .asException();
    }

    /** Records, once whoever asks next will see it: a projection of this process is waited for. */
    public Outcome record(Sent sent, Actor actor) {
        var outcome = submit(sent, actor, false);
        if (outcome instanceof Outcome.Recorded recorded) {
            register.awaitPosition(recorded.lastPosition(), Register.PATIENCE);
        }
        return outcome;
    }

    /** Says what would happen; nothing is recorded. */
    public Outcome preview(Sent sent, Actor actor) {
        return submit(sent, actor, true);
    }

    private Outcome submit(Sent sent, Actor actor, boolean preview) {
        return gateway.submit(new Instruction(
                sent.command(), sent.key(), sent.digest(), actor, clock.instant(), sent.expectedVersion(), preview));
    }

    /** Effects and warnings as the log keeps them. */
    public static ObjectNode answer(String json) {
        return (ObjectNode) JsonText.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
