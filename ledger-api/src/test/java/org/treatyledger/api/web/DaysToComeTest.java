package org.treatyledger.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treatyledger.api.RunningLedger;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;

/** What is to come, what changed, and what would (contract, section 5), asked of the real history. */
class DaysToComeTest {

    private static final String ROME = "/api/v1/treaties/rome-statute";

    private final RunningLedger ledger = RunningLedger.withRealHistory();

    private static List<String> days(JsonNode calendar) {
        var days = new ArrayList<String>();
        calendar.path("calendar")
                .forEach(row -> days.add(
                        row.path("date").asString() + " " + row.path("kind").asString()
                                + (row.path("participant").isString()
                                        ? " " + row.path("participant").asString()
                                        : "")));
        return days;
    }

    @Test
    void givenMalaysiasInstrument_whenTheCalendarIsAskedAsKnown_thenItsDayIsThereUntilItWasTakenBack() {
        var asked = ROME + "/calendar?from=2019-04-20&to=2019-12-31";

        assertThat(days(ledger.ask(asked + "&known=2019-04-20"))).contains("2019-06-01 entry-into-force MYS");
        assertThat(days(ledger.ask(asked + "&known=2019-04-29"))).doesNotContain("2019-06-01 entry-into-force MYS");
    }

    @Test
    void givenHungarysNotice_whenTheCalendarIsAskedAsKnown_thenItsExitIsThereUntilItWasRevoked() {
        var asked = ROME + "/calendar?from=2026-01-01&to=2026-12-31";

        assertThat(days(ledger.ask(asked + "&known=2025-12-31"))).containsExactly("2026-06-02 exit HUN");
        assertThat(days(ledger.ask(asked))).isEmpty();
    }

    @Test
    void givenTheWindowOfSignature_whenAskedAsOf1998_thenItsLastDayIsToCome() {
        assertThat(days(ledger.ask(ROME + "/calendar?on=1998-08-01&known=1998-08-01&to=2001-01-01")))
                .contains("2000-12-31 signature-closes");
    }

    @Test
    void givenAYear_whenBoundaryDaysAreAskedFor_thenThereAreTwelve() {
        assertThat(days(ledger.ask(ROME + "/calendar?from=2027-01-01&to=2027-12-31&kinds=boundary-day")))
                .hasSize(12)
                .as(
                        "the last days before a month is lost: a deposit on 31 January has its sixtieth day on the first of April")
                .contains("2027-01-30 boundary-day");
    }

