package org.treatyledger.core.implementation;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A step as the register holds it.
 *
 * @param position the log position of the entry that recorded it: its handle for corrections and evidence
 * @param step what was recorded, or the replacement where it was corrected
 * @param received the day on which the register's keeper received the step
 * @param corrections the positions of the corrections that made it what it is
 */
public record RecordedStep(long position, LegislativeStep step, LocalDate received, List<Long> corrections) {

    public RecordedStep {
        corrections = List.copyOf(corrections);
    }

    /** The positions that the step rests on. */
    public List<Long> evidence() {
        return LongStream.concat(LongStream.of(position), corrections.stream().mapToLong(Long::longValue))
                .boxed()
                .toList();
    }
}
