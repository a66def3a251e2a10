package org.treatyledger.core.rules;

import org.jspecify.annotations.Nullable;

/**
 * How a party leaves.
 *
 * @param date from the receipt of the notification to the day on which it takes effect
 * @param laterIfSpecified whether the notification may name a later day. Source: Rome Statute art. 127(1)
 * @param lockIn from the State's entry into force to the first day on which it may notify; null where at once. Source:
 *     Paris Agreement art. 28(1)
 * @param citation the provision, for example {@code art. 127(1)}
 */
public record ExitRule(
        DateRule date,
        boolean laterIfSpecified,
        @Nullable DateRule lockIn,
        @Nullable String citation) {}
