package org.treatyledger.api.pages;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.CalendarEntry;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.projections.web.Problem;

/** What lies ahead of a treaty, as a page shows it. */
final class DaysToCome {

    private DaysToCome() {}

    /** A day on which something takes effect, and the arithmetic behind it. */
    public record Coming(LocalDate day, Prose sentence, List<Prose> trace, List<Long> evidence) {

        static Coming of(CalendarEntry entry) {
            return new Coming(entry.day(), Prose.of(entry.sentence()), Prose.all(entry.trace()), entry.evidence());
        }
    }

    /**
     * What would follow if a State deposited its instrument on a day.
     *
     * @param who its name
     * @param means the means that the law leaves it, null where there is none
     * @param countBefore the parties on the day on which it would become one, without it
     * @param countAfter the same with it; null where no day of entry into force follows
     */
    public record IfDeposited(
            String who,
            LocalDate day,
            @Nullable ConsentMeans means,
            @Nullable Consequences consequences,
            @Nullable LocalDate entersIntoForceOn,
            @Nullable Integer countBefore,
            @Nullable Integer countAfter,
            @Nullable Problem obstacle) {}

    /**
     * The latest day of deposit for a State to be a party by a day.
     *
     * @param depositBy null where there is no such day
     * @param oneDayLater when a deposit a day later would take effect
     * @param trace the arithmetic, or what is missing
     */
    public record InTime(
            LocalDate by,
            @Nullable LocalDate depositBy,
            @Nullable LocalDate entersIntoForceOn,
            @Nullable LocalDate oneDayLater,
            List<Prose> trace) {}
}
