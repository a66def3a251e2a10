package org.treatyledger.api.seed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.treatyledger.api.LedgerSettings;
import org.treatyledger.api.axon.Instruction;
import org.treatyledger.api.axon.LedgerGateway;
import org.treatyledger.api.axon.Outcome;
import org.treatyledger.core.codec.ActionJson;
import org.treatyledger.core.codec.ImplementationJson;
import org.treatyledger.core.codec.JsonText;
import org.treatyledger.core.codec.RulesJson;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.core.treaty.TreatyCommand;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.LedgerCommand;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.register.Register;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays real history into an empty ledger through the ordinary commands, so that the rules are proven by it. A start
 * that was interrupted goes on where it stopped: each command has an id of its own.
 */
@Component
final class SeedRunner implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SeedRunner.class);
    private static final Actor SEED = new Actor("seed", "seed");
    private static final int PROGRESS_EVERY = 100;

    private final LedgerSettings settings;
    private final LedgerGateway gateway;
    private final EventLog log;
    private final Register register;
    private final Clock clock;

    SeedRunner(LedgerSettings settings, LedgerGateway gateway, EventLog log, Register register, Clock clock) {
        this.settings = settings;
        this.gateway = gateway;
        this.log = log;
        this.register = register;
        this.clock = clock;
    }

    private record Step(LedgerCommand command, String id, String digest) {}

    @Override
    public void run(ApplicationArguments arguments) {
        if (settings.seed().equals("none")) {
            return;
        }
        var steps = steps(settings.seed());
        if (log.head().size() == 0 || wasInterrupted(steps)) {
            play(steps);
        }
        register.awaitPosition(log.head().size() - 1, Register.PATIENCE);
    }

    private boolean wasInterrupted(List<Step> steps) {
        return log.receipt(steps.getFirst().id()).isPresent()
                && log.receipt(steps.getLast().id()).isEmpty();
    }

    private void play(List<Step> steps) {
        LOG.info("Playing {} entries of the seed \"{}\" into the ledger", steps.size(), settings.seed());
        for (var i = 0; i < steps.size(); i++) {
            submit(steps.get(i));
            if ((i + 1) % PROGRESS_EVERY == 0 || i + 1 == steps.size()) {
                LOG.info("{} of {} entries recorded", i + 1, steps.size());
            }
        }
    }

    private void submit(Step step) {
        var outcome = gateway.submit(
                new Instruction(step.command(), step.id(), step.digest(), SEED, clock.instant(), null, false));
        if (!(outcome instanceof Outcome.Recorded)) {
            throw new IllegalStateException("The seed does not fit the law: " + step.command() + " → " + outcome);
        }
    }

    private static List<Step> steps(String seed) {
        var steps = new ArrayList<Step>();
        for (var rules : read(seed, "treaties.json")) {
            var command = new TreatyCommand.Register(RulesJson.read(rules));
            steps.add(step(seed, steps.size(), command, rules));
        }
        for (var action : read(seed, "actions.json")) {
            var treaty = takeTreaty(action);
            steps.add(step(seed, steps.size(), ActionJson.read(treaty, action), action));
        }
        for (var legislation : read(seed, "implementation.json")) {
            var treaty = takeTreaty(legislation);
            steps.add(step(seed, steps.size(), ImplementationJson.read(treaty, legislation), legislation));
        }
        return steps;
    }

    /** The treaty that a row names, taken out of it: over HTTP it stands in the address. */
    private static TreatyId takeTreaty(JsonNode row) {
        return new TreatyId(((ObjectNode) row).remove("treaty").stringValue());
    }

    private static Step step(String seed, int number, LedgerCommand command, JsonNode body) {
        return new Step(command, "seed/%s/%04d".formatted(seed, number), JsonText.digest("/" + command.treaty(), body));
    }

    private static JsonNode read(String seed, String file) {
        try (var stream = SeedRunner.class.getResourceAsStream("/seed/" + seed + "/" + file)) {
            if (stream == null) {
                throw new IllegalStateException(
                        "There is no seed called \"" + seed + "\"; LEDGER_SEED takes rome-statute or none.");
            }
            return JsonText.read(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
