package org.treatyledger.core.treaty;

import static org.treatyledger.core.treaty.Matter.refuse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.treaty.TreatyCommand.Announce;
import org.treatyledger.core.treaty.TreatyCommand.CommunicateIntentionNotToBecomeParty;
import org.treatyledger.core.treaty.TreatyCommand.Correct;
import org.treatyledger.core.treaty.TreatyCommand.Declare;
import org.treatyledger.core.treaty.TreatyCommand.DepositInstrument;
import org.treatyledger.core.treaty.TreatyCommand.NotifySuccession;
import org.treatyledger.core.treaty.TreatyCommand.NotifyWithdrawal;
import org.treatyledger.core.treaty.TreatyCommand.RecordAct;
import org.treatyledger.core.treaty.TreatyCommand.RecordCessation;
import org.treatyledger.core.treaty.TreatyCommand.RecordDecision;
import org.treatyledger.core.treaty.TreatyCommand.RecordEntryIntoForce;
import org.treatyledger.core.treaty.TreatyCommand.Register;
import org.treatyledger.core.treaty.TreatyCommand.RevokeWithdrawal;
import org.treatyledger.core.treaty.TreatyCommand.Sign;
import org.treatyledger.core.treaty.TreatyCommand.WithdrawDeclaration;
import org.treatyledger.core.treaty.TreatyCommand.WithdrawInstrument;
import org.treatyledger.core.treaty.TreatyEvent.ActRecorded;
import org.treatyledger.core.treaty.TreatyEvent.TreatyRegistered;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.treaty.TreatyState.Unregistered;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * The treaty aggregate. {@link #decide} says what the law makes of a command and never throws; {@link #evolve} believes
 * what is recorded, and throws only where a stream does not start with a registration. Neither knows a clock.
 */
public final class Treaty {

    private Treaty() {}

    /** The decision on a command: the acts to record, or the first obstacle in the order of {@link Reason}. */
    public static Decision decide(TreatyState state, TreatyCommand command, Circumstances now) {
        return switch (state) {
            case Unregistered _ ->
                switch (command) {
                    case Register register -> register(register, now);
                    case RecordAct act ->
                        refuse(Refusal.of(Reason.UNKNOWN_TREATY, "No treaty is registered as " + act.treaty() + ".")
                                .remedy("Register it first, or look its identity up in the list of treaties.")
                                .field("treaty"));
                };
            case Registered treaty ->
                switch (command) {
                    case Register register ->
                        refuse(Refusal.of(
                                        Reason.ALREADY_REGISTERED,
                                        "A treaty is already registered as " + register.treaty() + ".")
                                .field("treaty"));
                    case RecordAct act -> decide(Matter.of(treaty, now), act);
                };
        };
    }

    private static Decision register(Register it, Circumstances now) {
        if (now.parent().filter(parent -> parent.belongsTo(it.treaty())).isPresent()) {
            return refuse(Refusal.of(
                            Reason.CIRCULAR_PARENT,
                            "The treaty that it belongs to, " + it.clauses().parent() + ", belongs to it in turn.")
                    .remedy("Leave the parent out of the treaty that was there first.")
                    .field("parent"));
        }
        var today = now.today(it.clauses().zone());
        return it.clauses().adopted().isAfter(today)
                ? refuse(Refusal.of(
                                Reason.DATE_IN_FUTURE,
                                "A treaty adopted on " + it.clauses().adopted() + " does not exist yet: today is "
                                        + today + ".")
                        .field("adopted"))
                : new Decision.Accepted(List.of(new TreatyRegistered(it.clauses())), List.of(), warnings(it, now));
    }

    private static List<Decision.Warning> warnings(Register it, Circumstances now) {
        var warnings = new ArrayList<Decision.Warning>();
        if (it.clauses().parent() != null && now.parent().isEmpty()) {
            warnings.add(new Decision.Warning(
                    "parent-not-registered",
                    "The treaty that it belongs to, " + it.clauses().parent()
                            + ", is not registered: until it is, what depends on it cannot be answered."));
        }
        if (!it.clauses().entryIntoForce().threshold().isReachable()) {
            warnings.add(new Decision.Warning(
                    "threshold-out-of-reach",
                    "Even if every participant of the table consented, its share would not be reached."));
        }
        var named = it.clauses().entryIntoForce().threshold().named();
        unknown("threshold", named, now).ifPresent(warnings::add);
        if (it.clauses().consent().eligible() instanceof FinalClauses.Eligible.Named(var invited)) {
            unknown("list of those to whom it is open", invited, now).ifPresent(warnings::add);
        }
        var uncounted = named.stream()
                .filter(now.participants()::isRegionalOrganization)
                .toList();
        if (!uncounted.isEmpty()) {
            warnings.add(new Decision.Warning(
                    "organization-never-counts",
                    "The threshold names regional organizations, whose deposits never count: " + uncounted + "."));
        }
        return warnings;
    }

    private static Optional<Decision.Warning> unknown(String where, Set<ParticipantId> named, Circumstances now) {
        var unknown = named.stream()
                .filter(who -> now.participants().find(who).isEmpty())
                .sorted()
                .toList();
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(new Decision.Warning(
                        "unknown-participant",
                        "The " + where + " names codes that are in no directory: " + unknown + "."));
    }

    private static Decision decide(Matter matter, RecordAct act) {
        var obstacle = matter.preliminary(act);
        if (obstacle != null) {
            return refuse(obstacle);
        }
        return switch (act) {
            case Sign it -> Signing.sign(matter, it);
            case DepositInstrument it -> Consenting.deposit(matter, it);
            case TreatyCommand.HoldInstrument it -> Consenting.hold(matter, it);
            case WithdrawInstrument it -> Consenting.withdrawInstrument(matter, it);
            case NotifySuccession it -> Consenting.succeed(matter, it);
            case NotifyWithdrawal it -> Leaving.notifyWithdrawal(matter, it);
            case RevokeWithdrawal it -> Leaving.revokeWithdrawal(matter, it);
            case RecordCessation it -> Leaving.cease(matter, it);
            case Declare it -> Declaring.declare(matter, it);
            case WithdrawDeclaration it -> Declaring.withdraw(matter, it);
            case CommunicateIntentionNotToBecomeParty it -> Signing.communicateIntention(matter, it);
            case RecordEntryIntoForce it -> Determining.entryIntoForce(matter, it);
            case RecordDecision it -> Determining.decision(matter, it);
            case Announce it -> Determining.announce(matter, it);
            case Correct it -> Correcting.correct(matter, it);
        };
    }

    /** The state after one more event, recorded at that log position. */
    public static TreatyState evolve(TreatyState state, long position, TreatyEvent event) {
        return switch (event) {
            case TreatyRegistered registered -> new Registered(position, registered.clauses(), ActRegister.EMPTY);
            case ActRecorded act ->
                switch (state) {
                    case Registered treaty ->
                        new Registered(
                                treaty.position(),
                                treaty.clauses(),
                                treaty.register().with(position, act));
                    case Unregistered _ -> throw new IllegalStateException("An act before the registration: " + act);
                };
        };
    }
}
