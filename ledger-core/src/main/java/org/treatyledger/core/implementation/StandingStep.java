package org.treatyledger.core.implementation;

/**
 * What one assessor says of one law on a day: the last step that it knows of.
 *
 * @param uncertain whether it may lie after the day, because the day on which it was taken is not known
 * @param contested whether another assessor says otherwise of the same law
 */
public record StandingStep(RecordedStep recorded, boolean uncertain, boolean contested) {

    /** The step itself. */
    public LegislativeStep step() {
        return recorded.step();
    }
}
