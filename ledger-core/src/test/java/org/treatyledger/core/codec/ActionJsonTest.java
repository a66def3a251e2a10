package org.treatyledger.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.treatyledger.core.treaty.Acts.TREATY;
import static org.treatyledger.core.treaty.Acts.day;
import static org.treatyledger.core.treaty.Acts.id;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.treatyledger.core.treaty.Acts;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.TreatyCommand;
import org.treatyledger.core.treaty.TreatyCommand.RecordAct;
import org.treatyledger.core.vocabulary.ConsentMeans;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Actions in the contract's form: api.md, section 4. */
class ActionJsonTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Example(String json, RecordAct command) {}

    private static JsonNode json(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }

    static Stream<Example> examples() {
        return Stream.of(
                new Example(
                        "{'action':'sign','participant':'SEN','date':'1998-07-18'}", Acts.sign("SEN", "1998-07-18")),
                new Example(
                        "{'action':'sign','participant':'SEN','date':'1998-07-18','definitive':true}",
                        Acts.signDefinitively("SEN", "1998-07-18")),
                new Example(
                        "{'action':'deposit-instrument','participant':'SEN','date':'1999-02-02','means':'ratification'}",
                        Acts.ratify("SEN", "1999-02-02")),
                new Example(
                        "{'action':'deposit-instrument','participant':'EUE','date':'1999-02-02','means':'formal-confirmation'}",
                        Acts.deposit("EUE", ConsentMeans.FORMAL_CONFIRMATION, "1999-02-02")),
                new Example(
                        "{'action':'hold-instrument','participant':'BOL','date':'2012-01-10','means':'accession',"
                                + "'reason':'objections'}",
                        Acts.hold("BOL", ConsentMeans.ACCESSION, "objections", "2012-01-10")),
                new Example(
                        "{'action':'notify-withdrawal','participant':'AND','date':'2028-02-01',"
                                + "'overAmendment':'rome-statute-c'}",
                        Acts.leaveOver("rome-statute-c", "AND", "2028-02-01")),
                new Example(
                        "{'action':'withdraw-instrument','participant':'MYS','date':'2019-04-29'}",
                        Acts.withdrawInstrument("MYS", "2019-04-29")),
                new Example(
                        "{'action':'notify-succession','participant':'MNE','date':'2006-10-23','predecessor':'SCG',"
                                + "'effectiveOn':'2006-06-03'}",
                        Acts.succeed("MNE", "SCG", "2006-06-03", "2006-10-23")),
                new Example(
                        "{'action':'notify-withdrawal','participant':'BDI','date':'2016-10-27'}",
                        Acts.notifyWithdrawal("BDI", "2016-10-27")),
                new Example(
                        "{'action':'notify-withdrawal','participant':'BDI','date':'2016-10-27','effectiveOn':'2018-01-01'}",
                        Acts.notifyWithdrawal("BDI", "2016-10-27", "2018-01-01")),
                new Example(
                        "{'action':'revoke-withdrawal','participant':'GMB','date':'2017-02-10'}",
                        Acts.revokeWithdrawal("GMB", "2017-02-10")),
                new Example(
                        "{'action':'declare','participant':'COL','date':'2002-08-05','kind':'art-124',"
                                + "'from':'2002-11-01','until':'2009-10-31'}",
                        Acts.declare("COL", "art-124", "2002-11-01", "2009-10-31", "2002-08-05")),
                new Example(
                        "{'action':'declare','participant':'CAN','date':'2015-01-23','kind':'objection','concerning':'PSE'}",
                        Acts.object("CAN", "PSE", "2015-01-23")),
                new Example(
                        "{'action':'withdraw-declaration','participant':'FRA','date':'2008-08-13','kind':'art-124',"
                                + "'until':'2008-06-14'}",
                        Acts.withdrawDeclaration("FRA", "art-124", "2008-06-14", "2008-08-13")),
                new Example(
                        "{'action':'communicate-intention-not-to-become-party','participant':'USA','date':'2002-05-06'}",
                        Acts.doesNotIntend("USA", "2002-05-06")),
                new Example(
                        "{'action':'record-entry-into-force','date':'2002-07-01','effectiveOn':'2002-07-01'}",
                        Acts.recordEntry(null, "2002-07-01", null, "2002-07-01")),
                new Example(
                        "{'action':'record-entry-into-force','participant':'ARM','date':'2024-02-01',"
                                + "'effectiveOn':'2024-02-01','overrideReason':'so'}",
                        Acts.recordEntry("ARM", "2024-02-01", "so", "2024-02-01")),
                new Example(
                        "{'action':'record-decision','date':'2017-12-14','name':'activation'}",
                        Acts.decide("activation", "2017-12-14")),
                new Example(
                        "{'action':'participant-ceased','participant':'SCG','date':'2006-06-03'}",
                        Acts.cease("SCG", "2006-06-03")),
                new Example(
                        "{'action':'participant-ceased','participant':'SCG','date':'2006-06-03','successor':'SRB'}",
                        new TreatyCommand.RecordCessation(TREATY, id("SCG"), id("SRB"), Acts.received("2006-06-03"))),
                new Example(
                        "{'action':'announce','participant':'MLI','date':'2025-09-22','text':'so'}",
                        Acts.announce("MLI", "so", "2025-09-22")),
                new Example(
                        "{'action':'announce','date':'2025-09-22','text':'so'}",
                        Acts.announce(null, "so", "2025-09-22")),
                new Example(
                        "{'action':'correct','position':412,'date':'2007-02-15','reason':'recorded wrongly',"
                                + "'replacement':{'action':'deposit-instrument','participant':'TCD','date':'2006-11-01',"
                                + "'means':'ratification'}}",
                        Acts.correct(412, Acts.ratify("TCD", "2006-11-01"), "2007-02-15")));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void givenAnAction_whenRead_thenItIsTheCommandThatItAsksFor(Example example) {
        assertThat(ActionJson.read(TREATY, json(example.json()))).isEqualTo(example.command());
    }

    @Test
    void givenTheListOfActions_whenTheExamplesAreCounted_thenEveryActionHasOne() {
        var inExamples = examples()
                .map(example -> json(example.json()).get("action").stringValue())
                .distinct()
                .toList();
        assertThat(List.of(ActionJson.ACTIONS.split(", "))).containsExactlyInAnyOrderElementsOf(inExamples);
    }

    @Test
    void givenEverythingThatACommunicationMaySay_whenRead_thenItIsKept() {
        var act = ActionJson.read(
                TREATY,
                json("{'action':'sign','participant':'SEN','date':'1998-07-18','notification':'C.N.1.1998',"
                        + "'circulatedOn':'1998-07-20',"
                        + "'note':'n','source':'s','confidence':'sourced'}"));
        assertThat(act.communication())
                .isEqualTo(new Communication(day("1998-07-18"), "C.N.1.1998", day("1998-07-20"), "n", "s", "sourced"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void givenAnAction_whenItHasAFieldThatNobodyAskedFor_thenRefusedByName(Example example) {
        var json = (ObjectNode) json(example.json());
        json.put("dat", "1998-07-18");
        assertFault(json, "dat", "not known here");
    }

    private static void assertFault(JsonNode json, String field, String problem) {
        assertThatThrownBy(() -> ActionJson.read(TREATY, json)).isInstanceOfSatisfying(MalformedJson.class, fault -> {
            assertThat(fault.field()).isEqualTo(field);
            assertThat(fault.problem()).contains(problem);
            assertThat(fault.remedy()).isNotBlank();
        });
    }

    @ParameterizedTest(name = "{0} fails at {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'participant':'SEN','date':'1998-07-18'}                          | action      | missing",
                "{'action':'ratify','participant':'SEN','date':'1998-07-18'}        | action      | not an action",
                "{'action':7,'participant':'SEN','date':'1998-07-18'}               | action      | must be a text",
                "{'action':'sign','date':'1998-07-18'}                              | participant | missing",
                "{'action':'sign','participant':null,'date':'1998-07-18'}           | participant | missing",
                "{'action':'sign','participant':'Senegal','date':'1998-07-18'}      | participant | not a participant",
                "{'action':'sign','participant':'sen','date':'1998-07-18'}          | participant | not a participant",
                "{'action':'sign','participant':'SEN'}                              | date        | missing",
                "{'action':'sign','participant':'SEN','date':''}                    | date        | not a day",
                "{'action':'sign','participant':'SEN','date':'2023-02-30'}          | date        | not a day",
                "{'action':'sign','participant':'SEN','date':'2023-2-3'}            | date        | not a day",
                "{'action':'sign','participant':'SEN','date':'2023-02-03T00:00'}    | date        | not a day",
                "{'action':'sign','participant':'SEN','date':'0000-01-01'}          | date        | not a day",
                "{'action':'sign','participant':'SEN','date':'+12023-01-01'}        | date        | not a day",
                "{'action':'sign','participant':'SEN','date':20230203}              | date        | must be a text",
                "{'action':'sign','participant':'SEN','date':'1998-07-18','definitive':'yes'} | definitive | true or false",
                "{'action':'deposit-instrument','participant':'SEN','date':'1998-07-18'} | means | missing",
                "{'action':'deposit-instrument','participant':'SEN','date':'1998-07-18','means':'succession'} | means | not known",
                "{'action':'notify-succession','participant':'MNE','predecessor':'SCG','date':'2006-10-23'} | effectiveOn | missing",
                "{'action':'declare','participant':'COL','kind':' ','date':'2002-08-05'} | kind | empty",
                "{'action':'record-decision','name':['a'],'date':'2017-12-14'}      | name        | must be a text",
                "{'action':'correct','position':1,'date':'2007-02-15','reason':'r','replacement':{}} | replacement.action | missing",
                "{'action':'correct','position':1,'date':'2007-02-15','reason':'r'} | replacement | missing",
                "{'action':'correct','position':1,'date':'2007-02-15','reason':'r','replacement':[]} | replacement | object",
                "{'action':'correct','position':1,'date':'2007-02-15','reason':'r','replacement':{'action':'correct'}} | replacement.action | cannot replace itself",
                "{'action':'correct','position':1,'date':'2007-02-15','reason':'r','replacement':{'action':'sign','participant':'SEN','date':'x'}} | replacement.date | not a day",
                "{'action':'correct','position':1.5,'date':'2007-02-15','reason':'r','replacement':{'action':'sign','participant':'SEN','date':'1998-07-18'}} | position | position",
                "{'action':'correct','position':-1,'date':'2007-02-15','reason':'r','replacement':{'action':'sign','participant':'SEN','date':'1998-07-18'}} | position | position",
            })
    void givenAMalformedAction_whenRead_thenTheFaultNamesItsField(String action, String field, String problem) {
        assertFault(json(action), field, problem);
    }

    @Test
    void givenHalfOfACharacterPair_whenRead_thenRefusedAndTheWholePairAccepted() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("action", "announce").put("date", "2025-09-22").put("text", "half \ud83d of it");
        assertFault(json, "text", "half of a character pair");
        json.put("text", "\ude00 the other half");
        assertFault(json, "text", "half of a character pair");
        json.put("text", "all of it \ud83d\ude00");
        assertThat(ActionJson.read(TREATY, json)).isInstanceOf(TreatyCommand.Announce.class);
    }

    @Test
    void givenALongText_whenRead_thenTenThousandCharactersAreAcceptedAndOneMoreIsRefused() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("action", "announce").put("date", "2025-09-22").put("text", "x".repeat(Fields.LONGEST_TEXT));
        assertThat(ActionJson.read(TREATY, json)).isNotNull();
        json.put("text", "x".repeat(Fields.LONGEST_TEXT + 1));
        assertFault(json, "text", "longer than");
    }
}
