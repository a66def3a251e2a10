package org.treatyledger.core.treaty;

import java.util.ArrayList;
import java.util.List;
import org.treatyledger.core.rules.Finding;
import org.treatyledger.core.treaty.TreatyEvent.ActRecorded;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.ParticipantId;

/** What follows from an act once it is recorded: computed by the same law that will answer every question after it. */
final class Effects {

    /** An act that is not recorded yet stands after every act that is. */
    static final long PENDING = Long.MAX_VALUE - 1;

    private Effects() {}

    static List<Effect> of(Matter before, ActRecorded event) {
        var treaty = before.treaty();
        var register = treaty.register().with(PENDING, event);
        var after = LegalStatus.of(
                new Registered(treaty.position(), treaty.clauses(), register),
                AsOf.NOW,
                before.now().participants(),
                before.now().parent());
        var effects = new ArrayList<Effect>();
        var participant = event.participant();
        if (participant != null) {
            effects.add(on(participant, event, after));
        }
        var entry = after.inForceSince();
        if (!entry.equals(before.status().inForceSince())) {
            effects.add(new Effect(null, null, entry.orElse(null), null, treatyTrace(after)));
        }
        return effects;
    }

    private static Effect on(ParticipantId participant, ActRecorded event, LegalStatus after) {
        var day = event.communication().receivedOn();
        var status = after.status(participant, day);
        var memberships = after.memberships(participant);
        var consents = after.history(participant).map(History::consents).orElse(List.of());
        if (consents.isEmpty()) {
            return new Effect(participant, status, null, null, List.of());
        }
        var consent = consents.getLast();
        var membership = memberships.stream()
                .filter(period -> period.consent().equals(consent))
                .findFirst();
        if (membership.isEmpty()) {
            return new Effect(participant, status, null, null, notInForce(consent, after));
        }
        var trace = new ArrayList<>(membership.get().trace());
        trace.addAll(exitTrace(consent, after));
        return new Effect(
                participant,
                status,
                membership.get().entersIntoForceOn(),
                membership.get().exitsOn(),
                trace);
    }

    private static List<String> notInForce(Consent consent, LegalStatus after) {
        var trace = new ArrayList<String>();
        trace.add(consent.means() + " " + consent.depositedOn());
        if (consent.takenBackOn() != null) {
            trace.add("instrument taken back " + consent.takenBackOn() + ": it never takes effect");
        } else if (after.finding() instanceof Finding.Unmet(var missing)) {
            trace.add("the treaty is not in force: " + String.join("; ", missing));
        }
        return trace;
    }

    private static List<String> exitTrace(Consent consent, LegalStatus after) {
        var notice = consent.standingNotice();
        var rule = after.clauses().withdrawal();
        if (notice == null || rule == null) {
            return List.of();
        }
        var trace = new ArrayList<String>();
        trace.add("notification of withdrawal received " + notice.receivedOn());
        trace.addAll(rule.date().steps(notice.receivedOn(), null));
        if (!rule.date().from(notice.receivedOn()).equals(notice.exitsOn())) {
            trace.add("later day named in the notification: " + notice.exitsOn());
        }
        return trace;
    }

    static List<String> treatyTrace(LegalStatus status) {
        return switch (status.finding()) {
            case Finding.Met met -> met.trace();
            case Finding.Unmet(var missing) -> missing;
        };
    }
}
