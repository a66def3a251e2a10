package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.ExitRule;
import org.treatyledger.core.rules.Finding;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;

/** The reasons for a status, in steps that a person can check. */
final class Traces {

    private Traces() {}

    /** The act by which a participant consented, with the day from which it counts. */
    static String act(Consent consent) {
        return act(consent.means(), consent.countsFrom());
    }

    static String act(ConsentMeans means, LocalDate countsFrom) {
        var word =
                switch (means) {
                    case SUCCESSION -> "succession of States";
                    case DEFINITIVE_SIGNATURE -> "definitive signature";
                    case RATIFICATION, ACCEPTANCE, APPROVAL, ACCESSION, FORMAL_CONFIRMATION -> "deposit";
                };
        return word + " " + countsFrom;
    }

    /** How a consent ends: notices with what became of them, the end of the State. */
    static List<String> exit(Consent consent, @Nullable ExitRule rule) {
        var trace = new ArrayList<String>();
        consent.notices().forEach(notice -> trace.addAll(of(notice, rule)));
        if (consent.ceasedOn() != null) {
            trace.add("the State ceased to exist: " + consent.ceasedOn());
        }
        return trace;
    }

    private static List<String> of(Consent.Notice notice, @Nullable ExitRule rule) {
        var received = "notification of withdrawal received " + notice.receivedOn();
        var endedBy = notice.endedBy();
        if (endedBy != null) {
            var how = endedBy.event() instanceof TreatyEvent.WithdrawalRevoked ? "revoked " : "replaced ";
            return List.of(received + ", " + how + endedBy.receivedOn());
        }
        var trace = new ArrayList<String>();
        trace.add(received);
        if (notice.act().event() instanceof TreatyEvent.WithdrawalNotified it && it.overAmendment() != null) {
            trace.add("with immediate effect, over the amendment " + it.overAmendment() + ": " + notice.exitsOn());
            return trace;
        }
        if (rule != null) {
            trace.addAll(rule.date().steps(notice.receivedOn(), null));
            if (rule.date()
                    .from(notice.receivedOn(), null)
                    .filter(day -> !day.equals(notice.byRule()))
                    .isPresent()) {
                trace.add("later day named in the notification: " + notice.byRule());
            }
        }
        if (!notice.byRule().equals(notice.exitsOn())) {
            trace.add("postponed by a declared circumstance until: "
                    + (notice.exitsOn() == null ? "it ends" : notice.exitsOn()));
        }
        return trace;
    }

    /** The reasons for what a participant is on a day. */
    static List<String> status(LegalStatus status, ParticipantId participant, LocalDate day) {
        var period = status.memberships(participant).stream()
                .filter(membership -> !membership.entersIntoForceOn().isAfter(day))
                .reduce((earlier, later) -> later);
        var history = status.history(participant);
        var consent = history.flatMap(it -> it.consentOn(day));
        if (consent.isPresent() && !period.map(Membership::consent).equals(consent)) {
            return coming(status, consent.get());
        }
        if (period.isPresent()) {
            return period.get().trace();
        }
        return history.map(it -> withoutConsent(it, day)).orElse(List.of());
    }

    /** What a consent brings, or why it brings nothing yet. */
    static List<String> coming(LegalStatus status, Consent consent) {
        return status.memberships(consent.participant()).stream()
                .filter(membership -> consent.equals(membership.consent()))
                .map(Membership::trace)
                .findFirst()
                .orElseGet(() -> notInForce(status, consent));
    }

    private static List<String> notInForce(LegalStatus status, Consent consent) {
        var trace = new ArrayList<String>();
        trace.add(act(consent));
        if (consent.takenBackOn() != null) {
            trace.add("instrument taken back " + consent.takenBackOn() + ": it never takes effect");
        } else if (status.finding() instanceof Finding.Unmet unmet) {
            trace.add("the treaty is not in force: " + String.join("; ", unmet.missing()));
        }
        trace.addAll(exit(consent, status.clauses().withdrawal()));
        return trace;
    }

    private static List<String> withoutConsent(History history, LocalDate day) {
        var trace = new ArrayList<String>();
        history.signature()
                .filter(act -> !act.receivedOn().isAfter(day))
                .ifPresent(act -> trace.add("signed " + act.receivedOn()));
        history.heldOn(day)
                .ifPresent(act -> trace.add("an instrument received " + act.receivedOn() + " is held: " + reason(act)));
        history.consents().stream()
                .filter(consent ->
                        consent.takenBackOn() != null && !consent.takenBackOn().isAfter(day))
                .forEach(consent ->
                        trace.add(act(consent) + ", taken back " + consent.takenBackOn() + " before it took effect"));
        history.intentionNotToBecomeParty()
                .filter(act -> !act.receivedOn().isAfter(day))
                .ifPresent(
                        act -> trace.add("communicated that it does not intend to become a party " + act.receivedOn()));
        history.ceasedOn()
                .filter(ceased -> !ceased.isAfter(day))
                .ifPresent(ceased -> trace.add("the State ceased to exist: " + ceased));
        return trace;
    }

    private static String reason(Act act) {
        return act.event() instanceof TreatyEvent.InstrumentHeld held ? held.reason() : "";
    }

    /** How the treaty itself comes into force, or what is missing. */
    static List<String> treaty(LegalStatus status) {
        var trace = new ArrayList<>(
                switch (status.finding()) {
                    case Finding.Met met -> met.trace();
                    case Finding.Unmet unmet -> unmet.missing();
                });
        trace.addAll(takenBackSince(status));
        status.determinations().ofTreaty().ifPresent(act -> trace.add(Determinations.inWords(act)));
        status.ceasedOn()
                .ifPresent(day ->
                        trace.add("the treaty ceases to be in force, fewer parties remaining than it needs: " + day));
        return trace;
    }

    /** Why a threshold still stands though an instrument that helped to meet it is gone (ruling R2). */
    private static List<String> takenBackSince(LegalStatus status) {
        if (!(status.finding() instanceof Finding.Met met)) {
            return List.of();
        }
        return status.histories().stream()
                .flatMap(history -> history.consents().stream())
                .filter(consent -> consent.takenBackOn() != null
                        && !consent.countsFrom().isAfter(met.on())
                        && consent.takenBackOn().isAfter(met.on()))
                .map(consent -> "the instrument of " + consent.participant() + " was taken back "
                        + consent.takenBackOn() + ", after the threshold was met: it stays met")
                .toList();
    }
}
