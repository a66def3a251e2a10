package org.treatyledger.core.codec;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.treatyledger.core.rules.DateRule;
import org.treatyledger.core.rules.ExitRule;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.rules.FinalClauses.Consent;
import org.treatyledger.core.rules.FinalClauses.Eligible;
import org.treatyledger.core.rules.FinalClauses.EntryIntoForceClause;
import org.treatyledger.core.rules.FinalClauses.Quorum;
import org.treatyledger.core.rules.FinalClauses.Reservations;
import org.treatyledger.core.rules.FinalClauses.Signature;
import org.treatyledger.core.rules.FinalClauses.Window;
import org.treatyledger.core.vocabulary.ConsentMeans;
import tools.jackson.databind.JsonNode;

/** Reads a treaty's final clauses from the contract's form (section 3). The same text is stored in the log. */
public final class RulesJson {

    /** How deep date rules and thresholds may nest. */
    public static final int DEEPEST = 8;

    private static final String MEANS =
            "ratification, acceptance, approval, accession, definitive-signature, " + "formal-confirmation";

    private RulesJson() {}

    /** The clauses; throws {@link MalformedJson} with the path of the first fault. */
    public static FinalClauses read(JsonNode json) {
        var rules = new Fields(json, "");
        var parent = rules.findTreaty("parent");
        var clauses = new FinalClauses(
                rules.treaty("treaty"),
                rules.text("title"),
                rules.findText("shortTitle"),
                rules.findText("reference"),
                zone(rules),
                rules.date("adopted"),
                parent,
                rules.findObject("signature").map(RulesJson::signature).orElse(NOT_OPEN_FOR_SIGNATURE),
                consent(rules.object("consent")),
                reservations(rules),
                rules.findText("reservationsCitation"),
                entryIntoForce(rules.object("entryIntoForce")),
                rules.findObject("withdrawal").map(RulesJson::exit).orElse(null),
                rules.findObject("quorum").map(RulesJson::quorum).orElse(null));
        rules.nothingElse();
        if (parent == null) {
            refuseParentTerms(clauses);
        } else if (parent.equals(clauses.treaty())) {
            throw new MalformedJson("parent", "A treaty cannot be its own parent.", "Name the treaty it belongs to.");
        }
        return clauses;
    }

    private static final Signature NOT_OPEN_FOR_SIGNATURE = new Signature(List.of(), Signature.Effect.SIMPLE, null);

    private static ZoneId zone(Fields rules) {
        try {
            return ZoneId.of(rules.text("zone"));
        } catch (DateTimeException e) {
            var fault = rules.fault(
                    "zone",
                    "No such time zone.",
                    "Name the depositary's zone as in America/New_York or Europe/Zurich.");
            fault.initCause(e);
            throw fault;
        }
    }

    private static Signature signature(Fields it) {
        var windows = it.find("windows") == null ? List.<Window>of() : it.list("windows", RulesJson::window);
        var effect = it.find("effect") == null
                ? Signature.Effect.SIMPLE
                : it.word("effect", word -> Words.parse(Signature.Effect.values(), word), "simple, definitive");
        var signature = new Signature(windows, effect, it.findText("citation"));
        it.nothingElse();
        return signature;
    }

    private static Window window(JsonNode json, String at) {
        var it = new Fields(json, at);
        var window = new Window(it.date("from"), it.findDate("to"));
        it.nothingElse();
        if (window.to() != null && window.to().isBefore(window.from())) {
            throw it.fault("to", "The window ends before it opens.", "Exchange the two days.");
        }
        return window;
    }

    private static Consent consent(Fields it) {
        var consent = new Consent(
                Set.copyOf(it.words("signatories", RulesJson::means, MEANS)),
                Set.copyOf(it.words("others", RulesJson::means, MEANS)),
                eligible(it),
                it.flag("regionalOrganizations"),
                it.findText("citation"));
        it.nothingElse();
        return consent;
    }

    private static Optional<ConsentMeans> means(String word) {
        return ConsentMeans.parse(word).filter(means -> means != ConsentMeans.SUCCESSION);
    }

