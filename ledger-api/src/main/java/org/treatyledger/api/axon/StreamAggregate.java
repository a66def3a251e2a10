package org.treatyledger.api.axon;

import java.util.Optional;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.Circumstances;
import org.treatyledger.core.treaty.Decision;
import org.treatyledger.core.treaty.Decision.Accepted;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Treaty;
import org.treatyledger.core.treaty.TreatyCommand;
import org.treatyledger.core.treaty.TreatyEvent;
import org.treatyledger.core.treaty.TreatyState;
import org.treatyledger.core.treaty.TreatyState.Registered;

/** The treaty as Axon sees it: a stream, the state it folds to, and one way in. The decisions are the core's. */
final class TreatyAggregate {

    /** Where an event stands that the log has not numbered yet. */
    private static final long NOT_YET_RECORDED = Long.MAX_VALUE - 1;

    static final String POSITION = "position";

    @AggregateIdentifier
    private final String stream;

    private TreatyState state;

    TreatyAggregate(String stream, TreatyState state) {
        this.stream = stream;
        this.state = state;
    }

    /** Decides, and applies what is accepted unless it is only a preview. */
    Decision handle(Instruction instruction, TreatyStates states) {
        var now = new Circumstances(
                instruction.receivedAt(),
                states.participants(),
                parent(instruction.command(), states),
                amendment(instruction.command(), states));
        var decision = Treaty.decide(state, instruction.command(), now);
        if (decision instanceof Accepted accepted && !instruction.preview()) {
            accepted.events().forEach(AggregateLifecycle::apply);
        }
        return decision;
    }

    private Optional<LegalStatus> parent(TreatyCommand command, TreatyStates states) {
        var clauses = state instanceof Registered treaty
                ? treaty.clauses()
                : command instanceof TreatyCommand.Register register ? register.clauses() : null;
        return clauses == null || clauses.parent() == null ? Optional.empty() : states.status(clauses.parent());
    }

    private static Optional<LegalStatus> amendment(TreatyCommand command, TreatyStates states) {
        return command instanceof TreatyCommand.NotifyWithdrawal it && it.overAmendment() != null
                ? states.status(it.overAmendment())
                : Optional.empty();
    }

    @EventSourcingHandler
    void on(TreatyEvent event, @MetaDataValue(POSITION) @Nullable Long position) {
        state = Treaty.evolve(state, position == null ? NOT_YET_RECORDED : position, event);
    }

    @Override
    public String toString() {
        return stream;
    }
}
