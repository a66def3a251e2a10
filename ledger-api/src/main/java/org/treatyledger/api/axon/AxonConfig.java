package org.treatyledger.api.axon;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.treatyledger.api.log.NodeSignals;
import org.treatyledger.api.log.PostgresEventLog;
import org.treatyledger.api.traces.Traces;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.core.vocabulary.Participants;
import org.treatyledger.projections.feed.AxonEntryFeed;
import org.treatyledger.projections.live.LiveUpdates;
import org.treatyledger.projections.register.Register;

/**
 * Axon, put together by hand: its Spring starter names classes of another Boot generation and would run without
 * transactions in silence (ADR 0001). The append is its own transaction, so the command bus has none.
 */
@Configuration(proxyBeanMethods = false)
class AxonConfig {

    @Bean
    StreamStates streamStates(EventLog log, Participants participants) {
        return new StreamStates(log, participants);
    }

    @Bean(destroyMethod = "shutDown")
    EmbeddedEventStore eventStore(EventLog log, StreamStates states, Traces traces) {
        return EmbeddedEventStore.builder()
                .storageEngine(new EventLogEngine(log, states, traces))
                .build();
    }

    @Bean
    CommandBus commandBus(EmbeddedEventStore eventStore, StreamStates states) {
        var bus = SimpleCommandBus.builder()
                .transactionManager(NoTransactionManager.instance())
                .build();
        var repository = EventSourcingRepository.builder(StreamAggregate.class)
                .eventStore(eventStore)
                .aggregateFactory(new StreamFactory())
                .build();
        new CommandSubscriptions(repository, states).subscribe(bus);
        return bus;
    }

    @Bean
    LedgerGateway ledgerGateway(CommandBus bus, EventLog log, OutcomeListener listener, Traces traces) {
        return new LedgerGateway(bus, log, listener, traces);
    }

    @Bean(initMethod = "start")
    AxonEntryFeed entryFeed(
            PostgresEventLog log, NodeSignals signals, Register register, LiveUpdates updates, Traces traces) {
        var source = new LogMessageSource(log);
        log.onAppended(source::appended);
        signals.onSignal(source::appended);
        return new AxonEntryFeed(source, register::size, entries -> {
            traces.follow("project", entries, () -> register.apply(entries));
            updates.changed(entries);
        });
    }

    /** A stream from the state that stands in for a snapshot, or from its first event. */
    private static final class StreamFactory implements AggregateFactory<StreamAggregate> {

        @Override
        public StreamAggregate createAggregateRoot(String stream, DomainEventMessage<?> firstEvent) {
            return firstEvent.getPayload() instanceof StreamAggregate aggregate
                    ? aggregate
                    : new StreamAggregate(stream, StreamState.startOf(stream));
        }

        @Override
        public Class<StreamAggregate> getAggregateType() {
            return StreamAggregate.class;
        }
    }
}
