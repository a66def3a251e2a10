package org.treatyledger.core.rules;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * One consent as a threshold sees it: whose, and the days {@code [from, until)} on which it counts.
 *
 * @param until the day on which the instrument was taken back; null where it never was
 */
public record ConsentPeriod(
        ParticipantId participant, LocalDate from, @Nullable LocalDate until) {}
