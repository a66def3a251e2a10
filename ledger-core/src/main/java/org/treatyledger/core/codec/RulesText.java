package org.treatyledger.core.codec;

import java.util.Collection;
import org.treatyledger.core.rules.DateRule;
import org.treatyledger.core.rules.Denominator;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.rules.FinalClauses.Eligible;
import org.treatyledger.core.rules.Threshold;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a treaty's final clauses in the contract's form: what {@link RulesJson} reads back to the same clauses. */
public final class RulesText {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RulesText() {}

    /** The clauses as JSON. */
    public static ObjectNode write(FinalClauses clauses) {
        var json = JSON.objectNode();
        json.put("treaty", clauses.treaty().value());
        json.put("title", clauses.title());
        json.put("shortTitle", clauses.shortTitle());
        json.put("reference", clauses.reference());
        json.put("zone", clauses.zone().getId());
        json.put("adopted", clauses.adopted().toString());
        json.put("parent", clauses.parent() == null ? null : clauses.parent().value());
        json.set("signature", signature(clauses.signature()));
        json.set("consent", consent(clauses.consent()));
        json.put("reservations", Words.of(clauses.reservations()));
        json.put("reservationsCitation", clauses.reservationsCitation());
        json.set("entryIntoForce", entryIntoForce(clauses.entryIntoForce()));
        json.set("withdrawal", withdrawal(clauses));
        var quorum = clauses.quorum();
        if (quorum != null) { // left out where there is none: entries written before there was such a term stay as they
            // are
            json.putObject("quorum").put("parties", quorum.parties()).put("citation", quorum.citation());
        }
        return json;
    }

    private static ObjectNode signature(FinalClauses.Signature signature) {
        var json = JSON.objectNode();
        var windows = json.putArray("windows");
        signature.windows().forEach(window -> windows.addObject()
                .put("from", window.from().toString())
                .put("to", window.to() == null ? null : window.to().toString()));
        json.put("effect", Words.of(signature.effect()));
        json.put("citation", signature.citation());
        return json;
    }

    private static ObjectNode consent(FinalClauses.Consent consent) {
        var json = JSON.objectNode();
        json.set("signatories", means(consent.signatories()));
        json.set("others", means(consent.others()));
        json.set(
                "eligible",
                switch (consent.eligible()) {
                    case Eligible.AllStates() -> JSON.stringNode("all-states");
                    case Eligible.ParentParties() -> JSON.stringNode("parent-parties");
                    case Eligible.Named(var named) -> codes(named);
                });
        json.put("regionalOrganizations", consent.regionalOrganizations());
        json.put("citation", consent.citation());
        return json;
    }

    private static ArrayNode means(Collection<ConsentMeans> means) {
        var json = JSON.arrayNode();
        means.stream().sorted().forEach(one -> json.add(one.label()));
        return json;
    }

    private static ArrayNode codes(Collection<ParticipantId> ids) {
        var json = JSON.arrayNode();
        ids.forEach(id -> json.add(id.code()));
        return json;
    }

    private static ObjectNode entryIntoForce(FinalClauses.EntryIntoForceClause clause) {
        var json = JSON.objectNode();
        json.set("threshold", threshold(clause.threshold()));
        json.set("date", date(clause.date()));
        json.set("perState", date(clause.perState()));
        json.put("scope", Words.of(clause.scope()));
        json.put("countsOnlyParentParties", clause.countsOnlyParentParties());
        json.put("citation", clause.citation());
        return json;
    }

    private static JsonNode withdrawal(FinalClauses clauses) {
        var exit = clauses.withdrawal();
        if (exit == null) {
            return JSON.nullNode();
        }
        var json = JSON.objectNode();
        json.set("date", date(exit.date()));
        json.put("laterIfSpecified", exit.laterIfSpecified());
        json.set("lockIn", exit.lockIn() == null ? JSON.nullNode() : date(exit.lockIn()));
        if (exit.notBeforeEndOf() != null) {
            json.put("notBeforeEndOf", exit.notBeforeEndOf());
        }
        var overAmendment = exit.overAmendment();
        if (overAmendment != null) {
            var over = json.putObject("overAmendment");
            over.set("within", date(overAmendment.within()));
            over.put("citation", overAmendment.citation());
        }
        json.put("citation", exit.citation());
        return json;
    }

