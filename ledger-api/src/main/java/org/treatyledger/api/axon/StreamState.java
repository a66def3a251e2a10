package org.treatyledger.api.axon;

import java.util.List;
import java.util.Optional;
import org.treatyledger.core.codec.AnswerJson;
import org.treatyledger.core.codec.JsonText;
import org.treatyledger.core.implementation.Implementation;
import org.treatyledger.core.implementation.ImplementationCommand;
import org.treatyledger.core.implementation.ImplementationEvent;
import org.treatyledger.core.implementation.ImplementationState;
import org.treatyledger.core.implementation.Ruling;
import org.treatyledger.core.treaty.Circumstances;
import org.treatyledger.core.treaty.Decision;
import org.treatyledger.core.treaty.Refusal;
import org.treatyledger.core.treaty.Treaty;
import org.treatyledger.core.treaty.TreatyCommand;
import org.treatyledger.core.treaty.TreatyEvent;
import org.treatyledger.core.treaty.TreatyState;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.LedgerCommand;
import org.treatyledger.core.vocabulary.LedgerEvent;
import org.treatyledger.core.vocabulary.Streams;
import org.treatyledger.core.vocabulary.TreatyId;

/** A stream folded by the aggregate that it belongs to, and what the core says to that aggregate's commands. */
sealed interface StreamState {

    /** What the core says to a command. */
    sealed interface Said {

        /** Record these; the answer is their effects and warnings as JSON. */
        record Accepted(List<? extends LedgerEvent> events, String answer) implements Said {}

        /** Nothing is to be recorded. */
        record Refused(Refusal refusal) implements Said {}
    }

    /** The state after one more event, recorded at that log position. */
    StreamState after(long position, LedgerEvent event);

    /** What the core says to a command on this stream. */
    Said decide(LedgerCommand command, Circumstances now);

    /** The treaty that the stream belongs to, as far as the command or the stream names one. */
    Optional<TreatyId> parent(LedgerCommand command);

    /** Where that stream starts. */
    static StreamState startOf(String stream) {
        return Streams.isOfImplementation(stream)
                ? new OfImplementation(ImplementationState.START)
                : new OfTreaty(TreatyState.START);
    }

    /** A treaty's stream. */
    record OfTreaty(TreatyState state) implements StreamState {

        @Override
        public StreamState after(long position, LedgerEvent event) {
            return new OfTreaty(Treaty.evolve(state, position, (TreatyEvent) event));
        }

        @Override
        public Said decide(LedgerCommand command, Circumstances now) {
            return switch (Treaty.decide(state, (TreatyCommand) command, now)) {
                case Decision.Accepted accepted ->
                    new Said.Accepted(accepted.events(), JsonText.write(AnswerJson.write(accepted)));
                case Decision.Refused(var refusal) -> new Said.Refused(refusal);
            };
        }

        @Override
        public Optional<TreatyId> parent(LedgerCommand command) {
            var clauses = state instanceof Registered treaty
                    ? treaty.clauses()
                    : command instanceof TreatyCommand.Register register ? register.clauses() : null;
            return clauses == null ? Optional.empty() : Optional.ofNullable(clauses.parent());
        }
    }

    /** The stream of a State's implementation of a treaty. */
    record OfImplementation(ImplementationState state) implements StreamState {

        @Override
        public StreamState after(long position, LedgerEvent event) {
            return new OfImplementation(Implementation.evolve(state, position, (ImplementationEvent) event));
        }

        @Override
        public Said decide(LedgerCommand command, Circumstances now) {
            return switch (Implementation.decide(state, (ImplementationCommand) command, now)) {
                case Ruling.Accepted accepted ->
                    new Said.Accepted(accepted.events(), JsonText.write(AnswerJson.write(accepted)));
                case Ruling.Refused(var refusal) -> new Said.Refused(refusal);
            };
        }

        @Override
        public Optional<TreatyId> parent(LedgerCommand command) {
            return Optional.of(command.treaty());
        }
    }
}
