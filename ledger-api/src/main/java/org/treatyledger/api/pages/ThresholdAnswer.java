package org.treatyledger.api.pages;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.Finding;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.vocabulary.Participants;

/**
 * Whether the threshold was met, as the treaty's page says it.
 *
 * @param metOn null while it is not met
 * @param by the States whose instruments met it together
 * @param ranks the ranks of their instruments, never ordered within the cohort
 * @param trace the arithmetic from there to entry into force
 * @param missing what is missing while it is not met
 */
public record ThresholdAnswer(
        @Nullable LocalDate metOn, String by, String ranks, List<Prose> trace, List<Prose> missing) {

    static ThresholdAnswer of(LegalStatus status, Participants participants) {
        return switch (status.finding()) {
            case Finding.Met met ->
                new ThresholdAnswer(
                        met.on(),
                        English.list(met.by().stream()
                                .map(participants::nameOf)
                                .sorted()
                                .toList()),
                        ranks(met.firstRank(), met.by().size()),
                        Prose.all(status.trace()),
                        List.of());
            case Finding.Unmet(var missing, var _) -> new ThresholdAnswer(null, "", "", List.of(), Prose.all(missing));
        };
    }

    private static String ranks(int first, int count) {
        return switch (count) {
            case 0 -> "";
            case 1 -> "the " + English.rank(first) + " instrument";
            default ->
                "the " + English.rank(first) + " to " + English.rank(first + count - 1)
                        + " instruments, deposited on one day and not ordered among themselves";
        };
    }
}
