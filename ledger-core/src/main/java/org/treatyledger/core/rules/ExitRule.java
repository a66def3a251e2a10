package org.treatyledger.core.rules;

import org.jspecify.annotations.Nullable;

/**
 * How a party leaves.
 *
 * @param date from the receipt of the notification to the day on which it takes effect
 * @param laterIfSpecified whether the notification may name a later day. Source: Rome Statute art. 127(1)
 * @param lockIn from the State's entry into force to the first day on which it may notify; null where at once. Source:
 *     Paris Agreement art. 28(1)
 * @param notBeforeEndOf the kind of declaration that postpones the exit while it holds, such as an armed conflict that
 *     the State is engaged in; null where none does. Source: Mine Ban Convention art. 20(3)
 * @param overAmendment how a party may leave at once over an amendment that it has not accepted; null where it may not
 * @param citation the provision, for example {@code art. 127(1)}
 */
public record ExitRule(
        DateRule date,
        boolean laterIfSpecified,
        @Nullable DateRule lockIn,
        @Nullable String notBeforeEndOf,
        @Nullable OverAmendment overAmendment,
        @Nullable String citation) {

    /**
     * Exit with immediate effect by a party that has not accepted an amendment that binds all.
     *
     * @param within from the amendment's entry into force to the last day on which notice may be given
     * @param citation the provision, for example {@code art. 121(6)}
     */
    public record OverAmendment(DateRule within, @Nullable String citation) {}

    /** A rule with nothing but a date. */
    public static ExitRule of(DateRule date, boolean laterIfSpecified, @Nullable String citation) {
        return new ExitRule(date, laterIfSpecified, null, null, null, citation);
    }
}
