package org.treatyledger.projections.live;

import java.util.List;
import java.util.stream.Collectors;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.GenericSubscriptionQueryMessage;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.axonframework.queryhandling.SubscriptionQueryUpdateMessage;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.register.RegisterRows;
import reactor.core.Disposable;

/** Wakes those who watch, after the register has changed and never inside the change. */
public final class LiveUpdates {

    private final QueryBus queries;
    private final QueryUpdateEmitter emitter;

    public LiveUpdates(QueryBus queries, QueryUpdateEmitter emitter, Register register) {
        this.queries = queries;
        this.emitter = emitter;
        queries.subscribe(WatchRegister.class.getName(), Long.class, message -> register.size());
    }

    /** Tells those who watch what has been applied. */
    public void changed(List<LedgerEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        var size = entries.getLast().position() + 1;
        var treaties = entries.stream().map(RegisterRows::treatyOf).collect(Collectors.toSet());
        emitter.emit(WatchRegister.class, watch -> treaties.stream().anyMatch(watch::concerns), size);
    }

    /** Runs {@code wake} after each change that concerns the treaty, until disposed of. */
    public Disposable watch(@Nullable TreatyId treaty, Runnable wake) {
        var result = queries.subscriptionQuery(new GenericSubscriptionQueryMessage<>(
                new WatchRegister(treaty),
                WatchRegister.class.getName(),
                ResponseTypes.instanceOf(Long.class),
                ResponseTypes.instanceOf(Long.class)));
        var updates =
                result.updates().map(SubscriptionQueryUpdateMessage::getPayload).subscribe(size -> wake.run());
        return () -> {
            updates.dispose();
            result.cancel();
        };
    }
}
