package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.ParticipantId;

/** The days {@code [from, until)} on which a participant is counted on some basis, with the acts behind both ends. */
record Span(
        ParticipantId participant, LocalDate from, @Nullable LocalDate until, List<Long> whyFrom, List<Long> whyUntil) {

    boolean contains(LocalDate day) {
        return !day.isBefore(from) && (until == null || day.isBefore(until));
    }
}
