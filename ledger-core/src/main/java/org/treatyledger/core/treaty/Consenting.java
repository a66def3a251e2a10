package org.treatyledger.core.treaty;

import static org.treatyledger.core.treaty.Matter.refuse;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.FinalClauses.Eligible;
import org.treatyledger.core.treaty.TreatyCommand.DepositInstrument;
import org.treatyledger.core.treaty.TreatyCommand.HoldInstrument;
import org.treatyledger.core.treaty.TreatyCommand.NotifySuccession;
import org.treatyledger.core.treaty.TreatyCommand.WithdrawInstrument;
import org.treatyledger.core.treaty.TreatyEvent.InstrumentDeposited;
import org.treatyledger.core.treaty.TreatyEvent.InstrumentHeld;
import org.treatyledger.core.treaty.TreatyEvent.InstrumentWithdrawn;
import org.treatyledger.core.treaty.TreatyEvent.SuccessionNotified;
import org.treatyledger.core.vocabulary.Citation;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.Participant;
import org.treatyledger.core.vocabulary.ParticipantId;

/** Deposits, instruments taken back, successions. Source: VCLT arts. 11 to 16; VCSST 1978 arts. 17, 22 and 23. */
final class Consenting {

    private Consenting() {}

    static Decision deposit(Matter matter, DepositInstrument it) {
        var day = it.communication().receivedOn();
        var eligible = matter.eligible(it.participant(), day);
        if (eligible != null) {
            return refuse(eligible);
        }
        var consented = matter.alreadyConsented(it.participant(), day);
        if (consented != null) {
            return refuse(consented);
        }
        var means = meansObstacle(matter, it);
        if (means != null) {
            return refuse(means);
        }
        return matter.accept(
                new InstrumentDeposited(it.participant(), it.means(), it.communication()), warnings(matter, it));
    }

    private static boolean signedBy(Matter matter, DepositInstrument it) {
        return matter.history(it.participant()).hadSignedBy(it.communication().receivedOn());
    }

    /** A signatory ratifies, another accedes; what else the treaty provides is in its clauses. VCLT arts. 14 and 15. */
    private static @Nullable Refusal meansObstacle(Matter matter, DepositInstrument it) {
        var consent = matter.clauses().consent();
        var signed = signedBy(matter, it);
        var provided = signed ? consent.signatories() : consent.others();
        if (provided.contains(it.means())) {
            return null;
        }
        if (!signed && consent.signatories().contains(it.means())) {
            return means(
                    matter,
                    Reason.RATIFICATION_WITHOUT_SIGNATURE,
                    matter.nameOf(it.participant()) + " has not signed; " + it.means()
                            + " is open to signatories only.",
                    "Ask whether the instrument is meant as " + words(consent.others()) + ".");
        }
        if (signed && consent.others().contains(it.means())) {
            return consent.eligible() instanceof Eligible.AllStates
                    ? null
                    : means(
                            matter,
                            Reason.ACCESSION_AFTER_SIGNATURE,
                            matter.nameOf(it.participant()) + " has signed; " + it.means()
                                    + " is open to those only that have not.",
                            "Ask whether the instrument is meant as " + words(consent.signatories()) + ".");
        }
        return means(
                matter,
                Reason.MEANS_NOT_PROVIDED,
                "The treaty does not provide for consent by " + it.means() + ".",
                "Use " + words(provided) + ".");
    }

    private static String words(Set<ConsentMeans> means) {
        return means.isEmpty()
                ? "another treaty's: this one is not open"
                : means.stream().sorted().map(ConsentMeans::label).collect(Collectors.joining(" or "));
    }

    private static Refusal means(Matter matter, Reason reason, String sentence, String remedy) {
        return Refusal.of(reason, sentence)
                .citing(matter.consentCitation())
                .remedy(remedy)
                .field("means");
    }

    private static List<Decision.Warning> warnings(Matter matter, DepositInstrument it) {
        var warnings = new ArrayList<Decision.Warning>();
        var consent = matter.clauses().consent();
        if (signedBy(matter, it) && !consent.signatories().contains(it.means())) {
            warnings.add(new Decision.Warning(
                    Reason.ACCESSION_AFTER_SIGNATURE.code(),
                    matter.nameOf(it.participant()) + " has signed, so its instrument would be "
                            + words(consent.signatories()) + "; the treaty opens " + it.means() + " to all States."));
        }
        boundaryDay(matter, it.communication().receivedOn()).ifPresent(warnings::add);
        warnings.addAll(matter.laterActs(it.participant(), it.communication().receivedOn()));
        return warnings;
    }

