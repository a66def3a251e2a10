package org.treatyledger.api.axon;

import java.util.Optional;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;
import org.treatyledger.api.axon.StreamState.Said;
import org.treatyledger.core.treaty.Circumstances;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.TreatyCommand;
import org.treatyledger.core.vocabulary.LedgerCommand;
import org.treatyledger.core.vocabulary.LedgerEvent;

/** A stream as Axon sees it: its name, the state it folds to, and one way in. The decisions are the core's. */
final class StreamAggregate {

    /** Where an event stands that the log has not numbered yet. */
    private static final long NOT_YET_RECORDED = Long.MAX_VALUE - 1;

    static final String POSITION = "position";

    @AggregateIdentifier
    private final String stream;

    private StreamState state;

    StreamAggregate(String stream, StreamState state) {
        this.stream = stream;
        this.state = state;
    }

    /** Decides, and applies what is accepted unless it is only a preview. */
    Said handle(Instruction instruction, StreamStates states) {
        var now = new Circumstances(
                instruction.receivedAt(),
                states.participants(),
                state.parent(instruction.command()).flatMap(states::status),
                amendment(instruction.command(), states));
        var said = state.decide(instruction.command(), now);
        if (said instanceof Said.Accepted accepted && !instruction.preview()) {
            accepted.events().forEach(AggregateLifecycle::apply);
        }
        return said;
    }

    private static Optional<LegalStatus> amendment(LedgerCommand command, StreamStates states) {
        return command instanceof TreatyCommand.NotifyWithdrawal it && it.overAmendment() != null
                ? states.status(it.overAmendment())
                : Optional.empty();
    }

    @EventSourcingHandler
    void on(LedgerEvent event, @MetaDataValue(POSITION) @Nullable Long position) {
        state = state.after(position == null ? NOT_YET_RECORDED : position, event);
    }

    @Override
    public String toString() {
        return stream;
    }
}
