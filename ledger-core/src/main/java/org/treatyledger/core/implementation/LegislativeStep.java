package org.treatyledger.core.implementation;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.LegalDate;

/**
 * A step of national legislation, as somebody assessed it.
 *
 * @param law the law's title and number, as its source writes it
 * @param date when the step was taken, as precisely as the source says
 * @param areas what the law provides for; in the order of {@link Area}, each once
 * @param source where it can be read
 * @param assessor who says so; several may say different things of one law, and stand side by side
 * @param confidence how firm the source is, in its keeper's words
 * @param note a remark for readers of the register
 */
public record LegislativeStep(
        Stage stage,
        String law,
        LegalDate date,
        List<Area> areas,
        String source,
        String assessor,
        @Nullable String confidence,
        @Nullable String note) {

    public LegislativeStep {
        areas = areas.stream().distinct().sorted().toList();
    }

    /** Whether both are steps of one law: its title decides, however it is spaced and capitalized. */
    public boolean isOfSameLaw(LegislativeStep other) {
        return lawKey().equals(other.lawKey());
    }

    String lawKey() {
        return law.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    /** Whether both can be true of one law at one time: the same stage, on dates that can be the same. */
    boolean agreesWith(LegislativeStep other) {
        return stage == other.stage && date.canBe(other.date);
    }
}
