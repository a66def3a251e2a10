package org.treatyledger.api.log;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import org.treatyledger.core.log.Append;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.TreatyEvent.AnnouncementNoted;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.LedgerEvent;
import org.treatyledger.core.vocabulary.ParticipantId;

/** Requests that are easy to write in a test. */
final class SampleAppends {

    static final Actor DESK = new Actor("amina", "depositary");
    private static final ParticipantId KENYA = new ParticipantId("KEN");
    private static final LocalDate DAY = LocalDate.parse("2024-01-02");

    private SampleAppends() {}

    static LedgerEvent noted(String text) {
        return new AnnouncementNoted(KENYA, text, Communication.receivedOn(DAY));
    }

    /** Larger than an entry may be: the codec refuses to write it. */
    static LedgerEvent oversized() {
        return noted("x".repeat(70_000));
    }

    static Append append(String stream, long expectedSequence, String commandId) {
        return append(stream, expectedSequence, commandId, List.of(noted(commandId)));
    }

    static Append append(String stream, long expectedSequence, String commandId, int events) {
        return append(stream, expectedSequence, commandId, Collections.nCopies(events, noted(commandId)));
    }

    static Append append(String stream, long expectedSequence, String commandId, List<LedgerEvent> events) {
        return new Append(
                stream, expectedSequence, commandId, DESK, digestOf(commandId), "answer to " + commandId, events);
    }

    static String digestOf(String commandId) {
        return Integer.toHexString(commandId.hashCode());
    }
}
