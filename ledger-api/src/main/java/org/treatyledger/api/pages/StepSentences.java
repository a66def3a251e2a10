package org.treatyledger.api.pages;

import org.treatyledger.core.implementation.ImplementationEvent;
import org.treatyledger.core.implementation.ImplementationEvent.StepCorrected;
import org.treatyledger.core.implementation.ImplementationEvent.StepRecorded;
import org.treatyledger.core.implementation.LegislativeStep;
import org.treatyledger.core.vocabulary.Participants;

/** Steps of national implementation as sentences. */
final class StepSentences {

    private StepSentences() {}

    static String of(ImplementationEvent event, Participants participants) {
        var who = participants.nameOf(event.participant());
        return switch (event) {
            case StepRecorded it -> who + ": " + said(it.step());
            case StepCorrected it -> {
                var replacement = it.replacement();
                yield who + ", the step at position " + it.position()
                        + (replacement == null ? " is struck out." : " should read: " + said(replacement));
            }
        };
    }

    private static String said(LegislativeStep step) {
        return "“" + step.law() + "” " + English.words(step.stage().label()) + ", " + English.date(step.date())
                + ", according to " + step.assessor() + ".";
    }
}
