package org.treatyledger.api.axon;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.Repository;
import org.treatyledger.api.axon.StreamState.Said;
import org.treatyledger.core.implementation.ImplementationCommand;
import org.treatyledger.core.treaty.TreatyCommand;

/** Subscribes every command of the core: Axon matches a handler by the class's name, so each record needs its own. */
final class CommandSubscriptions {

    private final Repository<StreamAggregate> repository;
    private final StreamStates states;

    CommandSubscriptions(Repository<StreamAggregate> repository, StreamStates states) {
        this.repository = repository;
        this.states = states;
    }

    void subscribe(CommandBus bus) {
        Stream.of(TreatyCommand.class, ImplementationCommand.class)
                .flatMap(CommandSubscriptions::records)
                .forEach(command -> bus.subscribe(command.getName(), this::handle));
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
        Callable<StreamAggregate> start =
                () -> new StreamAggregate(instruction.stream(), StreamState.startOf(instruction.stream()));
        var aggregate = repository.loadOrCreate(instruction.stream(), start);
        var seen = aggregate.version() == null ? 0 : aggregate.version() + 1;
        var expected = instruction.expectedVersion();
        if (expected != null && expected != seen) {
            return new Outcome.VersionMoved(seen);
        }
        return switch (aggregate.invoke(stream -> stream.handle(instruction, states))) {
            case Said.Refused(var refusal) -> new Outcome.Refused(refusal);
            case Said.Accepted accepted -> {
                recording.answer(accepted.answer());
                yield instruction.preview() ? new Outcome.Previewed(seen, recording.answer()) : recording;
            }
        };
    }
}
