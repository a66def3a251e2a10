package org.treatyledger.api.axon;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.Repository;
import org.treatyledger.core.codec.AnswerJson;
import org.treatyledger.core.codec.JsonText;
import org.treatyledger.core.treaty.Decision;
import org.treatyledger.core.treaty.TreatyCommand;
import org.treatyledger.core.treaty.TreatyState;

/** Subscribes every command of the core: Axon matches a handler by the class's name, so each record needs its own. */
final class CommandSubscriptions {

    private final Repository<TreatyAggregate> repository;
    private final TreatyStates states;

    CommandSubscriptions(Repository<TreatyAggregate> repository, TreatyStates states) {
        this.repository = repository;
        this.states = states;
    }

    void subscribe(CommandBus bus) {
        records(TreatyCommand.class).forEach(command -> bus.subscribe(command.getName(), this::handle));
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(CommandSubscriptions::records)
                : Stream.of(type);
    }

    private Object handle(CommandMessage<?> message) throws Exception {
        var instruction =
                Objects.requireNonNull((Instruction) message.getMetaData().get(Instruction.KEY));
        var recording = new Recording(instruction);
        Callable<TreatyAggregate> unregistered = () -> new TreatyAggregate(instruction.stream(), TreatyState.START);
        var aggregate = repository.loadOrCreate(instruction.stream(), unregistered);
        var seen = aggregate.version() == null ? 0 : aggregate.version() + 1;
        var expected = instruction.expectedVersion();
        if (expected != null && expected != seen) {
            return new Outcome.VersionMoved(seen);
        }
        return switch (aggregate.invoke(treaty -> treaty.handle(instruction, states))) {
            case Decision.Refused(var refusal) -> new Outcome.Refused(refusal);
            case Decision.Accepted accepted -> {
                recording.answer(JsonText.write(AnswerJson.write(accepted)));
                yield instruction.preview() ? new Outcome.Previewed(seen, recording.answer()) : recording;
            }
        };
    }
}