    @Test
    void givenCalendarsForPrograms_whenRead_thenEachEventIsWholeAndLinesAreFolded() {
        var answer = ledger.get(ROME + "/calendar.ics?from=2024-01-01&to=2025-12-31");

        assertThat(answer.header("Content-Type")).startsWith("text/calendar");
        assertThat(answer.body())
                .startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
                .endsWith("END:VCALENDAR\r\n");
        var unfolded = answer.body().replace("\r\n ", "");
        assertThat(unfolded)
                .contains("DTSTART;VALUE=DATE:20240201\r\nDTEND;VALUE=DATE:20240202\r\n")
                .contains("Enters into force for Armenia.")
                .contains("deposit 2023-11-14\\; 60th day after: 2024-01-13");
        assertThat(answer.body().split("\r\n", -1))
                .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75);
        var again = ledger.get(
                ROME + "/calendar.ics?from=2024-01-01&to=2025-12-31", "If-None-Match", answer.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    void givenAFeed_whenParsed_thenItHasWhatAtomAsksFor() throws Exception {
        var answer = ledger.get(ROME + "/calendar.atom?from=2024-01-01&to=2025-12-31");

        assertThat(answer.header("Content-Type")).startsWith("application/atom+xml");
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        var feed = factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(answer.body())))
                .getDocumentElement();
        assertThat(feed.getLocalName()).isEqualTo("feed");
        assertThat(feed.getNamespaceURI()).isEqualTo("http://www.w3.org/2005/Atom");
        var entries = feed.getElementsByTagName("entry");
        assertThat(entries.getLength()).isEqualTo(2);
        assertThat(feed.getElementsByTagName("updated").getLength()).isEqualTo(3);
        assertThat(feed.getElementsByTagName("id").getLength()).isEqualTo(3);
        assertThat(entries.item(0).getTextContent()).contains("Armenia");
    }

    @Test
    void givenTwoDays_whenTheChangesAreAsked_thenWhoWentIsNamedWithReasons() {
        var changes = ledger.ask(ROME + "/changes?from=2017-10-26&to=2017-10-27");

        assertThat(changes.path("went").toString()).isEqualTo("[\"BDI\"]");
        assertThat(changes.path("came").size()).isZero();
        assertThat(changes.path("countsBefore").path("in-force").intValue()).isEqualTo(124);
        assertThat(changes.path("countsAfter").path("in-force").intValue()).isEqualTo(123);
        var burundi = changes.path("changes").get(0);
        assertThat(burundi.path("statusBefore").asString()).isEqualTo("withdrawing");
        assertThat(burundi.path("status").asString()).isEqualTo("former");
        assertThat(burundi.path("trace").toString()).contains("notification of withdrawal received 2016-10-27");
    }

    @Test
    void givenTwoStatesOfKnowledge_whenTheChangesAboutADayAreAsked_thenMontenegroCameInRetrospect() {
        var changes = ledger.ask(ROME + "/changes?clock=known&from=2006-10-22&to=2006-10-23&on=2006-06-03");

        assertThat(changes.path("came").toString()).isEqualTo("[\"MNE\"]");
        assertThat(changes.path("countsBefore").path("in-force").intValue()).isEqualTo(100);
        assertThat(changes.path("countsAfter").path("in-force").intValue()).isEqualTo(101);
        assertThat(changes.path("acts").size()).isEqualTo(1);
    }

    @Test
    void givenAPositionBeforeTheRegistration_whenAskedWhatChangedSince_thenAllThatWasRecorded() {
        var treaties = ledger.ask("/api/v1/treaties").path("treaties");
        var last = treaties.get(treaties.size() - 1).path("treaty").stringValue();

        var changes = ledger.ask("/api/v1/treaties/" + last + "/changes?clock=position&from=0&to=692&on=2026-01-01");

        assertThat(changes.path("from").longValue()).isZero();
        assertThat(changes.path("countsBefore").path("consented").intValue()).isZero();
        assertThat(changes.path("countsAfter").path("consented").intValue())
                .isEqualTo(ledger.ask("/api/v1/treaties/" + last + "/count?basis=consented&on=2026-01-01")
                        .path("count")
                        .intValue());
    }

    @Test
    void givenTwoPositions_whenTheChangesAreAsked_thenTheActsBetweenAreNamed() {
        var changes = ledger.ask(ROME + "/changes?clock=position&from=8&to=100&on=2026-01-01");

        assertThat(changes.path("countsBefore").path("signed").intValue()).isZero();
        assertThat(changes.path("countsAfter").path("signed").intValue()).isPositive();
        assertThat(changes.path("acts").get(0).longValue()).isGreaterThan(8);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "changes?from=2017-10-27&to=2017-10-26, from",
        "changes?from=2017-10-27, to",
        "changes?from=2017-10-27&to=2017-10-32, to",
        "changes?from=1&to=2&clock=wall, clock",
        "calendar?from=2027-01-01&to=2026-01-01, from",
        "calendar?kinds=birthdays, kinds",
        "latest-deposit?by=soon, by",
        "latest-deposit, by",
        "series?from=2027-01-01&to=2026-01-01, from"
    })
    void givenAQuestionThatCannotBeRead_whenAsked_thenTheFieldIsNamed(String question, String field) {
        var answer = ledger.get(ROME + "/" + question);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("field").asString()).isEqualTo(field);
        assertThat(answer.json().path("remedy").isString()).isTrue();
    }

    private RunningLedger.Answer whatIf(String body) {
        return ledger.send(
                HttpRequest.newBuilder(ledger.uri(ROME + "/what-if")).POST(BodyPublishers.ofString(body)),
                "Content-Type",
                "application/json");
    }

    @Test
    void case63_givenADayToCome_whenAStrangerAsksWhatIf_thenItIsAnsweredAndNothingIsRecorded() {
        var size = ledger.ask("/api/v1/events?limit=1").path("checkpoint").longValue();
        var answer = whatIf("""
                {"actions": [{"action": "deposit-instrument", "participant": "EGY", "means": "ratification",
                              "date": "2028-04-02"},
                             {"action": "deposit-instrument", "participant": "IND", "means": "ratification",
                              "date": "2028-04-02"}], "on": "2028-07-01"}""");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        var json = answer.json();
        assertThat(json.path("count").intValue()).isEqualTo(126);
        assertThat(json.path("countsBefore").path("in-force").intValue()).isEqualTo(125);
        var egypt = json.path("actions").get(0);
        assertThat(egypt.path("effects").get(0).path("entersIntoForceOn").asString())
                .isEqualTo("2028-07-01");
        assertThat(egypt.path("warnings").toString()).contains("boundary-day").contains("30 days earlier");
        assertThat(json.path("actions").get(1).path("code").asString()).isEqualTo("ratification-without-signature");
        assertThat(json.path("participants").get(0).path("participant").asString())
                .isEqualTo("EGY");
        assertThat(json.path("participants")
                        .get(0)
                        .path("before")
                        .path("status")
                        .asString())
                .isEqualTo("signatory");
        assertThat(json.path("participants").get(0).path("evidence").size())
                .as("its signature alone")
                .isEqualTo(1);
        assertThat(json.path("entryIntoForce").path("met").booleanValue()).isTrue();
        assertThat(ledger.ask("/api/v1/events?limit=1").path("checkpoint").longValue())
                .isEqualTo(size);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"actions\": []}; actions",
                "{\"actions\": [{\"action\": \"sign\"}]}; actions[0].participant",
                "{\"actions\": [{\"action\": \"announce\", \"date\": \"2028-04-02\"}], \"when\": 1}; when"
            })
    void givenAQuestionWithAFault_whenAsked_thenItsPathIsNamed(String body, String field) {
        var answer = whatIf(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("field").asString()).isEqualTo(field);
    }

    @Test
    void givenADayToBeAPartyBy_whenTheLatestDepositIsAsked_thenItAndTheCostOfOneMoreDayAreSaid() {
        var answer = ledger.ask(ROME + "/latest-deposit?by=2028-07-15&participant=EGY");

        assertThat(answer.path("depositBy").asString()).isEqualTo("2028-05-01");
        assertThat(answer.path("entersIntoForceOn").asString()).isEqualTo("2028-07-01");
        assertThat(answer.path("oneDayLater").asString()).isEqualTo("2028-08-01");
        assertThat(answer.path("means").toString()).startsWith("[\"ratification\"");
        assertThat(ledger.ask(ROME + "/latest-deposit?by=2028-07-15&participant=ARM")
                        .path("obstacle")
                        .path("code")
                        .asString())
                .isEqualTo("already-consented");
        assertThat(ledger.ask("/api/v1/treaties/rome-statute-c/latest-deposit?by=2028-07-15")
                        .path("missing")
                        .toString())
                .contains("of 110");
    }

    @Test
    void givenAllTreaties_whenTheCalendarIsAsked_thenTheirDaysAreInOneOrder() {
        var days = days(ledger.ask("/api/v1/calendar?from=2012-01-01&to=2013-12-31"));

        assertThat(days).contains("2013-05-08 treaty-entry-into-force", "2012-07-01 entry-into-force GTM");
        assertThat(days.stream().map(day -> day.substring(0, 10))).isSorted();
    }
}
