package org.treatyledger.projections.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.treatyledger.core.log.LedgerEntry;

/**
 * Entries from the ledger's own process: an Axon pooled streaming processor with one segment, because order is total.
 * The token is only where to start looking; the truth is the projection's checkpoint, in the transaction of its rows.
 */
public final class AxonEntryFeed implements AutoCloseable {

    private static final int BATCH = 500;
    private static final long TOKEN_CLAIM_MILLIS = 500;
    private static final String NAME = "register";
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(3);
    private static final Logger LOG = LoggerFactory.getLogger(AxonEntryFeed.class);

    private final ScheduledExecutorService coordinator = executor("register-coordinator");
    private final ScheduledExecutorService worker = executor("register-worker");
    private final PooledStreamingEventProcessor processor;

    /**
     * A feed of batches in order; what fails is tried again from the checkpoint.
     *
     * @param size the number of entries applied so far
     */
    public AxonEntryFeed(
            StreamableMessageSource<TrackedEventMessage<?>> source,
            LongSupplier size,
            Consumer<List<LedgerEntry>> projection) {
        this.processor = PooledStreamingEventProcessor.builder()
                .name(NAME)
                .messageSource(source)
                .eventHandlerInvoker(new BatchInvoker(projection))
                .tokenStore(new CheckpointTokens(size))
                .transactionManager(NoTransactionManager.instance())
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .errorHandler(PropagatingErrorHandler.instance())
                .coordinatorExecutor(coordinator)
                .workerExecutor(worker)
                .initialSegmentCount(1)
                .tokenClaimInterval(TOKEN_CLAIM_MILLIS)
                .batchSize(BATCH)
                .build();
    }

    private static ScheduledExecutorService executor(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    /** Starts following the log. */
    public void start() {
        processor.start();
    }

    /** Stops after the batch at hand; one that the database keeps waiting is given up, and ends with its connection. */
    @Override
    public void close() {
        try {
            processor.shutdownAsync().get(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("The feed of the register did not end by itself: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        coordinator.shutdownNow();
        worker.shutdownNow();
    }

    /** Tokens that are never stored: whoever asks is told what the checkpoint says. */
    private static final class CheckpointTokens extends InMemoryTokenStore {

        private final LongSupplier size;

        CheckpointTokens(LongSupplier size) {
            this.size = size;
        }

        @Override
        public @Nullable TrackingToken fetchToken(String processorName, int segment) {
            super.fetchToken(processorName, segment);
            var applied = size.getAsLong();
            return applied == 0 ? null : new GlobalSequenceTrackingToken(applied - 1);
        }
    }

    /** Collects the entries of a batch and hands them over together, before the batch is done. */
    private record BatchInvoker(Consumer<List<LedgerEntry>> projection) implements EventHandlerInvoker {

        private static final String ENTRIES = BatchInvoker.class.getName();

        @Override
        public boolean canHandle(EventMessage<?> message, Segment segment) {
            return message.getPayload() instanceof LedgerEntry;
        }

        @Override
        public boolean canHandleType(Class<?> payloadType) {
            return LedgerEntry.class.isAssignableFrom(payloadType);
        }

        @Override
        public void handle(EventMessage<?> message, Segment segment) {
            var unitOfWork = CurrentUnitOfWork.get();
            List<LedgerEntry> entries = unitOfWork.root().getOrComputeResource(ENTRIES, key -> {
                var batch = new ArrayList<LedgerEntry>();
                unitOfWork.onPrepareCommit(committing -> projection.accept(batch));
                return batch;
            });
            entries.add((LedgerEntry) message.getPayload());
        }
    }
}
