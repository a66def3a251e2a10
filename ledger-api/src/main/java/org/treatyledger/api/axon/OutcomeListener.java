package org.treatyledger.api.axon;

/** Told of what became of each instruction. */
@FunctionalInterface
public interface OutcomeListener {
    void outcome(Outcome outcome);
}
