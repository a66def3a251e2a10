package org.treatyledger.api.axon;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.treatyledger.api.traces.Traces;
import org.treatyledger.core.log.Appended;
import org.treatyledger.core.log.CommandReceipt;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.core.vocabulary.LedgerCommand;

/** The one way in: each instruction is recorded once, previewed, or refused; conflicts are retried within bounds. */
public final class LedgerGateway {

    private static final int MOST_TRIES = 40;
    private static final int LONGEST_PAUSE_MILLIS = 50;

    /** The stream kept moving under the command, which was decided again and again; nothing is recorded of it. */
    public static final class StreamBusy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StreamBusy(Throwable cause) {
            super("The stream kept moving", cause);
        }
    }

    private final CommandBus bus;
    private final EventLog log;
    private final OutcomeListener listener;
    private final Traces traces;

    LedgerGateway(CommandBus bus, EventLog log, OutcomeListener listener, Traces traces) {
        this.bus = bus;
        this.log = log;
        this.listener = listener;
        this.traces = traces;
    }

    /** Carries out the instruction; durable when it returns {@link Outcome.Recorded}. */
    public Outcome submit(Instruction instruction) {
        var outcome = traces.step("command", () -> carryOut(instruction));
        listener.outcome(outcome);
        return outcome;
    }

    private Outcome carryOut(Instruction instruction) {
        if (!instruction.preview()) {
            var receipt = log.receipt(instruction.commandId());
            if (receipt.isPresent()) {
                return again(instruction, receipt.get());
            }
        }
        for (var tries = 1; ; tries++) {
            try {
                var outcome = dispatch(instruction);
                return outcome instanceof Outcome.Refused || outcome instanceof Outcome.VersionMoved
                        ? unlessRecordedMeanwhile(instruction, outcome)
                        : outcome;
            } catch (CommandAlreadyRecorded quicker) {
                return again(instruction, quicker.receipt());
            } catch (ConcurrencyException moved) {
                if (tries == MOST_TRIES) {
                    throw new StreamBusy(moved);
                }
                letOthersFinish(tries);
            }
        }
    }

    /** Another node writes to the stream too: whoever lost waits a while, by chance, so that not all come back at once. */
    private static void letOthersFinish(int tries) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000L * Math.min(tries, LONGEST_PAUSE_MILLIS)));
    }

    /** The same command, sent twice at once: whoever comes second is not refused for what the first has recorded. */
    private Outcome unlessRecordedMeanwhile(Instruction instruction, Outcome outcome) {
        return instruction.preview()
                ? outcome
                : log.receipt(instruction.commandId())
                        .map(receipt -> again(instruction, receipt))
                        .orElse(outcome);
    }

    private static Outcome again(Instruction instruction, CommandReceipt receipt) {
        return receipt.digest().equals(instruction.digest())
                ? new Outcome.Recorded(
                        receipt.firstPosition(), receipt.lastPosition(), receipt.nextSequence(), receipt.answer(), true)
                : new Outcome.CommandIdReused(instruction.commandId());
    }

    private Outcome dispatch(Instruction instruction) {
        var callback = new FutureCallback<LedgerCommand, Object>();
        bus.dispatch(
                new GenericCommandMessage<>(instruction.command(), MetaData.from(Map.of(Instruction.KEY, instruction))),
                callback);
        var result = callback.getResult();
        if (result.isExceptional()) {
            throw unchecked(result.exceptionResult());
        }
        return outcome(result.getPayload());
    }

    private static Outcome outcome(@Nullable Object result) {
        return switch (result) {
            case Outcome outcome -> outcome;
            case Recording recording -> recorded(recording);
            case null, default -> throw new IllegalStateException("Not an outcome: " + result);
        };
    }

    private static Outcome recorded(Recording recording) {
        Appended.@Nullable Recorded recorded = recording.recorded();
        if (recorded == null) {
            throw new IllegalStateException("Accepted, and the log was never asked");
        }
        return new Outcome.Recorded(
                recorded.firstPosition(), recorded.lastPosition(), recorded.nextSequence(), recording.answer(), false);
    }

    private static RuntimeException unchecked(Throwable failure) {
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }
}
