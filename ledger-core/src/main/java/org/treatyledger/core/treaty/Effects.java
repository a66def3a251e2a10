package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.TreatyEvent.ActRecorded;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.ParticipantId;

/** What follows from an act once it is recorded: computed by the same law that will answer every question after it. */
final class Effects {

    /** An act that is not recorded yet stands after every act that is. */
    static final long PENDING = Long.MAX_VALUE - 1;

    private final LegalStatus before;
    private final LegalStatus after;
    private final LocalDate day;

    private Effects(LegalStatus before, LegalStatus after, LocalDate day) {
        this.before = before;
        this.after = after;
        this.day = day;
    }

    /** What the law would make of the treaty once that act is recorded too. */
    static LegalStatus after(Matter before, ActRecorded event) {
        var treaty = before.treaty();
        var register = treaty.register().with(PENDING, event);
        return LegalStatus.of(
                new Registered(treaty.position(), treaty.clauses(), register),
                AsOf.NOW,
                before.now().participants(),
                before.now().parent());
    }

    /** First whoever acted, then the treaty itself where it is moved, then everybody else who is. */
    static List<Effect> of(Matter before, ActRecorded event, LegalStatus after) {
        var day = event instanceof TreatyEvent.ActCorrected correction
                ? correction.replacement().communication().receivedOn()
                : event.communication().receivedOn();
        return new Effects(before.status(), after, day).of(event.participant());
    }

    private List<Effect> of(@Nullable ParticipantId actor) {
        var effects = new ArrayList<Effect>();
        if (actor != null) {
            effects.add(on(actor));
        }
        var entry = after.inForceSince();
        if (!entry.equals(before.inForceSince()) || !after.ceasedOn().equals(before.ceasedOn())) {
            effects.add(
                    new Effect(null, null, entry.orElse(null), after.ceasedOn().orElse(null), after.trace()));
        }
        var everybody = new TreeSet<>(before.everParties());
        everybody.addAll(after.everParties());
        everybody.stream()
                .filter(participant -> !participant.equals(actor))
                .filter(this::isMoved)
                .forEach(participant -> effects.add(on(participant)));
        return effects;
    }

    private boolean isMoved(ParticipantId participant) {
        return !days(before, participant).equals(days(after, participant))
                || before.status(participant, day) != after.status(participant, day);
    }

    private static List<List<Optional<LocalDate>>> days(LegalStatus status, ParticipantId participant) {
        return status.memberships(participant).stream()
                .map(period -> List.of(Optional.of(period.entersIntoForceOn()), Optional.ofNullable(period.exitsOn())))
                .toList();
    }

    private Effect on(ParticipantId participant) {
        var period = concerned(participant);
        return new Effect(
                participant,
                after.status(participant, day),
                period.map(Membership::entersIntoForceOn).orElse(null),
                period.map(Membership::exitsOn).orElse(null),
                period.map(Membership::trace).orElseGet(() -> withoutPeriod(participant)));
    }

    /** The period that the act's day lies in or before; of a participant that is gone for good, its last one. */
    private Optional<Membership> concerned(ParticipantId participant) {
        return after.periodFrom(participant, day)
                .or(() -> after.memberships(participant).stream().reduce((earlier, later) -> later))
                .filter(period -> !isAnotherThan(period, participant));
    }

    /** A consent of that day which brings nothing is not explained by the period of an earlier one. */
    private boolean isAnotherThan(Membership period, ParticipantId participant) {
        return after.history(participant)
                .flatMap(history -> history.consents().stream().reduce((earlier, later) -> later))
                .filter(last -> last.depositedOn().equals(day) || day.equals(last.takenBackOn()))
                .filter(last -> !last.equals(period.consent()))
                .isPresent();
    }

    private List<String> withoutPeriod(ParticipantId participant) {
        return after.history(participant)
                .flatMap(history -> history.consents().stream().reduce((earlier, later) -> later))
                .map(consent -> Traces.coming(after, consent))
                .orElseGet(() -> after.trace(participant, day));
    }
}
