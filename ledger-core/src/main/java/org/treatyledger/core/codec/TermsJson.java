package org.treatyledger.core.codec;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.treatyledger.core.rules.DateRule;
import org.treatyledger.core.rules.Denominator;
import org.treatyledger.core.rules.Threshold;
import org.treatyledger.core.vocabulary.ParticipantId;
import tools.jackson.databind.JsonNode;

/** Reads the terms of the rule algebra: date functions and thresholds, each with the path of its fault. */
final class TermsJson {

    static final int MOST_STATES = 1_000;

    private static final int DEEPEST = RulesJson.DEEPEST;
    private static final Pattern FRACTION = Pattern.compile("([1-9]\\d{0,3})/([1-9]\\d{0,3})");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,6}(\\.\\d{1,9})?");
    private static final int LATEST_YEAR = 3_000;
    private static final int MOST_DAYS = 36_600;
    private static final int MOST_MONTHS = 1_200;
    private static final int MOST_YEARS = 100;

    private TermsJson() {}

    /** The date function in that field. */
    static DateRule date(Fields it, String name) {
        return date(it.node(name), it.path() + "." + name, DEEPEST);
    }

    /** The threshold in that field. */
    static Threshold threshold(Fields it, String name) {
        return threshold(it.node(name), it.path() + "." + name, DEEPEST);
    }

    /** One date function; {@code deep} is how many more may nest in it. */
    static DateRule date(JsonNode json, String at, int deep) {
        tooDeep(deep, at);
        if (json.isString()) {
            return switch (json.stringValue()) {
                case "onDay" -> new DateRule.OnDay();
                case "parentEntryIntoForce" -> new DateRule.ParentEntryIntoForce();
                default -> throw unknownForm(at, DATE_FORMS);
            };
        }
        var it = new Fields(json, at);
        var rule =
                switch (onlyForm(it, "otherwise", DATE_FORMS)) {
                    case "plusDays" -> new DateRule.PlusDays(it.number("plusDays", 0, MOST_DAYS));
                    case "afterExpiryOfDays" ->
                        new DateRule.AfterExpiryOfDays(it.number("afterExpiryOfDays", 0, MOST_DAYS));
                    case "plusMonths" -> new DateRule.PlusMonths(it.number("plusMonths", 0, MOST_MONTHS));
                    case "plusYears" -> new DateRule.PlusYears(it.number("plusYears", 0, MOST_YEARS));
                    case "firstOfMonthAfter" -> new DateRule.FirstOfMonthAfter(inner(it, "firstOfMonthAfter", deep));
                    case "firstOfNthMonthAfterMonth" ->
                        new DateRule.FirstOfNthMonthAfterMonth(it.number("firstOfNthMonthAfterMonth", 0, MOST_MONTHS));
                    case "fixed" -> new DateRule.Fixed(day(it, "fixed"));
                    case "fixedIfMetBy" ->
                        new DateRule.FixedIfMetBy(day(it, "fixedIfMetBy"), inner(it, "otherwise", deep));
                    case "later" -> new DateRule.Later(several(it, "later", deep));
                    case "earlier" -> new DateRule.Earlier(several(it, "earlier", deep));
                    case "endOfPeriod" -> endOfPeriod(it.object("endOfPeriod"));
                    default -> throw unknownForm(at, DATE_FORMS);
                };
        it.nothingElse();
        return rule;
    }

    private static final String DATE_FORMS = "\"onDay\", {\"plusDays\": n}, {\"afterExpiryOfDays\": n}, "
            + "{\"plusMonths\": n}, {\"plusYears\": n}, {\"firstOfMonthAfter\": f}, {\"firstOfNthMonthAfterMonth\": n}, "
            + "{\"fixed\": day}, {\"fixedIfMetBy\": day, \"otherwise\": f}, {\"later\": [f, g]}, {\"earlier\": [f, g]}, "
            + "\"parentEntryIntoForce\", {\"endOfPeriod\": {\"from\": day, \"firstYears\": n, \"thenYears\": n, "
            + "\"noticeMonths\": n}}";

    /** A day that a treaty names; what is counted from it must still have a year of four digits. */
    private static LocalDate day(Fields it, String name) {
        var day = it.date(name);
        if (day.getYear() > LATEST_YEAR) {
            throw it.fault(
                    name, "No treaty names a day so far ahead.", "Name one before the year " + LATEST_YEAR + ".");
        }
        return day;
    }

    private static DateRule endOfPeriod(Fields it) {
        var rule = new DateRule.EndOfPeriod(
                day(it, "from"),
                it.number("firstYears", 1, MOST_YEARS),
                it.number("thenYears", 1, MOST_YEARS),
                it.number("noticeMonths", 0, MOST_MONTHS));
        it.nothingElse();
        return rule;
    }

    private static DateRule inner(Fields it, String name, int deep) {
        return date(it.node(name), it.path() + "." + name, deep - 1);
    }

    private static List<DateRule> several(Fields it, String name, int deep) {
        return notEmpty(it, name, it.list(name, (element, at) -> date(element, at, deep - 1)));
    }

    private static <T> List<T> notEmpty(Fields it, String name, List<T> list) {
        if (list.isEmpty()) {
            throw it.fault(name, "The list is empty.", "Name at least one.");
        }
        return list;
    }

    /** One threshold; {@code deep} is how many more may nest in it. */
    static Threshold threshold(JsonNode json, String at, int deep) {
        tooDeep(deep, at);
        var it = new Fields(json, at);
        var threshold =
                switch (onlyForm(it, it.names().contains("count") ? "of" : "denominator", THRESHOLD_FORMS)) {
                    case "count" -> count(it);
                    case "allOf" -> new Threshold.AllOf(named(it, "allOf"));
                    case "fraction" -> fraction(it);
                    case "share" -> share(it.object("share"));
                    case "inForce" -> parentInForce(it);
                    case "decision" -> new Threshold.DecidedBy(it.text("decision"));
                    case "and" -> new Threshold.And(terms(it, "and", deep));
                    case "or" -> new Threshold.Or(terms(it, "or", deep));
                    default -> throw unknownForm(at, THRESHOLD_FORMS);
                };
        it.nothingElse();
        return threshold;
    }

    private static final String THRESHOLD_FORMS = "{\"count\": n}, {\"count\": n, \"of\": [codes]}, "
            + "{\"allOf\": [codes]}, {\"fraction\": \"7/8\", \"denominator\": …}, {\"share\": {…}}, "
            + "{\"inForce\": \"parent\"}, {\"decision\": name}, {\"and\": […]}, {\"or\": […]}";

    private static List<Threshold> terms(Fields it, String name, int deep) {
        return notEmpty(it, name, it.list(name, (element, at) -> threshold(element, at, deep - 1)));
    }

    private static SortedSet<ParticipantId> named(Fields it, String name) {
        return new TreeSet<>(notEmpty(it, name, it.participants(name)));
    }

    private static Threshold count(Fields it) {
        var needed = it.number("count", 1, MOST_STATES);
        if (it.find("of") == null) {
            return new Threshold.Count(needed);
        }
        var among = named(it, "of");
        if (needed > among.size()) {
            throw it.fault("count", "More are needed than are named.", "Lower it, or name more.");
        }
        return new Threshold.CountOf(needed, among);
    }

    private static Threshold fraction(Fields it) {
        var parts = FRACTION.matcher(it.text("fraction"));
        if (!parts.matches() || Integer.parseInt(parts.group(1)) > Integer.parseInt(parts.group(2))) {
            throw it.fault("fraction", "A fraction of at most one is expected.", "Write it as in 7/8.");
        }
        return new Threshold.Fraction(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), denominator(it));
    }

    private static Denominator denominator(Fields it) {
        if (it.node("denominator").isObject()) {
            var fixed = it.object("denominator");
            var number = new Denominator.FixedNumber(fixed.number("fixed", 1, MOST_STATES));
            fixed.nothingElse();
            return number;
        }
        return it.word(
                "denominator",
                word -> switch (word) {
                    case "parties-current" -> Optional.of(new Denominator.PartiesCurrent());
                    case "parties-at-adoption" -> Optional.of(new Denominator.PartiesAtAdoption());
                    case "parent-parties-current" -> Optional.of(new Denominator.ParentPartiesCurrent());
                    default -> Optional.empty();
                },
                "parties-current, parties-at-adoption, parent-parties-current, {\"fixed\": n}");
    }

    private static Threshold share(Fields it) {
        var table = new TreeMap<ParticipantId, BigDecimal>();
        var shares = it.object("table");
        for (var code : shares.names()) {
            var participant = ParticipantId.parse(code)
                    .orElseThrow(() -> shares.fault(code, "Not a participant's code.", "Use three capitals."));
            table.put(participant, decimal(shares, code));
        }
        shares.nothingElse();
        var share = new Threshold.ShareReached(it.text("metric"), decimal(it, "atLeast"), table);
        it.nothingElse();
        return share;
    }

    private static BigDecimal decimal(Fields it, String name) {
        var text = it.text(name);
        if (!DECIMAL.matcher(text).matches()) {
            throw it.fault(name, "A number of per cent is expected, as a text.", "Write it as in \"20.09\".");
        }
        return new BigDecimal(text);
    }

    private static Threshold parentInForce(Fields it) {
        return it.word(
                "inForce",
                word -> "parent".equals(word) ? Optional.of(new Threshold.ParentInForce()) : Optional.empty(),
                "parent");
    }

    private static String onlyForm(Fields it, String companion, String forms) {
        var names = it.names().stream().filter(name -> !name.equals(companion)).toList();
        if (names.size() != 1) {
            throw unknownForm(it.path(), forms);
        }
        return names.getFirst();
    }

    private static MalformedJson unknownForm(String at, String forms) {
        return new MalformedJson(at, "This form of rule is not known.", "Use one of: " + forms + ".");
    }

    private static void tooDeep(int deep, String at) {
        if (deep <= 0) {
            throw new MalformedJson(at, "Rules nest deeper than " + DEEPEST + ".", "Flatten them.");
        }
    }
}
