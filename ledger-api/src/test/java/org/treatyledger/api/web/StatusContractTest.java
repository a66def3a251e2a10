package org.treatyledger.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treatyledger.api.RunningLedger;
import tools.jackson.databind.JsonNode;

/** The questions of the contract's section 5, asked of the real history over HTTP. */
class StatusContractTest {

    private static final String ROME = "/api/v1/treaties/rome-statute";
    private final RunningLedger ledger = RunningLedger.withRealHistory();

    /** Where a row names a case, it is that of the domain model's section 11. */
    @ParameterizedTest(name = "{0}: {1} States Parties, {2}")
    @CsvSource({
        "on=2024-11-08,                  124, when the Bureau reported",
        "on=2025-01-01,                  125, case 5: with Ukraine",
        "on=2024-12-31,                  124, on its eve",
        "on=2002-06-30,                    0, on the eve of entry into force",
        "on=2002-07-01,                   66, case 1: on the day of entry into force",
        "on=2006-06-03,                  101, case 27: with Montenegro in retrospect",
        "on=2006-06-03&known=2006-10-22, 100, case 27: before Montenegro's notification was received",
        "on=2006-06-03&known=2006-10-23, 101, once it was",
        "on=2017-10-26,                  124, case 16: on the eve of Burundi's exit",
        "on=2017-10-27,                  123, case 16: on the day of Burundi's exit",
        "on=2019-06-01,                  122, case 24: when Malaysia would have become a party",
        "on=2019-06-01&known=2019-04-28, 123, while Malaysia's instrument stood",
        "on=2026-06-02&known=2026-05-28, 124, case 22: had Hungary not revoked in time",
        "on=2026-06-02,                  125, case 20: since Hungary did",
        "basis=signed,                   139, ever signed",
        "basis=consented&on=2002-04-10,   56, deposits on the eve of the threshold",
        "basis=consented&on=2002-04-11,   66, deposits on the day of the threshold",
        "position=8,                       0, when the treaties were only registered"
    })
    void givenTheRealHistory_whenTheCountIsAsked_thenItIs(String question, int count, String why) {
        var answer = ledger.ask(ROME + "/count?" + question);

        assertThat(answer.path("count").intValue()).as(why).isEqualTo(count);
        assertThat(answer.path("evidence").size()).as("the acts behind it").isGreaterThanOrEqualTo(count);
        assertThat(answer.path("checkpoint").longValue()).isEqualTo(693);
        assertThat(answer.has("on") && answer.has("known") && answer.has("position") && answer.has("basis"))
                .isTrue();
    }

