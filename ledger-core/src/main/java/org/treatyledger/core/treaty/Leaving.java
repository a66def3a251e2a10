package org.treatyledger.core.treaty;

import static org.treatyledger.core.treaty.Matter.refuse;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.ExitRule;
import org.treatyledger.core.treaty.TreatyCommand.NotifyWithdrawal;
import org.treatyledger.core.treaty.TreatyCommand.RecordCessation;
import org.treatyledger.core.treaty.TreatyCommand.RevokeWithdrawal;
import org.treatyledger.core.treaty.TreatyEvent.ParticipantCeased;
import org.treatyledger.core.treaty.TreatyEvent.WithdrawalNotified;
import org.treatyledger.core.treaty.TreatyEvent.WithdrawalRevoked;
import org.treatyledger.core.vocabulary.Citation;

/** Withdrawal, its revocation, and the end of a State. Source: VCLT arts. 54 to 56, 67 and 68. */
final class Leaving {

    private Leaving() {}

    static Decision notifyWithdrawal(Matter matter, NotifyWithdrawal it) {
        var rule = matter.clauses().withdrawal();
        if (rule == null) {
            return refuse(Refusal.of(
                            Reason.WITHDRAWAL_NOT_PERMITTED,
                            "The treaty contains no provision on withdrawal; the notification changes no status.")
                    .citing(Citation.vclt("art. 56"))
                    .remedy("Circulate it, and record it as an announcement."));
        }
        var obstacle = it.overAmendment() == null
                ? withdrawalObstacle(matter, it, rule)
                : ImmediateExit.obstacle(matter, it, rule);
        return obstacle != null
                ? refuse(obstacle)
                : matter.accept(new WithdrawalNotified(
                        it.participant(), it.effectiveOn(), it.overAmendment(), it.communication()));
    }

    private static @Nullable Refusal withdrawalObstacle(Matter matter, NotifyWithdrawal it, ExitRule rule) {
        var day = it.communication().receivedOn();
        var membership = membershipOn(matter, it);
        if (membership.isEmpty()) {
            return notAParty(matter, it, rule);
        }
        var consent = membership.get().consent();
        var pending = consent == null ? null : consent.standingNotice();
        if (pending != null && it.effectiveOn() == null) {
            return Refusal.of(
                            Reason.WITHDRAWAL_ALREADY_NOTIFIED,
                            "A withdrawal notified on " + pending.receivedOn() + " takes effect on "
                                    + (pending.exitsOn() == null ? "a day to come" : pending.exitsOn()) + ".")
                    .citing(citation(matter, rule))
                    .remedy("A further notification must name a later day.");
        }
        var lockedIn = lockIn(matter, rule, membership.get().entersIntoForceOn(), day);
        return lockedIn != null ? lockedIn : dateObstacle(matter, it, rule);
    }

    static Optional<Membership> membershipOn(Matter matter, NotifyWithdrawal it) {
        return matter.status().memberships(it.participant()).stream()
                .filter(period -> period.contains(it.communication().receivedOn()))
                .filter(period -> wasKnown(period, it.communication().receivedOn()))
                .findFirst();
    }

    /** A successor is bound from the succession of States, and acts as a party from its notification on. */
    private static boolean wasKnown(Membership period, LocalDate day) {
        var consent = period.consent();
        return consent == null || !consent.depositedOn().isAfter(day);
    }

    static Refusal notAParty(Matter matter, NotifyWithdrawal it, ExitRule rule) {
        return Refusal.of(
                        Reason.NOT_A_PARTY,
                        matter.nameOf(it.participant()) + " was not a party on "
                                + it.communication().receivedOn() + "; only a party may withdraw.")
                .citing(citation(matter, rule))
                .remedy("Before entry into force the instrument itself may be withdrawn.");
    }

    private static @Nullable Refusal lockIn(Matter matter, ExitRule rule, LocalDate entered, LocalDate day) {
        var from =
                rule.lockIn() == null ? null : rule.lockIn().from(entered, null).orElse(null);
        return from == null || !day.isBefore(from)
                ? null
                : Refusal.of(
                                Reason.WITHDRAWAL_LOCKED_IN,
                                "In force for the State since " + entered + ", the treaty permits a notification from "
                                        + from + " on.")
                        .citing(citation(matter, rule))
                        .field("date");
    }

