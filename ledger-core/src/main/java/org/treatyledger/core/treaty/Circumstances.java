package org.treatyledger.core.treaty;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.treatyledger.core.vocabulary.Participants;

/**
 * What a decision may know besides the treaty's own stream; the only source of "now".
 *
 * @param receivedAt the instant at which the ledger received the command
 * @param participants the directory of participants
 * @param parent the status of the treaty that the stream belongs to, an amendment or an implementation, as known at
 *     that instant; none where there is no such treaty
 * @param amendment the status of the amendment that the command names; none where it names none that is registered
 */
public record Circumstances(
        Instant receivedAt, Participants participants, Optional<LegalStatus> parent, Optional<LegalStatus> amendment) {

    /** Circumstances of a command that names no amendment. */
    public Circumstances(Instant receivedAt, Participants participants, Optional<LegalStatus> parent) {
        this(receivedAt, participants, parent, Optional.empty());
    }

    /** Today in a depositary's calendar. */
    public LocalDate today(ZoneId zone) {
        return receivedAt.atZone(zone).toLocalDate();
    }

    /** The same on that day of a depositary's calendar, where today lies before it. */
    Circumstances notBefore(LocalDate day, ZoneId zone) {
        return day.isAfter(today(zone))
                ? new Circumstances(
                        day.atTime(LocalTime.NOON).atZone(zone).toInstant(), participants, parent, amendment)
                : this;
    }
}
