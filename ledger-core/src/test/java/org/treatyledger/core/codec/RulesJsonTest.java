package org.treatyledger.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.treatyledger.core.Laws.caseOf;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.treatyledger.core.Laws;
import org.treatyledger.core.treaty.Seed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Final clauses in the contract's form: api.md, section 3. */
class RulesJsonTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static ObjectNode rome() {
        return RulesText.write(Seed.clauses("rome-statute"));
    }

    private static ObjectNode amendment() {
        return RulesText.write(Seed.clauses("rome-statute-c"));
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }

    private static ObjectNode entry(ObjectNode rules) {
        return (ObjectNode) rules.get("entryIntoForce");
    }

    private static void assertFaultAt(JsonNode rules, String path) {
        assertThatThrownBy(() -> RulesJson.read(rules)).isInstanceOfSatisfying(MalformedJson.class, fault -> {
            assertThat(fault.field()).isEqualTo(path);
            assertThat(fault.problem()).isNotBlank();
            assertThat(fault.remedy()).isNotBlank();
        });
    }

    @Test
    void givenAnyRules_whenWrittenAndRead_thenTheyAreTheSame() {
        var any = new AnyRules(Laws.random());
        for (var i = 0; i < 3_000; i++) {
            var clauses = any.clauses();
            var text = JSON.writeValueAsString(RulesText.write(clauses));
            assertThat(RulesJson.read(JSON.readTree(text))).as(caseOf(text)).isEqualTo(clauses);
        }
    }

    @Test
    void givenTheSeedsRules_whenWrittenAndRead_thenTheyAreTheSame() {
        assertThat(Seed.TREATIES).hasSize(9).allSatisfy(clauses -> assertThat(RulesJson.read(RulesText.write(clauses)))
                .isEqualTo(clauses));
    }

    @Test
    void givenTheContractsExample_whenRead_thenItIsTheStatute() {
        var rules = json("""
                {'treaty': 'rome-statute', 'title': 'Rome Statute of the International Criminal Court',
                 'reference': 'XVIII-10', 'zone': 'America/New_York', 'adopted': '1998-07-17', 'parent': null,
                 'signature': {'windows': [{'from': '1998-07-17', 'to': '2000-12-31'}], 'effect': 'simple'},
                 'consent': {'signatories': ['ratification', 'acceptance', 'approval'], 'others': ['accession'],
                             'eligible': 'all-states'},
                 'reservations': 'prohibited',
                 'entryIntoForce': {'threshold': {'count': 60}, 'date': {'firstOfMonthAfter': {'plusDays': 60}},
                                    'perState': {'firstOfMonthAfter': {'plusDays': 60}}, 'scope': 'all',
                                    'citation': 'art. 126'},
                 'withdrawal': {'date': {'plusYears': 1}, 'laterIfSpecified': true, 'citation': 'art. 127(1)'}}
                """);
        assertThat(RulesJson.read(rules).entryIntoForce().inWords())
                .isEqualTo("the first day of the month after the sixtieth day following "
                        + "the deposit of the sixtieth instrument");
        assertThat(RulesJson.read(rules).entryIntoForce())
                .isEqualTo(Seed.clauses("rome-statute").entryIntoForce());
    }

    @Test
    void givenDateRulesNestedEightDeep_whenRead_thenAcceptedAndNineRefused() {
        assertThat(TermsJson.date(json(nested(7, "{'firstOfMonthAfter':", "'onDay'", "}")), "date", RulesJson.DEEPEST))
                .isNotNull();
        assertThatThrownBy(() -> TermsJson.date(
                        json(nested(8, "{'firstOfMonthAfter':", "'onDay'", "}")), "date", RulesJson.DEEPEST))
                .isInstanceOfSatisfying(MalformedJson.class, fault -> assertThat(fault.field())
                        .isEqualTo("date" + ".firstOfMonthAfter".repeat(8)));
    }

    @Test
    void givenThresholdsNestedEightDeep_whenRead_thenAcceptedAndNineRefused() {
        assertThat(TermsJson.threshold(json(nested(7, "{'and':[", "{'count':1}", "]}")), "threshold", 8))
                .isNotNull();
        assertThatThrownBy(() -> TermsJson.threshold(json(nested(8, "{'or':[", "{'count':1}", "]}")), "threshold", 8))
                .isInstanceOfSatisfying(MalformedJson.class, fault -> assertThat(fault.field())
                        .isEqualTo("threshold" + ".or[0]".repeat(8)));
    }

    private static String nested(int times, String open, String core, String close) {
        return open.repeat(times) + core + close.repeat(times);
    }

    @ParameterizedTest(name = "date {0} fails at {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'someday'                                  | entryIntoForce.date",
                "42                                         | entryIntoForce.date",
                "{}                                         | entryIntoForce.date",
                "{'plusDays': 1, 'plusMonths': 1}           | entryIntoForce.date",
                "{'plusWeeks': 1}                           | entryIntoForce.date",
                "{'plusDays': -1}                           | entryIntoForce.date.plusDays",
                "{'plusDays': 36601}                        | entryIntoForce.date.plusDays",
                "{'plusDays': 1.5}                          | entryIntoForce.date.plusDays",
                "{'plusDays': '60'}                         | entryIntoForce.date.plusDays",
                "{'plusDays': null}                         | entryIntoForce.date.plusDays",
                "{'plusDays': 99999999999}                  | entryIntoForce.date.plusDays",
                "{'plusMonths': 1201}                       | entryIntoForce.date.plusMonths",
                "{'plusYears': 101}                         | entryIntoForce.date.plusYears",
                "{'fixed': '2023-02-30'}                    | entryIntoForce.date.fixed",
                "{'fixedIfMetBy': '2019-01-01'}             | entryIntoForce.date.otherwise",
                "{'plusDays': 1, 'otherwise': 'onDay'}      | entryIntoForce.date.otherwise",
                "{'otherwise': 'onDay'}                     | entryIntoForce.date",
                "{'later': []}                              | entryIntoForce.date.later",
                "{'later': {'plusDays': 1}}                 | entryIntoForce.date.later",
                "{'later': ['onDay', {'plusDays': 'x'}]}    | entryIntoForce.date.later[1].plusDays",
                "{'earlier': ['onDay', 'never']}            | entryIntoForce.date.earlier[1]",
                "{'firstOfMonthAfter': {'plusDays': true}}  | entryIntoForce.date.firstOfMonthAfter.plusDays",
                "'parentEntryIntoForce'                     | parent",
            })
    void givenAMalformedDateRule_whenRead_thenTheFaultNamesItsPath(String date, String path) {
        var rules = rome();
        entry(rules).set("date", json(date));
        assertFaultAt(rules, path);
    }

    @ParameterizedTest(name = "threshold {0} fails at {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'sixty'                                                   | entryIntoForce.threshold",
                "{}                                                        | entryIntoForce.threshold",
                "{'count': 0}                                              | entryIntoForce.threshold.count",
                "{'count': 1001}                                           | entryIntoForce.threshold.count",
                "{'count': 1, 'allOf': ['CHN']}                            | entryIntoForce.threshold",
                "{'count': 3, 'of': ['ARG', 'BRA']}                        | entryIntoForce.threshold.count",
                "{'count': 1, 'of': []}                                    | entryIntoForce.threshold.of",
                "{'count': 1, 'of': ['ARG', 'Br']}                         | entryIntoForce.threshold.of[1]",
                "{'count': 1, 'denominator': 'parties-current'}            | entryIntoForce.threshold",
                "{'allOf': []}                                             | entryIntoForce.threshold.allOf",
                "{'allOf': 'CHN'}                                          | entryIntoForce.threshold.allOf",
                "{'fraction': '7/8'}                                       | entryIntoForce.threshold.denominator",
                "{'fraction': '9/8', 'denominator': {'fixed': 8}}          | entryIntoForce.threshold.fraction",
                "{'fraction': '0/8', 'denominator': {'fixed': 8}}          | entryIntoForce.threshold.fraction",
                "{'fraction': '7/0', 'denominator': {'fixed': 8}}          | entryIntoForce.threshold.fraction",
                "{'fraction': '7/8', 'denominator': {'fixed': 0}}          | entryIntoForce.threshold.denominator.fixed",
                "{'fraction': '7/8', 'denominator': 'members'}             | entryIntoForce.threshold.denominator",
                "{'fraction': '7/8', 'denominator': 'parties-current'}     | parent",
                "{'share': {'metric': 'ghg', 'atLeast': '55'}}             | entryIntoForce.threshold.share.table",
                "{'share': {'metric': 'ghg', 'atLeast': 55, 'table': {}}}  | entryIntoForce.threshold.share.atLeast",
                "{'share': {'metric': 'ghg', 'atLeast': '5', 'table': {'CHN': '-1'}}} | entryIntoForce.threshold.share.table.CHN",
                "{'share': {'metric': 'ghg', 'atLeast': '5', 'table': {'chn': '1'}}} | entryIntoForce.threshold.share.table.chn",
                "{'share': {'metric': 'ghg', 'atLeast': '5', 'table': {}, 'of': 1}} | entryIntoForce.threshold.share.of",
                "{'inForce': 'child'}                                      | entryIntoForce.threshold.inForce",
                "{'inForce': 'parent'}                                     | parent",
                "{'decision': ' '}                                         | entryIntoForce.threshold.decision",
                "{'and': []}                                               | entryIntoForce.threshold.and",
                "{'or': [{'count': 1}, {'count': 'x'}]}                    | entryIntoForce.threshold.or[1].count",
            })
    void givenAMalformedThreshold_whenRead_thenTheFaultNamesItsPath(String threshold, String path) {
        var rules = rome();
        entry(rules).set("threshold", json(threshold));
        assertFaultAt(rules, path);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "treaty         | null                     | treaty",
                "treaty         | 'Rome Statute'           | treaty",
                "title          | ''                       | title",
                "title          | 7                        | title",
                "zone           | 'Mars/Olympus'           | zone",
                "adopted        | '1998-7-17'              | adopted",
                "adopted        | '0000-01-01'             | adopted",
                "parent         | 'rome-statute'           | parent",
                "signature      | []                       | signature",
                "signature      | {'windows': [{'from': '2000-01-02', 'to': '2000-01-01'}]} | signature.windows[0].to",
                "signature      | {'windows': [{'to': '2000-01-01'}]} | signature.windows[0].from",
                "signature      | {'windows': [{'from': '2000-01-02', 'till': null}]} | signature.windows[0].till",
                "signature      | {'effect': 'binding'}    | signature.effect",
                "consent        | null                     | consent",
                "consent        | {'signatories': ['succession'], 'others': [], 'eligible': 'all-states'} | consent.signatories[0]",
                "consent        | {'signatories': [], 'others': [1], 'eligible': 'all-states'} | consent.others[0]",
                "consent        | {'signatories': [], 'others': [], 'eligible': 'everyone'} | consent.eligible",
                "consent        | {'signatories': [], 'others': [], 'eligible': ['xx']} | consent.eligible[0]",
                "consent        | {'signatories': [], 'others': [], 'eligible': 'parent-parties'} | parent",
                "consent        | {'signatories': [], 'others': [], 'eligible': 'all-states', 'regionalOrganizations': 'yes'} | consent.regionalOrganizations",
                "reservations   | 'never'                  | reservations",
                "entryIntoForce | {}                       | entryIntoForce.threshold",
                "withdrawal     | {}                       | withdrawal.date",
                "withdrawal     | {'date': 'parentEntryIntoForce'} | withdrawal.date",
                "withdrawal     | {'date': 'onDay', 'lockIn': {'later': ['parentEntryIntoForce']}} | withdrawal.lockIn",
                "withdrawal     | {'date': 'onDay', 'notice': 1} | withdrawal.notice",
                "remarks        | 'none'                   | remarks",
            })
    void givenAMalformedClause_whenRead_thenTheFaultNamesItsPath(String field, String value, String path) {
        var rules = rome();
        rules.set(field, json(value));
        assertFaultAt(rules, path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "'text'", "null"})
    void givenNoObject_whenRead_thenTheFaultIsThatOfTheWholeText(String text) {
        assertThatThrownBy(() -> RulesJson.read(json(text)))
                .isInstanceOfSatisfying(
                        MalformedJson.class, fault -> assertThat(fault.field()).isNull());
    }

    @Test
    void givenRulesThatSpeakOfAParent_whenNoneIsNamed_thenRefused() {
        for (Consumer<ObjectNode> change : List.<Consumer<ObjectNode>>of(
                rules -> entry(rules).put("countsOnlyParentParties", true),
                rules -> entry(rules).put("perState", "parentEntryIntoForce"),
                rules -> entry(rules).set("threshold", json("{'and': [{'count': 1}, {'inForce': 'parent'}]}")),
                rules -> ((ObjectNode) rules.get("consent")).put("eligible", "parent-parties"))) {
            var rules = rome();
            change.accept(rules);
            assertFaultAt(rules, "parent");
            rules.put("parent", "another-treaty");
            assertThat(RulesJson.read(rules).parent()).hasToString("another-treaty");
        }
        var orphan = amendment();
        orphan.remove("parent");
        assertFaultAt(orphan, "parent");
    }
}