    private static @Nullable Refusal dateObstacle(Matter matter, NotifyWithdrawal it, ExitRule rule) {
        var specified = it.effectiveOn();
        var byRule = rule.date().from(it.communication().receivedOn(), null).orElseThrow();
        if (specified == null || specified.equals(byRule)) {
            return null;
        }
        if (specified.isBefore(byRule)) {
            return Refusal.of(
                            Reason.EFFECT_EARLIER_THAN_PERMITTED,
                            "The notification names " + specified + "; it cannot take effect before " + byRule + ".")
                    .citing(citation(matter, rule))
                    .remedy("Record it without that day: it then takes effect on " + byRule + ".")
                    .field("effectiveOn");
        }
        return rule.laterIfSpecified()
                ? null
                : Refusal.of(
                                Reason.LATER_EFFECT_NOT_PERMITTED,
                                "The treaty fixes the day of effect, " + byRule
                                        + "; a notification cannot name another.")
                        .citing(citation(matter, rule))
                        .field("effectiveOn");
    }

    static Citation citation(Matter matter, ExitRule rule) {
        return matter.clauses().cite(rule.citation(), Citation.vclt("art. 54"));
    }

    static Decision revokeWithdrawal(Matter matter, RevokeWithdrawal it) {
        var day = it.communication().receivedOn();
        var notices = matter.history(it.participant()).consents().stream()
                .flatMap(consent -> consent.notices().stream())
                .filter(notice -> !notice.receivedOn().isAfter(day))
                .toList();
        if (notices.stream().anyMatch(notice -> notice.isPendingOn(day))) {
            return matter.accept(new WithdrawalRevoked(it.participant(), it.communication()));
        }
        var taken = notices.stream().filter(notice -> notice.endedBy() == null).findFirst();
        if (taken.isPresent()) {
            return refuse(Refusal.of(
                            Reason.WITHDRAWAL_ALREADY_EFFECTIVE,
                            "The withdrawal took effect on " + taken.get().exitsOn() + "; on " + day
                                    + " it can no longer be revoked.")
                    .citing(Citation.vclt("art. 68"))
                    .remedy("The State may accede again."));
        }
        return refuse(Refusal.of(
                        Reason.NO_WITHDRAWAL_NOTIFIED,
                        matter.nameOf(it.participant()) + " had no withdrawal pending on " + day + ".")
                .citing(Citation.vclt("art. 68")));
    }

    static Decision cease(Matter matter, RecordCessation it) {
        var obstacle = cessationObstacle(matter, it);
        if (obstacle != null) {
            return refuse(obstacle);
        }
        return matter.accept(
                new ParticipantCeased(it.participant(), it.successor(), it.communication()),
                matter.laterActs(it.participant(), it.communication().receivedOn()));
    }

    private static @Nullable Refusal cessationObstacle(Matter matter, RecordCessation it) {
        var ceasedOn = matter.history(it.participant()).ceasedOn();
        if (ceasedOn.isPresent()) {
            return Refusal.of(
                            Reason.PARTICIPANT_CEASED,
                            matter.nameOf(it.participant()) + " ceased to exist on " + ceasedOn.get() + ".")
                    .remedy("If that day was recorded wrongly, correct it.");
        }
        if (!matter.isState(it.participant())) {
            return Refusal.of(
                            Reason.NOT_ELIGIBLE,
                            "Only a State ceases to exist as one; " + matter.nameOf(it.participant()) + " is none.")
                    .citing(new Citation("VCSST 1978", "art. 2(1)(b)"))
                    .field("participant");
        }
        var successor = it.successor();
        return successor == null || (matter.isState(successor) && !successor.equals(it.participant()))
                ? null
                : Refusal.of(
                                Reason.NOT_ELIGIBLE,
                                "Another State succeeds one that ceased to exist; " + matter.nameOf(successor)
                                        + " is not another State.")
                        .citing(new Citation("VCSST 1978", "art. 2(1)(b)"))
                        .field("successor");
    }
}
