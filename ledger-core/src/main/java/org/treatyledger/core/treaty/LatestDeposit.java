package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.List;
import org.treatyledger.core.rules.Finding;

/** The latest day on which an instrument can be deposited for its State to be a party by a given day, that day included. */
public sealed interface LatestDeposit {

    /**
     * There is such a day.
     *
     * @param inTime what follows from a deposit on it
     * @param oneDayLater what follows from a deposit on the day after: no party by the day that was asked
     */
    record On(Forecast inTime, Forecast oneDayLater) implements LatestDeposit {}

    /** The threshold is not met, so that no deposit has a day of effect yet; what is missing, a sentence a term. */
    record NotInForce(List<String> missing) implements LatestDeposit {
        public NotInForce {
            missing = List.copyOf(missing);
        }
    }

    /** No deposit is early enough, and why. */
    record TooEarly(String why) implements LatestDeposit {}

    /** The longest that a date rule can take is two periods of a hundred years, and a notice as long; days. */
    int MOST_DAYS = 110_000;

    /**
     * Searches from {@code by} backwards and not by halves: a rule with a fixed date may take effect sooner for a later
     * deposit. Nobody is bound before consenting, so nothing after {@code by} can do.
     */
    static LatestDeposit by(LegalStatus status, LocalDate by) {
        if (status.forecast(by).isEmpty()) {
            return new NotInForce(missing(status));
        }
        var adopted = status.clauses().adopted();
        var earliest = by.minusDays(MOST_DAYS);
        for (var day = by; !day.isBefore(adopted) && day.isAfter(earliest); day = day.minusDays(1)) {
            var forecast = status.forecast(day).orElseThrow();
            if (!forecast.entersIntoForceOn().isAfter(by)) {
                return new On(forecast, status.forecast(day.plusDays(1)).orElseThrow());
            }
        }
        return new TooEarly(why(status, by));
    }

    private static List<String> missing(LegalStatus status) {
        return status.finding() instanceof Finding.Unmet unmet
                ? unmet.missing()
                : List.of("the date of entry into force waits for the treaty that this one belongs to");
    }

    private static String why(LegalStatus status, LocalDate by) {
        return status.inForceSince()
                .filter(since -> since.isAfter(by))
                .map(since -> "The treaty itself is in force from " + since + " on only.")
                .orElse("No deposit since the adoption on " + status.clauses().adopted()
                        + " takes effect by that day.");
    }
}
