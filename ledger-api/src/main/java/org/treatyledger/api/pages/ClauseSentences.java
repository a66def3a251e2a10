package org.treatyledger.api.pages;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.DateRule;
import org.treatyledger.core.rules.ExitRule;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.rules.FinalClauses.EntryIntoForceClause.Scope;

/** A treaty's final clauses in plain English, a sentence a rule. */
final class ClauseSentences {

    private ClauseSentences() {}

    static List<Prose> of(FinalClauses clauses) {
        var sentences = new ArrayList<String>();
        var entry = clauses.entryIntoForce();
        sentences.add("The treaty enters into force " + on(entry.inWords()) + citing(entry.citation()));
        if (entry.countsOnlyParentParties()) {
            sentences.add("Only instruments of parties to the parent treaty count.");
        }
        sentences.add("For a State that consents later, it enters into force "
                + on(entry.perState().inWords("its own deposit"))
                + (entry.scope() == Scope.ACCEPTING_ONLY ? "; it binds only the States that accept it." : "."));
        sentences.add(exit(clauses.withdrawal()));
        return Prose.all(sentences);
    }

    private static String exit(@Nullable ExitRule rule) {
        if (rule == null) {
            return "The treaty has no clause on withdrawal.";
        }
        return "A party that withdraws ceases to be one " + on(rule.date().inWords("the receipt of its notification"))
                + (rule.laterIfSpecified() ? ", or on a later day that it names" : "")
                + locked(rule.lockIn()) + citing(rule.citation());
    }

    private static String locked(@Nullable DateRule lockIn) {
        return lockIn == null ? "" : "; it may notify from " + lockIn.inWords("the treaty’s entry into force for it");
    }

    private static String on(String when) {
        return when.startsWith("the ") ? "on " + when : when;
    }

    private static String citing(@Nullable String citation) {
        return citation == null ? "." : " (" + citation + ").";
    }
}
