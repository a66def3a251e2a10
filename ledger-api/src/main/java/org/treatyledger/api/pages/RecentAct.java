package org.treatyledger.api.pages;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.TreatyEvent.ActRecorded;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.Participants;

/**
 * An act as the home page lists it.
 *
 * @param position where the log has it
 * @param receivedOn the day on which the depositary received it
 */
public record RecentAct(
        long position,
        LocalDate receivedOn,
        Prose sentence,
        @Nullable String notification) {

    /** The acts recorded last, newest first. */
    static List<RecentAct> of(Registered treaty, Participants participants, int most) {
        var acts = treaty.register().acts();
        var sentences = new ActSentences(participants);
        return acts.subList(Math.max(0, acts.size() - most), acts.size()).reversed().stream()
                .map(act -> of(act.position(), act.event(), sentences))
                .toList();
    }

    private static RecentAct of(long position, ActRecorded event, ActSentences sentences) {
        var communication = event.communication();
        return new RecentAct(
                position, communication.receivedOn(), Prose.of(sentences.of(event)), communication.notification());
    }
}
