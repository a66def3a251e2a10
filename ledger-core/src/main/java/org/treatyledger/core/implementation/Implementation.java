package org.treatyledger.core.implementation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.implementation.ImplementationCommand.CorrectStep;
import org.treatyledger.core.implementation.ImplementationCommand.RecordStep;
import org.treatyledger.core.implementation.ImplementationEvent.StepCorrected;
import org.treatyledger.core.implementation.ImplementationEvent.StepRecorded;
import org.treatyledger.core.implementation.Ruling.Accepted;
import org.treatyledger.core.implementation.Ruling.Refused;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Circumstances;
import org.treatyledger.core.treaty.Decision.Warning;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Reason;
import org.treatyledger.core.treaty.Refusal;
import org.treatyledger.core.vocabulary.Participant;

/**
 * The aggregate of national implementation. {@link #decide} says what becomes of a command and never throws;
 * {@link #evolve} believes what is recorded. Neither knows a clock.
 */
public final class Implementation {

    /** Where an entry stands that the log has not numbered yet. */
    private static final long BEING_DECIDED = Long.MAX_VALUE - 1;

    private Implementation() {}

    /**
     * The decision on a command: the entry to record, or the first obstacle in the order of {@link Reason}.
     *
     * @param now with the status of the treaty that is implemented as its parent
     */
    public static Ruling decide(ImplementationState state, ImplementationCommand command, Circumstances now) {
        if (now.parent().isEmpty()) {
            return refuse(Refusal.of(Reason.UNKNOWN_TREATY, "No treaty is registered as " + command.treaty() + "."));
        }
        var treaty = now.parent().get();
        var today = now.today(treaty.clauses().zone());
        var received = command.received() == null ? today : command.received();
        var obstacle = preliminary(command, now, treaty, today);
        if (obstacle != null) {
            return refuse(obstacle);
        }
        return switch (command) {
            case RecordStep it -> record(state, it, received, treaty, now);
            case CorrectStep it -> correct(state, it, received, treaty, now);
        };
    }

    private static Ruling refuse(Refusal refusal) {
        return new Refused(refusal);
    }

    private static @Nullable Refusal preliminary(
            ImplementationCommand command, Circumstances now, LegalStatus treaty, LocalDate today) {
        var who = now.participants().find(command.participant());
        if (who.isEmpty()) {
            return Refusal.of(Reason.UNKNOWN_PARTICIPANT, "No participant has the code " + command.participant() + ".")
                    .remedy("Use an ISO 3166-1 alpha-3 code, or EUE for the European Union.")
                    .field("participant");
        }
        var received = command.received();
        if (received != null && received.isAfter(today)) {
            return Refusal.of(
                            Reason.DATE_IN_FUTURE,
                            "It cannot have been received on " + received + ": today is " + today + " in "
                                    + treaty.clauses().zone() + ".")
                    .remedy("Give the day on which it was received, or leave it out.")
                    .field("received");
        }
        return untimely(command, received == null ? today : received)
                .or(() -> ineligible(who.get(), treaty))
                .orElse(null);
    }

    /** A date of which some days have come is none of the future: it may lie on one of those. */
    private static Optional<Refusal> untimely(ImplementationCommand command, LocalDate received) {
        var step = command instanceof RecordStep it ? it.step() : ((CorrectStep) command).replacement();
        return step == null || !step.date().first().isAfter(received)
                ? Optional.empty()
                : Optional.of(Refusal.of(
                                Reason.DATE_IN_FUTURE,
                                "A step of " + step.date() + " cannot have been received on " + received
                                        + ": it had not been taken yet.")
                        .remedy("Record a step once it has been taken; a plan belongs in the note of an earlier one.")
                        .field(command instanceof RecordStep ? "date" : "replacement.date"));
    }

    private static Optional<Refusal> ineligible(Participant who, LegalStatus treaty) {
        var eligible =
                switch (who) {
                    case Participant.State _ -> true;
                    case Participant.RegionalOrganization _ ->
                        treaty.clauses().consent().regionalOrganizations();
                    case Participant.OtherEntity _ -> false;
                };
        return eligible
                ? Optional.empty()
                : Optional.of(Refusal.of(
                                Reason.NOT_ELIGIBLE,
                                "The treaty is open to States; " + who.name()
                                        + " is not one, and has no implementation of its own here.")
                        .remedy("Record it under the State that it belongs to.")
                        .field("participant"));
    }

    private static Ruling record(
            ImplementationState state, RecordStep it, LocalDate received, LegalStatus treaty, Circumstances now) {
        var same = state.steps(AsOf.NOW).stream()
                .filter(recorded -> recorded.step().equals(it.step()))
                .findFirst();
        return same.isPresent()
                ? refuse(Refusal.of(
                                Reason.ALREADY_RECORDED,
                                "The very same step, by the same assessor, is on record at position "
                                        + same.get().position() + ".")
                        .remedy("If it is another step, say in the note what tells them apart."))
                : accept(state, new StepRecorded(it.participant(), it.step(), received), it.step(), treaty, now);
    }

    private static Ruling correct(
            ImplementationState state, CorrectStep it, LocalDate received, LegalStatus treaty, Circumstances now) {
        var replacement = it.replacement();
        if (!state.hasStepAt(it.position())) {
            return refuse(Refusal.of(
                            Reason.NO_SUCH_ACT,
                            "No step of " + now.participants().nameOf(it.participant()) + " was recorded at position "
                                    + it.position() + ".")
                    .remedy("Name the State and the position as the list of steps shows them.")
                    .field("position"));
        }
        var standing = state.stepAt(it.position()).orElse(null);
        if (Objects.equals(standing, replacement)) {
            return refuse(Refusal.of(
                            Reason.CORRECTION_CHANGES_NOTHING,
                            replacement == null
                                    ? "The step has been struck out already."
                                    : "The replacement is what the register already says.")
                    .field("replacement"));
        }
        return accept(
                state,
                new StepCorrected(it.participant(), it.position(), replacement, it.reason(), received),
                replacement,
                treaty,
                now);
    }

    private static Ruling accept(
            ImplementationState state,
            ImplementationEvent event,
            @Nullable LegislativeStep step,
            LegalStatus treaty,
            Circumstances now) {
        return new Accepted(
                List.of(event),
                step == null ? List.of() : warnings(evolve(state, BEING_DECIDED, event), event, step, treaty, now));
    }

    private static List<Warning> warnings(
            ImplementationState after,
            ImplementationEvent event,
            LegislativeStep step,
            LegalStatus treaty,
            Circumstances now) {
        var today = now.today(treaty.clauses().zone());
        var warnings = new ArrayList<Warning>();
        if (!treaty.status(event.participant(), today).isParty()) {
            warnings.add(new Warning(
                    "not-a-party",
                    now.participants().nameOf(event.participant())
                            + " is not a party to the treaty; its steps are shown beside those of the parties."));
        }
        var steps = after.steps(AsOf.NOW);
        step.areas().stream()
                .flatMap(area -> AreaStatus.of(area, steps, today).steps().stream())
                .filter(StandingStep::contested)
                .map(StandingStep::step)
                .filter(other -> other.isOfSameLaw(step) && !other.assessor().equals(step.assessor()))
                .findFirst()
                .ifPresent(other -> warnings.add(new Warning(
                        "assessments-differ",
                        "Of this law " + other.assessor() + " says: " + other.stage() + ", " + other.date()
                                + ". Both are shown, side by side.")));
        return warnings;
    }

    /** The state after one more event, recorded at that log position. */
    public static ImplementationState evolve(ImplementationState state, long position, ImplementationEvent event) {
        return state.with(position, event);
    }
}
