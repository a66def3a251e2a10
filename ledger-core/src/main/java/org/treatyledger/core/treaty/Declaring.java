package org.treatyledger.core.treaty;

import static org.treatyledger.core.treaty.Matter.refuse;

import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.FinalClauses.Reservations;
import org.treatyledger.core.treaty.TreatyCommand.Declare;
import org.treatyledger.core.treaty.TreatyCommand.WithdrawDeclaration;
import org.treatyledger.core.treaty.TreatyEvent.DeclarationMade;
import org.treatyledger.core.treaty.TreatyEvent.DeclarationWithdrawn;
import org.treatyledger.core.vocabulary.Citation;

/** Declarations and reservations. Source: VCLT arts. 19 to 23; Rome Statute arts. 12(3), 120 and 124. */
final class Declaring {

    private static final String RESERVATION = "reservation";
    private static final String NON_PARTY_ACCEPTANCE = "art-12-3";
    private static final String TRANSITIONAL = "art-124";

    private Declaring() {}

    static Decision declare(Matter matter, Declare it) {
        var obstacle = obstacle(matter, it);
        return obstacle != null
                ? refuse(obstacle)
                : matter.accept(new DeclarationMade(
                        it.participant(),
                        it.kind(),
                        it.from(),
                        it.until(),
                        it.text(),
                        it.concerning(),
                        it.communication()));
    }

    private static @Nullable Refusal obstacle(Matter matter, Declare it) {
        var kind =
                switch (it.kind()) {
                    case RESERVATION -> reservation(matter);
                    case NON_PARTY_ACCEPTANCE -> nonParty(matter, it);
                    case TRANSITIONAL -> onBecomingParty(matter, it);
                    default -> null; // other kinds are open words that the law of treaties leaves to their authors
                };
        if (kind != null) {
            return kind;
        }
        var from = it.from() == null ? it.communication().receivedOn() : it.from();
        return it.until() == null || !it.until().isBefore(from)
                ? null
                : Refusal.of(
                                Reason.DECLARATION_ENDS_BEFORE_IT_STARTS,
                                "The declaration would end on " + it.until() + ", before it starts on " + from + ".")
                        .field("until");
    }

    private static @Nullable Refusal reservation(Matter matter) {
        var clauses = matter.clauses();
        return clauses.reservations() != Reservations.PROHIBITED
                ? null
                : Refusal.of(Reason.RESERVATION_PROHIBITED, "The treaty permits no reservations.")
                        .citing(clauses.cite(clauses.reservationsCitation(), Citation.vclt("art. 19(a)")))
                        .remedy("Ask whether it is meant as an interpretative declaration.")
                        .field("kind");
    }

    private static @Nullable Refusal nonParty(Matter matter, Declare it) {
        var day = it.communication().receivedOn();
        return !matter.status().isPartyOn(it.participant(), day)
                ? null
                : Refusal.of(
                                Reason.PARTY_CANNOT_DECLARE_12_3,
                                matter.nameOf(it.participant()) + " was a party on " + day
                                        + "; the declaration is open to States that are not.")
                        .citing(new Citation(matter.clauses().citedAs(), "art. 12(3)"))
                        .field("kind");
    }

    private static @Nullable Refusal onBecomingParty(Matter matter, Declare it) {
        var day = it.communication().receivedOn();
        var consent = matter.history(it.participant()).consentOn(day);
        if (consent.isEmpty()) {
            return Refusal.of(
                            Reason.NO_INSTRUMENT_DEPOSITED,
                            "The declaration is made on becoming a party; on " + day + " "
                                    + matter.nameOf(it.participant()) + " had no instrument on deposit.")
                    .citing(new Citation(matter.clauses().citedAs(), "art. 124"));
        }
        var late = matter.status().memberships(it.participant()).stream()
                .anyMatch(period ->
                        period.contains(day) && period.entersIntoForceOn().isBefore(day));
        return !late
                ? null
                : Refusal.of(
                                Reason.DECLARATION_TOO_LATE,
                                "The declaration is made on becoming a party; on " + day + " "
                                        + matter.nameOf(it.participant()) + " already was one.")
                        .citing(new Citation(matter.clauses().citedAs(), "art. 124"))
                        .field("date");
    }

    static Decision withdraw(Matter matter, WithdrawDeclaration it) {
        var day = it.communication().receivedOn();
        var withdrawn = new DeclarationWithdrawn(
                it.participant(), it.kind(), it.effectiveOn(), it.concerning(), it.communication());
        var open = matter.history(it.participant()).declarations().stream()
                .anyMatch(declaration -> withdrawn.speaksOf(declaration)
                        && !declaration.act().receivedOn().isAfter(day));
        var concerning = it.concerning() == null ? "" : " concerning " + matter.nameOf(it.concerning());
        return open
                ? matter.accept(withdrawn)
                : refuse(Refusal.of(
                                Reason.NO_SUCH_DECLARATION,
                                matter.nameOf(it.participant()) + " had made no declaration of the kind " + it.kind()
                                        + concerning + " by " + day + ".")
                        .field("kind"));
    }
}