    @Test
    void case64_givenAStateThatChangedItsName_whenAskedAboutAnEarlierDay_thenBothNamesAreGiven() {
        var then = ledger.ask(ROME + "/participants/SRB?on=2005-01-01");

        assertThat(then.path("nameOn").stringValue()).isEqualTo("Serbia and Montenegro");
        assertThat(then.path("name").stringValue()).isEqualTo("Serbia");
        assertThat(ledger.ask(ROME + "/participants/SRB").path("nameOn").stringValue())
                .isEqualTo("Serbia");
        assertThat(ledger.get("/treaties/rome-statute?on=2005-01-01").body())
                .contains("Serbia and Montenegro</a>")
                .contains("(today Serbia)");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "known=2019-05-10,             legal,  entitled",
        "known=2019-05-10&view=public, public, contracting",
        "known=2019-05-15&view=public, public, entitled",
        "view=public,                  public, entitled"
    })
    void givenALetterNotCirculatedYet_whenBothViewsAreAsked_thenEachIsLabelled(String how, String view, String status) {
        var malaysia = ledger.ask(ROME + "/participants/MYS?on=2019-05-10&" + how);

        assertThat(malaysia.path("status").stringValue()).isEqualTo(status);
        assertThat(malaysia.path("view").stringValue()).isEqualTo(view);
    }

    @Test
    void givenRevokedNotices_whenTheStateIsAsked_thenItsReasonsAndItsEvidenceTellOfThem() {
        var africa = ledger.ask(ROME + "/participants/ZAF?on=2018-01-01");

        assertThat(africa.path("trace").toString())
                .contains("notification of withdrawal received 2016-10-19, revoked 2017-03-07");
        var types = new ArrayList<String>();
        africa.path("evidence")
                .forEach(position -> types.add(ledger.ask("/api/v1/events/" + position.longValue())
                        .path("type")
                        .stringValue()));
        assertThat(types)
                .containsExactly(
                        "signature-affixed", "instrument-deposited", "withdrawal-notified", "withdrawal-revoked");
    }

    @Test
    void givenTheRealHistory_whenThePartiesAreAsked_thenEachRowCarriesItsDatesAndRanks() {
        var parties = ledger.ask(ROME + "/parties?on=2025-01-01").path("parties");

        assertThat(parties.size()).isEqualTo(125);
        var ukraine = row(parties, "UKR");
        assertThat(ukraine.path("depositedOn").stringValue()).isEqualTo("2024-10-25");
        assertThat(ukraine.path("entersIntoForceOn").stringValue()).isEqualTo("2025-01-01");
        assertThat(ukraine.path("means").stringValue()).isEqualTo("ratification");
        assertThat(ukraine.path("region").stringValue()).isEqualTo("Eastern European");
        assertThat(ukraine.path("ordinal").toString()).isEqualTo("[125,125]");
        assertThat(row(parties, "SEN").path("ordinal").toString()).isEqualTo("[1,66]");
    }

    @ParameterizedTest(name = "{0} on {1} is {2}")
    @CsvSource({
        "UKR, 2000-01-19, entitled",
        "UKR, 2024-10-24, signatory",
        "UKR, 2024-10-25, contracting",
        "UKR, 2025-01-01, party",
        "PHL, 2018-03-16, party",
        "PHL, 2018-03-17, withdrawing",
        "PHL, 2019-03-16, withdrawing",
        "PHL, 2019-03-17, former",
        "MYS, 2019-03-04, contracting",
        "MYS, 2019-04-29, entitled",
        "ZAF, 2016-10-19, withdrawing",
        "ZAF, 2017-03-07, party",
        "USA, 2026-01-01, signatory"
    })
    void givenTheRealHistory_whenOneStateIsAsked_thenItsStatusIs(String state, String on, String status) {
        var answer = ledger.ask(ROME + "/participants/" + state + "?on=" + on);

        assertThat(answer.path("status").stringValue()).isEqualTo(status);
    }

    @Test
    void givenMalaysia_whenItsActsAreAsked_thenTheInstrumentAndItsWithdrawalAreBothThere() {
        var malaysia = ledger.ask(ROME + "/participants/MYS");

        assertThat(malaysia.path("memberships").size()).isZero();
        assertThat(StreamSupport.stream(malaysia.path("acts").spliterator(), false)
                        .map(act -> act.path("type").stringValue()))
                .containsExactly("instrument-deposited", "announcement-noted", "instrument-withdrawn");
    }

    @Test
    void givenTheRealHistory_whenTheThresholdIsAsked_thenACohortOfTenMetIt() {
        var answer = ledger.ask(ROME + "/entry-into-force");

        assertThat(answer.path("met").booleanValue()).isTrue();
        assertThat(answer.path("metOn").stringValue()).isEqualTo("2002-04-11");
        assertThat(answer.path("by").size()).isEqualTo(10);
        assertThat(answer.path("ranks").toString()).isEqualTo("[57,66]");
        assertThat(answer.path("entersIntoForceOn").stringValue()).isEqualTo("2002-07-01");
    }

    @Test
    void givenTheDeletionOfArticle124_whenItsThresholdIsAsked_thenSevenEighthsAreMissing() {
        var answer = ledger.ask("/api/v1/treaties/rome-statute-c/entry-into-force");

        assertThat(answer.path("met").booleanValue()).isFalse();
        assertThat(answer.path("missing").get(0).stringValue()).startsWith("18 of 110 instruments");
    }

    @Test
    void givenTheRealHistory_whenTheSeriesIsAsked_thenItStepsFrom66To125() {
        var series = ledger.ask(ROME + "/series").path("series");

        assertThat(series.get(0).path("on").stringValue()).isEqualTo("2002-07-01");
        assertThat(series.get(0).path("count").intValue()).isEqualTo(66);
        assertThat(series.get(series.size() - 1).path("count").intValue()).isEqualTo(125);
    }

    @Test
    void givenTheRealHistory_whenTheSeriesIsAskedByRegion_thenTheGroupsAreThoseThatTheAssemblyCounts() {
        var series = ledger.ask(ROME + "/series?by=region&to=2025-01-01").path("series");
        var regions = series.get(series.size() - 1).path("regions");

        assertThat(regions.toString())
                .contains(
                        "\"African\":33",
                        "\"Asia-Pacific\":19",
                        "\"Eastern European\":20",
                        "\"GRULAC\":28",
                        "\"WEOG\":25");
    }

    @Test
    void givenTheLog_whenItIsReadPageByPage_thenEveryPositionIsThereOnce() {
        var next = "/api/v1/events?limit=250";
        var expected = 0L;
        while (!next.isEmpty()) {
            var page = ledger.ask(next);
            for (var event : page.path("events")) {
                assertThat(event.path("position").longValue()).isEqualTo(expected++);
            }
            next = page.path("next").stringValue("");
        }
        assertThat(expected).isEqualTo(693);
    }

    @Test
    void givenAListIsWanted_whenCsvIsAccepted_thenItComesAsCsv() {
        var answer = ledger.get(ROME + "/parties?on=2025-01-01", "Accept", "text/csv");

        assertThat(answer.header("Content-Type")).startsWith("text/csv");
        assertThat(answer.body().lines()).hasSize(126);
        assertThat(answer.body().lines().findFirst().orElseThrow()).startsWith("participant,name,region,status");
    }

    @Test
    void givenAState_whenAllItsTreatiesAreAsked_thenEachIsThere() {
        var treaties = ledger.ask("/api/v1/participants/LIE").path("treaties");

        assertThat(StreamSupport.stream(treaties.spliterator(), false)
                        .map(row -> row.path("treaty").stringValue()))
                .contains("rome-statute", "rome-statute-b", "apic");
    }

    @ParameterizedTest(name = "{0} → {1} {2}, field {3}")
    @CsvSource({
        "/treaties/atlantis/count,                        404, unknown-treaty,      treaty",
        "/treaties/rome-statute/participants/XXX,         404, unknown-participant, participant",
        "/treaties/rome-statute/count?on=2023-02-30,      400, malformed-parameter, on",
        "/treaties/rome-statute/count?known=yesterday,    400, malformed-parameter, known",
        "/treaties/rome-statute/count?position=-1,        400, malformed-parameter, position",
        "/treaties/rome-statute/count?basis=guessed,      400, malformed-parameter, basis",
        "/treaties/rome-statute/series?by=mood,           400, malformed-parameter, by",
        "/events?type=rumour,                             400, malformed-parameter, type",
        "/events/999999,                                  404, unknown-position,    position",
        "/nothing-here,                                   404, not-found,           "
    })
    void givenAQuestionThatCannotBeAnswered_whenItIsAsked_thenAProblemSaysWhy(
            String path, int status, String code, String field) {
        var answer = ledger.get("/api/v1" + path);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().path("code").stringValue("")).isEqualTo(code);
        assertThat(answer.json().path("field").stringValue(null)).isEqualTo(field);
        assertThat(answer.json().path("detail").stringValue("")).isNotBlank();
    }

    private static JsonNode row(JsonNode rows, String participant) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> participant.equals(row.path("participant").stringValue("")))
                .findFirst()
                .orElseThrow();
    }
}
