package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.List;

/**
 * When an instrument would take effect.
 *
 * @param depositedOn the day of its deposit
 * @param entersIntoForceOn the first day on which its State would be a party
 * @param trace the arithmetic, in steps that a person can check
 */
public record Forecast(LocalDate depositedOn, LocalDate entersIntoForceOn, List<String> trace) {
    public Forecast {
        trace = List.copyOf(trace);
    }
}