    private static JsonNode date(DateRule rule) {
        var json = JSON.objectNode();
        return switch (rule) {
            case DateRule.OnDay() -> JSON.stringNode("onDay");
            case DateRule.ParentEntryIntoForce() -> JSON.stringNode("parentEntryIntoForce");
            case DateRule.PlusDays(int days) -> json.put("plusDays", days);
            case DateRule.AfterExpiryOfDays(int days) -> json.put("afterExpiryOfDays", days);
            case DateRule.PlusMonths(int months) -> json.put("plusMonths", months);
            case DateRule.PlusYears(int years) -> json.put("plusYears", years);
            case DateRule.FirstOfMonthAfter(var inner) -> json.set("firstOfMonthAfter", date(inner));
            case DateRule.FirstOfNthMonthAfterMonth(int months) -> json.put("firstOfNthMonthAfterMonth", months);
            case DateRule.Fixed(var day) -> json.put("fixed", day.toString());
            case DateRule.FixedIfMetBy(var day, var otherwise) -> {
                json.put("fixedIfMetBy", day.toString());
                yield json.set("otherwise", date(otherwise));
            }
            case DateRule.Later(var rules) -> json.set("later", dates(rules));
            case DateRule.Earlier(var rules) -> json.set("earlier", dates(rules));
            case DateRule.EndOfPeriod(var from, int first, int then, int notice) -> {
                json.putObject("endOfPeriod")
                        .put("from", from.toString())
                        .put("firstYears", first)
                        .put("thenYears", then)
                        .put("noticeMonths", notice);
                yield json;
            }
        };
    }

    private static ArrayNode dates(Collection<DateRule> rules) {
        var json = JSON.arrayNode();
        rules.forEach(rule -> json.add(date(rule)));
        return json;
    }

    private static ObjectNode threshold(Threshold threshold) {
        var json = JSON.objectNode();
        switch (threshold) {
            case Threshold.Count(int needed) -> json.put("count", needed);
            case Threshold.CountOf(int needed, var among) ->
                json.put("count", needed).set("of", codes(among));
            case Threshold.AllOf(var named) -> json.set("allOf", codes(named));
            case Threshold.Fraction(int numerator, int denominator, var of) ->
                json.put("fraction", numerator + "/" + denominator).set("denominator", denominator(of));
            case Threshold.ShareReached share -> json.set("share", share(share));
            case Threshold.ParentInForce() -> json.put("inForce", "parent");
            case Threshold.DecidedBy(String decision) -> json.put("decision", decision);
            case Threshold.And(var all) -> json.set("and", thresholds(all));
            case Threshold.Or(var any) -> json.set("or", thresholds(any));
        }
        return json;
    }

    private static ArrayNode thresholds(Collection<Threshold> terms) {
        var json = JSON.arrayNode();
        terms.forEach(term -> json.add(threshold(term)));
        return json;
    }

    private static ObjectNode share(Threshold.ShareReached share) {
        var json = JSON.objectNode();
        json.put("metric", share.metric());
        json.put("atLeast", share.atLeast().toPlainString());
        var table = json.putObject("table");
        share.table().forEach((id, amount) -> table.put(id.code(), amount.toPlainString()));
        return json;
    }

    private static JsonNode denominator(Denominator of) {
        return switch (of) {
            case Denominator.PartiesCurrent() -> JSON.stringNode("parties-current");
            case Denominator.PartiesAtAdoption() -> JSON.stringNode("parties-at-adoption");
            case Denominator.ParentPartiesCurrent() -> JSON.stringNode("parent-parties-current");
            case Denominator.FixedNumber(int number) -> JSON.objectNode().put("fixed", number);
        };
    }
}