    /** Some days cost a month: one day earlier would have brought entry into force forward by that much. */
    private static Optional<Decision.Warning> boundaryDay(Matter matter, LocalDate day) {
        var parentSince =
                matter.now().parent().flatMap(LegalStatus::inForceSince).orElse(null);
        var cost = matter.clauses().entryIntoForce().perState().costOfOneDay(day, parentSince);
        return cost <= 1
                ? Optional.empty()
                : Optional.of(new Decision.Warning(
                        "boundary-day",
                        "Deposited one day earlier, it would have entered into force " + cost + " days earlier."));
    }

    /** An instrument that is not in order, or waits for a condition, is not deposited. VCLT art. 77(1)(d) and (2). */
    static Decision hold(Matter matter, HoldInstrument it) {
        var day = it.communication().receivedOn();
        var eligible = matter.eligible(it.participant(), day);
        if (eligible != null) {
            return refuse(eligible);
        }
        var consented = matter.alreadyConsented(it.participant(), day);
        return consented != null
                ? refuse(consented)
                : matter.accept(new InstrumentHeld(it.participant(), it.means(), it.reason(), it.communication()));
    }

    static Decision withdrawInstrument(Matter matter, WithdrawInstrument it) {
        var day = it.communication().receivedOn();
        if (matter.history(it.participant()).heldOn(day).isPresent()) {
            return matter.accept(new InstrumentWithdrawn(it.participant(), it.communication()));
        }
        var consent = matter.history(it.participant()).consentOn(day);
        if (consent.isEmpty()) {
            return refuse(Refusal.of(
                            Reason.NO_INSTRUMENT_DEPOSITED,
                            matter.nameOf(it.participant()) + " had no instrument on deposit on " + day + ".")
                    .citing(matter.consentCitation()));
        }
        if (matter.status().isPartyOn(it.participant(), day)) {
            return refuse(Refusal.of(
                            Reason.INSTRUMENT_ALREADY_IN_FORCE,
                            "The treaty is in force for " + matter.nameOf(it.participant())
                                    + "; its instrument can no longer be withdrawn.")
                    .citing(Citation.vclt("arts. 54 and 56"))
                    .remedy("Only a notification of withdrawal from the treaty remains."));
        }
        return matter.accept(new InstrumentWithdrawn(it.participant(), it.communication()));
    }

    static Decision succeed(Matter matter, NotifySuccession it) {
        var obstacle = successionObstacle(matter, it);
        return obstacle != null
                ? refuse(obstacle)
                : matter.accept(new SuccessionNotified(
                        it.participant(), it.predecessor(), it.effectiveOn(), it.communication()));
    }

    private static @Nullable Refusal successionObstacle(Matter matter, NotifySuccession it) {
        if (it.effectiveOn().isAfter(it.communication().receivedOn())) {
            return Refusal.of(
                            Reason.DATE_IN_FUTURE,
                            "The succession of States, " + it.effectiveOn() + ", lies after its notification of "
                                    + it.communication().receivedOn() + ".")
                    .citing(new Citation("VCSST 1978", "art. 22"))
                    .field("effectiveOn");
        }
        if (!matter.isState(it.participant())) {
            return Refusal.of(
                            Reason.NOT_ELIGIBLE,
                            "Only a State succeeds another; " + matter.nameOf(it.participant()) + " is not one.")
                    .citing(new Citation("VCSST 1978", "art. 2(1)(b)"))
                    .field("participant");
        }
        var consented = matter.alreadyConsented(it.participant(), it.effectiveOn());
        if (consented != null) {
            return consented;
        }
        return wasBound(matter, it.predecessor(), it.effectiveOn())
                ? null
                : Refusal.of(
                                Reason.PREDECESSOR_NOT_BOUND,
                                matter.nameOf(it.predecessor()) + " was not bound on " + it.effectiveOn() + ".")
                        .citing(new Citation("VCSST 1978", "art. 17"))
                        .remedy("Name the State that was bound, or record an accession.")
                        .field("predecessor");
    }

    /** Whether the predecessor, or the State that continues it, was bound on the day of succession, or to its end. */
    private static boolean wasBound(Matter matter, ParticipantId predecessor, LocalDate day) {
        return Stream.concat(Stream.of(predecessor), continuing(matter, predecessor).stream())
                .map(matter::history)
                .flatMap(history -> history.consents().stream())
                .anyMatch(consent -> consent.isThereToSucceedTo(day));
    }

    private static Optional<ParticipantId> continuing(Matter matter, ParticipantId predecessor) {
        return matter.now()
                .participants()
                .find(predecessor)
                .flatMap(who -> who instanceof Participant.State state
                        ? Optional.ofNullable(state.continuedBy())
                        : Optional.empty());
    }
}
