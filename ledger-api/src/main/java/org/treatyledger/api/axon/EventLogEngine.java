package org.treatyledger.api.axon;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.treatyledger.api.traces.Traces;
import org.treatyledger.core.log.Append;
import org.treatyledger.core.log.Appended;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.vocabulary.LedgerEvent;

/**
 * Axon's event storage over our log: positions are gapless, so a token is one number. States folded in memory stand in
 * for snapshots, so that a command reads only the tail of its stream.
 */
final class EventLogEngine implements EventStorageEngine {

    private static final String AGGREGATE_TYPE = StreamAggregate.class.getSimpleName();
    private static final int PAGE = 500;

    private final EventLog log;
    private final StreamStates states;
    private final Traces traces;

    EventLogEngine(EventLog log, StreamStates states, Traces traces) {
        this.log = log;
        this.states = states;
        this.traces = traces;
    }

    /** Durable when it returns: called by the event store while the unit of work prepares its commit. */
    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        if (events.isEmpty()) {
            return;
        }
        var recording = Recording.current();
        var first = (DomainEventMessage<?>) events.getFirst();
        var instruction = recording.instruction();
        var append = new Append(
                first.getAggregateIdentifier(),
                first.getSequenceNumber(),
                instruction.commandId(),
                instruction.actor(),
                instruction.digest(),
                recording.answer(),
                events.stream().map(event -> (LedgerEvent) event.getPayload()).toList());
        traces.recording(append.commandId());
        switch (traces.step("append", () -> log.append(append))) {
            case Appended.Recorded recorded -> recording.recorded(recorded);
            case Appended.AlreadyRecorded(var receipt) -> throw new CommandAlreadyRecorded(receipt);
            case Appended.StreamMoved moved ->
                throw new ConcurrencyException(
                        first.getAggregateIdentifier() + " has moved on to " + moved.nextSequence());
        }
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken token, boolean mayBlock) {
        var from = token == null ? 0 : token.position().orElse(-1) + 1;
        return Stream.iterate(log.read(from, PAGE), page -> !page.isEmpty(), this::pageAfter)
                .flatMap(List::stream)
                .map(EventLogEngine::tracked);
    }

    private List<LedgerEntry> pageAfter(List<LedgerEntry> page) {
        return page.size() < PAGE ? List.of() : log.read(page.getLast().position() + 1, PAGE);
    }

    /** Those who follow the log get the whole entry, with its position. */
    static TrackedEventMessage<LedgerEntry> tracked(LedgerEntry entry) {
        return new GenericTrackedEventMessage<>(
                new GlobalSequenceTrackingToken(entry.position()),
                new GenericEventMessage<>(
                        new GenericMessage<>(identifier(entry), entry, MetaData.emptyInstance()), entry::recordedAt));
    }

    private static String identifier(LedgerEntry entry) {
        return Long.toString(entry.position());
    }

    @Override
    public DomainEventStream readEvents(String stream, long firstSequence) {
        return DomainEventStream.of(
                log.readStream(stream, firstSequence).stream().map(EventLogEngine::sourced));
    }

    private static DomainEventMessage<LedgerEvent> sourced(LedgerEntry entry) {
        return new GenericDomainEventMessage<>(
                AGGREGATE_TYPE,
                entry.stream(),
                entry.sequence(),
                new GenericMessage<>(
                        identifier(entry),
                        entry.event(),
                        MetaData.from(Map.of(StreamAggregate.POSITION, entry.position()))),
                entry::recordedAt);
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String stream) {
        var current = states.current(stream);
        return current.nextSequence() == 0
                ? Optional.empty()
                : Optional.of(new GenericDomainEventMessage<>(
                        AGGREGATE_TYPE,
                        stream,
                        current.nextSequence() - 1,
                        new StreamAggregate(stream, current.state())));
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new UnsupportedOperationException("States are folded in memory; nothing triggers snapshots");
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String stream) {
        var next = states.current(stream).nextSequence();
        return next == 0 ? Optional.empty() : Optional.of(next - 1);
    }

    @Override
    public @Nullable TrackingToken createTailToken() {
        return null; // Axon's word for the very beginning
    }

    @Override
    public @Nullable TrackingToken createHeadToken() {
        return tokenAt(log.head().size() - 1);
    }

    static @Nullable TrackingToken tokenAt(long position) {
        return position < 0 ? null : new GlobalSequenceTrackingToken(position);
    }

    @Override
    public TrackingToken createTokenAt(Instant dateTime) {
        throw new UnsupportedOperationException("Projections start from their checkpoint, never from a time");
    }
}
