package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.ExitRule;
import org.treatyledger.core.rules.FinalClauses.EntryIntoForceClause.Scope;
import org.treatyledger.core.treaty.TreatyCommand.NotifyWithdrawal;
import org.treatyledger.core.vocabulary.Citation;

/**
 * Leaving a treaty at once over an amendment that binds all parties and that the State has not accepted. Source: Rome
 * Statute art. 121(6).
 */
final class ImmediateExit {

    private ImmediateExit() {}

    static @Nullable Refusal obstacle(Matter matter, NotifyWithdrawal it, ExitRule rule) {
        if (Leaving.membershipOn(matter, it).isEmpty()) {
            return Leaving.notAParty(matter, it, rule);
        }
        var clause = rule.overAmendment();
        if (clause == null) {
            return refusal(matter, rule, "The treaty does not provide for leaving at once over an amendment.");
        }
        var why = why(matter, it, clause);
        return why.isEmpty() ? null : refusal(matter, rule, why.get());
    }

    private static Optional<String> why(Matter matter, NotifyWithdrawal it, ExitRule.OverAmendment clause) {
        var day = it.communication().receivedOn();
        var amendment = matter.now().amendment().filter(status -> matter.clauses()
                .treaty()
                .equals(status.clauses().parent()));
        if (amendment.isEmpty()) {
            return Optional.of("No amendment of this treaty is registered as " + it.overAmendment() + ".");
        }
        var since = amendment.get().inForceSince().filter(entered -> !entered.isAfter(day));
        if (amendment.get().clauses().entryIntoForce().scope() != Scope.ALL_PARENT_PARTIES || since.isEmpty()) {
            return Optional.of("The amendment " + it.overAmendment() + " did not bind all parties on " + day + ".");
        }
        if (hasAccepted(amendment.get(), it, day)) {
            return Optional.of(matter.nameOf(it.participant()) + " has accepted the amendment.");
        }
        var last = clause.within().from(since.get(), null).orElseThrow();
        return day.isAfter(last)
                ? Optional.of("In force since " + since.get() + ", the amendment permitted notice until " + last + ".")
                : Optional.empty();
    }

    private static boolean hasAccepted(LegalStatus amendment, NotifyWithdrawal it, LocalDate day) {
        return amendment
                .history(it.participant())
                .flatMap(history -> history.consentOn(day))
                .isPresent();
    }

    private static Refusal refusal(Matter matter, ExitRule rule, String sentence) {
        var clause = rule.overAmendment();
        return Refusal.of(Reason.IMMEDIATE_EXIT_NOT_PERMITTED, sentence)
                .citing(matter.clauses()
                        .cite(clause == null ? rule.citation() : clause.citation(), Citation.vclt("art. 54")))
                .remedy("Record it without the amendment: it then takes effect as the exit clause provides.")
                .field("overAmendment");
    }
}