    private static Eligible eligible(Fields it) {
        if (it.node("eligible").isArray()) {
            return new Eligible.Named(new TreeSet<>(it.participants("eligible")));
        }
        return it.word(
                "eligible",
                word -> switch (word) {
                    case "all-states" -> Optional.of(new Eligible.AllStates());
                    case "parent-parties" -> Optional.of(new Eligible.ParentParties());
                    default -> Optional.empty();
                },
                "all-states, parent-parties, or a list of codes");
    }

    private static Reservations reservations(Fields rules) {
        return rules.find("reservations") == null
                ? Reservations.SILENT
                : rules.word(
                        "reservations",
                        word -> Words.parse(Reservations.values(), word),
                        "prohibited, permitted, silent");
    }

    private static EntryIntoForceClause entryIntoForce(Fields it) {
        var scope = it.find("scope") == null
                ? EntryIntoForceClause.Scope.ALL
                : it.word(
                        "scope",
                        word -> Words.parse(EntryIntoForceClause.Scope.values(), word),
                        "all, accepting-only, all-parent-parties");
        var clause = new EntryIntoForceClause(
                TermsJson.threshold(it, "threshold"),
                TermsJson.date(it, "date"),
                TermsJson.date(it, "perState"),
                scope,
                it.flag("countsOnlyParentParties"),
                it.findText("citation"));
        it.nothingElse();
        return clause;
    }

    private static ExitRule exit(Fields it) {
        var exit = new ExitRule(
                TermsJson.date(it, "date"),
                it.flag("laterIfSpecified"),
                it.find("lockIn") == null ? null : TermsJson.date(it, "lockIn"),
                it.findText("notBeforeEndOf"),
                it.findObject("overAmendment").map(RulesJson::overAmendment).orElse(null),
                it.findText("citation"));
        it.nothingElse();
        refuseInExit(exit.date(), it.path() + ".date");
        if (exit.lockIn() != null) {
            refuseInExit(exit.lockIn(), it.path() + ".lockIn");
        }
        return exit;
    }

    private static ExitRule.OverAmendment overAmendment(Fields it) {
        var exit = new ExitRule.OverAmendment(TermsJson.date(it, "within"), it.findText("citation"));
        it.nothingElse();
        refuseInExit(exit.within(), it.path() + ".within");
        return exit;
    }

    private static Quorum quorum(Fields it) {
        var quorum = new Quorum(it.number("parties", 1, TermsJson.MOST_STATES), it.findText("citation"));
        it.nothingElse();
        return quorum;
    }

    private static void refuseInExit(DateRule rule, String at) {
        if (waitsForParent(rule)) {
            throw new MalformedJson(at, "An exit cannot wait for the parent treaty.", "Count from the notification.");
        }
    }

    private static void refuseParentTerms(FinalClauses clauses) {
        var entry = clauses.entryIntoForce();
        var needsParent = entry.countsOnlyParentParties()
                || entry.threshold().dependsOnParent()
                || waitsForParent(entry.date())
                || waitsForParent(entry.perState())
                || entry.scope() == EntryIntoForceClause.Scope.ALL_PARENT_PARTIES
                || clauses.consent().eligible() instanceof Eligible.ParentParties;
        if (needsParent) {
            throw new MalformedJson(
                    "parent",
                    "The rules speak of a parent treaty, and none is named.",
                    "Name it, or change the rules.");
        }
    }

    private static boolean waitsForParent(DateRule rule) {
        return switch (rule) {
            case DateRule.ParentEntryIntoForce() -> true;
            case DateRule.FirstOfMonthAfter(var inner) -> waitsForParent(inner);
            case DateRule.FixedIfMetBy(var _, var otherwise) -> waitsForParent(otherwise);
            case DateRule.Later(Collection<DateRule> rules) -> rules.stream().anyMatch(RulesJson::waitsForParent);
            case DateRule.Earlier(Collection<DateRule> rules) -> rules.stream().anyMatch(RulesJson::waitsForParent);
            case DateRule.OnDay _,
                    DateRule.PlusDays _,
                    DateRule.AfterExpiryOfDays _,
                    DateRule.PlusMonths _,
                    DateRule.PlusYears _,
                    DateRule.FirstOfNthMonthAfterMonth _,
                    DateRule.EndOfPeriod _,
                    DateRule.Fixed _ -> false;
        };
    }
}
