package org.treatyledger.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.treatyledger.api.RunningLedger;
import tools.jackson.databind.JsonNode;

/** National implementation over HTTP (contract, sections 4 and 5): what is recorded, refused, and answered. */
class ImplementationContractTest {

    private static final String PGA = "Parliamentarians for Global Action";
    private static final String CICC = "Coalition for the ICC";

    private final RunningLedger ledger = RunningLedger.empty();
    private String treaty = "";
    private String resource = "";

    /** A treaty of one's own, to which the first State that accedes is a party. */
    @BeforeEach
    void aTreatyOfItsOwn() {
        treaty = "t-" + UUID.randomUUID();
        var rules = RunningLedger.rules(treaty).replace("\"count\": 60", "\"count\": 1");
        assertThat(ledger.post("/api/v1/treaties", rules).status()).isEqualTo(201);
        resource = "/api/v1/treaties/" + treaty + "/implementation";
    }

    private void accede(String participant) {
        var answer = ledger.post("/api/v1/treaties/" + treaty + "/actions", """
                {"action": "deposit-instrument", "participant": "%s", "means": "accession", "date": "2010-01-04"}""".formatted(participant));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    }

    private static String step(String participant, String step, String date, String assessor) {
        return """
                {"participant": "%s", "step": "%s", "law": "Bill 11484", "date": "%s",
                 "areas": ["criminal-law", "criminal-procedure"], "source": "ICC-ASP/23/22, para. 34",
                 "assessor": "%s", "confidence": "sourced"}""".formatted(participant, step, date, assessor);
    }

    private long recorded(String json) {
        var answer = ledger.postAs("reviewer", resource, json);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json().path("positions").get(0).longValue();
    }

    private JsonNode row(String participant, String clocks) {
        var rows = ledger.ask(resource + "?" + clocks).path("implementation");
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.path("participant").stringValue().equals(participant))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode criminalLaw(String clocks) {
        return row("UKR", clocks).path("areas").path("criminal-law");
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::stringValue)
                .toList();
    }

    @Test
    void givenAStep_whenItIsRecorded_thenItIsInTheLogAsItCameAndAnswered() {
        var answer = ledger.postAs("reviewer", resource, step("UKR", "adopted", "2024-10", PGA));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        var position = answer.json().path("positions").get(0).longValue();
        assertThat(answer.header("Location")).isEqualTo("/api/v1/events/" + position);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.json().path("version").intValue()).isEqualTo(1);
        assertThat(answer.json().path("effects").size()).isZero();
        assertThat(answer.json().path("warnings").get(0).path("code").stringValue())
                .isEqualTo("not-a-party");
        var entry = ledger.ask("/api/v1/events/" + position);
        assertThat(entry.path("stream").stringValue()).isEqualTo("implementation/" + treaty + "/UKR");
        assertThat(entry.path("treaty").stringValue()).isEqualTo(treaty);
        assertThat(entry.path("type").stringValue()).isEqualTo("implementation-step-recorded");
        assertThat(entry.path("actor").path("office").stringValue()).isEqualTo("reviewer");
        assertThat(entry.path("event").path("date").stringValue()).isEqualTo("2024-10");
        var area = criminalLaw("");
        assertThat(area.path("step").stringValue()).isEqualTo("adopted");
        assertThat(area.path("date").stringValue()).isEqualTo("2024-10");
        assertThat(area.path("source").stringValue()).isEqualTo("ICC-ASP/23/22, para. 34");
        assertThat(area.path("confidence").stringValue()).isEqualTo("sourced");
        assertThat(texts(area.path("assessors"))).containsExactly(PGA);
        assertThat(area.path("steps").get(0).path("evidence").get(0).longValue())
                .isEqualTo(position);
        assertThat(row("UKR", "").path("areas").path("victims").isNull()).isTrue();
        assertThat(texts(row("UKR", "").path("areasCovered"))).containsExactly("criminal-law", "criminal-procedure");
    }

    @Test
    void givenEntriesOfBothKinds_whenTheTreatysLogIsRead_thenBothAreThereAndTheTreatysVersionCountsItsOwn() {
        accede("UKR");
        var position = recorded(step("UKR", "adopted", "2024-10", PGA));

        var events = ledger.ask("/api/v1/events?treaty=" + treaty).path("events");
        var ofType = ledger.ask("/api/v1/events?treaty=" + treaty + "&type=implementation-step-recorded");

        assertThat(events.size()).isEqualTo(3);
        assertThat(events.get(2).path("position").longValue()).isEqualTo(position);
        assertThat(ofType.path("events").size()).isEqualTo(1);
        assertThat(ledger.get("/api/v1/treaties/" + treaty).header("ETag")).isEqualTo("\"2\"");
        assertThat(ledger.ask("/api/v1/treaties/" + treaty + "/count")
                        .path("count")
                        .intValue())
                .isEqualTo(1);
        var steps =
                ledger.ask("/api/v1/treaties/" + treaty + "/participants/UKR").path("implementation");
        assertThat(steps.size()).isEqualTo(1);
        assertThat(steps.get(0).path("position").longValue()).isEqualTo(position);
    }

    @ParameterizedTest(name = "{0} → {1}, a treaty action → {2}")
    @CsvSource({"depositary, 201, 201", "reviewer, 201, 403", "auditor, 403, 403", "operator, 403, 403"})
    void givenARole_whenItRecords_thenReviewersMayRecordImplementationAndNoTreatyAction(
            String user, int implementation, int action) {
        var step = ledger.postAs(user, resource, step("UKR", "adopted", "2024-10", PGA));
        var act = ledger.postAs(user, "/api/v1/treaties/" + treaty + "/actions", """
                {"action": "announce", "participant": "UKR", "date": "2024-01-01"}""");

        assertThat(step.status()).as(step.toString()).isEqualTo(implementation);
        assertThat(act.status()).as(act.toString()).isEqualTo(action);
    }

    @Test
    void givenAPreview_whenItIsAsked_thenItAnswersTheSameAndRecordsNothing() {
        var preview = ledger.postAs("reviewer", resource + "?preview=true", step("UKR", "adopted", "2024-10", PGA));

        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.json().path("preview").booleanValue()).isTrue();
        assertThat(ledger.ask(resource).path("implementation").size()).isZero();
        var recorded = ledger.postAs("reviewer", resource, step("UKR", "adopted", "2024-10", PGA));
        assertThat(recorded.json().path("warnings")).isEqualTo(preview.json().path("warnings"));
    }

    @Test
    void givenAKey_whenItComesAgain_thenTheSameBodyIsAnsweredAgainAndAnotherIsAConflict() {
        var key = UUID.randomUUID().toString();
        var json = step("UKR", "adopted", "2024-10", PGA);
        var first = ledger.postAs("reviewer", resource, json, "Idempotency-Key", key);

        var again = ledger.postAs("reviewer", resource, json, "Idempotency-Key", key);
        var other =
                ledger.postAs("reviewer", resource, step("UKR", "in-force", "2024-10", PGA), "Idempotency-Key", key);

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().path("code").stringValue()).isEqualTo("command-id-reused");
    }

    @Test
    void givenAStaleVersion_whenACommandInsistsOnIt_thenItIsRefusedAndTheRowSaysTheRightOne() {
        recorded(step("UKR", "tabled", "2024-07", PGA));

        var stale = ledger.postAs("reviewer", resource, step("UKR", "adopted", "2024-10", PGA), "If-Match", "\"0\"");
        var version = row("UKR", "").path("version").asString();
        var right = ledger.postAs(
                "reviewer", resource, step("UKR", "adopted", "2024-10", PGA), "If-Match", "\"" + version + "\"");

        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.json().path("code").stringValue()).isEqualTo("stale-version");
        assertThat(right.status()).isEqualTo(201);
    }

    @ParameterizedTest(name = "{0} = {1} → 400 at {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            participant | "Ukraine"        | participant
            participant | null             | participant
            step        | "signed"         | step
            step        | null             | step
            law         | " "              | law
            law         | 7                | law
            date        | "2024-13"        | date
            date        | "October 2024"   | date
            date        | "2023-02-29"     | date
            date        | 2024             | date
            date        | null             | date
            areas       | []               | areas
            areas       | "victims"        | areas
            areas       | ["taxes"]        | areas[0]
            areas       | ["victims","victims"] | areas
            source      | null             | source
            assessor    | ""               | assessor
            confidence  | true             | confidence
            received    | "2024-10"        | received
            stage       | "adopted"        | stage
            action      | "record"         | action
            """)
    void givenABodyThatCannotBeRead_whenItIsSent_thenTheFieldIsNamed(String field, String value, String at) {
        var good = step("UKR", "adopted", "2024-10", PGA);
        var bad = good.contains("\"" + field + "\":")
                ? good.replaceFirst("\"" + field + "\": (?:\\[[^]]*]|\"[^\"]*\")", "\"" + field + "\": " + value)
                : good.replaceFirst("\\{", "{\"" + field + "\": " + value + ", ");

        var answer = ledger.postAs("reviewer", resource, bad);

        assertThat(answer.status()).as(bad + " → " + answer).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().path("field").stringValue("")).isEqualTo(at);
        assertThat(answer.json().path("remedy").stringValue("")).isNotBlank();
    }

    @ParameterizedTest(name = "{0}, {1} → {2}")
    @CsvSource({
        "ZZZ, 2024-10,    unknown-participant, participant",
        "EUE, 2024-10,    not-eligible,        participant",
        "UKR, 9999,       date-in-future,      date",
        "UKR, 9999-12,    date-in-future,      date",
        "UKR, 9999-12-31, date-in-future,      date"
    })
    void givenAnObstacle_whenAStepIsSent_thenItIsRefusedWithARemedy(
            String participant, String date, String code, String field) {
        var answer = ledger.postAs("reviewer", resource, step(participant, "tabled", date, PGA));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.json().path("code").stringValue()).isEqualTo(code);
        assertThat(answer.json().path("field").stringValue()).isEqualTo(field);
        assertThat(answer.json().path("remedy").stringValue("")).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"atlantis", "No Slug"})
    void givenATreatyThatIsNotRegistered_whenAStepIsSentOrAsked_thenItIsNotFound(String name) {
        var address = "/api/v1/treaties/" + name.replace(" ", "%20") + "/implementation";

        for (var answer :
                List.of(ledger.postAs("reviewer", address, step("UKR", "tabled", "2024", PGA)), ledger.get(address))) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
            assertThat(answer.json().path("code").stringValue()).isEqualTo("unknown-treaty");
        }
    }

    @Test
    void givenTheVerySameStep_whenItIsSentUnderAnotherKey_thenItIsRefused() {
        var position = recorded(step("UKR", "adopted", "2024-10", PGA));

        var again = ledger.postAs("reviewer", resource, step("UKR", "adopted", "2024-10", PGA));

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.json().path("code").stringValue()).isEqualTo("already-recorded");
        assertThat(again.json().path("detail").stringValue()).contains("position " + position);
    }

    @Test
    void givenTwoAssessorsWhoDiffer_whenAsked_thenBothAreShownAndTheAreaIsContested() {
        recorded(step("UKR", "adopted", "2024-10", PGA));
        assertThat(criminalLaw("").path("contested").booleanValue())
                .as("the control")
                .isFalse();

        recorded(step("UKR", "tabled", "2024-07", CICC));

        var area = criminalLaw("");
        assertThat(area.path("contested").booleanValue()).isTrue();
        assertThat(texts(area.path("assessors"))).containsExactly(PGA, CICC);
        assertThat(area.path("steps").size()).isEqualTo(2);
        assertThat(row("UKR", "").path("contested").booleanValue()).isTrue();
    }

    @ParameterizedTest(name = "on {0}: uncertain {1}, covered {2}")
    @CsvSource({"2024-10-01, true, 0", "2024-10-30, true, 0", "2024-10-31, false, 2", "2024-11-01, false, 2"})
    void givenAMonth_whenTheDayInItIsAsked_thenTheAnswerSaysThatItIsUncertain(
            String on, boolean uncertain, int covered) {
        accede("UKR");
        recorded(step("UKR", "adopted", "2024-10", PGA));

        assertThat(row("UKR", "on=" + on).path("uncertain").booleanValue()).isEqualTo(uncertain);
        assertThat(row("UKR", "on=" + on).path("areasCovered").size()).isEqualTo(covered);
        var answer = ledger.ask(resource + "?on=" + on);
        assertThat(answer.path("none").size())
                .as("something may have been done")
                .isZero();
        assertThat(answer.path("totals").path("uncertain").intValue()).isEqualTo(uncertain ? 1 : 0);
    }

    @Test
    void givenThreeClocks_whenEachIsAsked_thenEachIsAnsweredOnItsOwn() {
        accede("UKR");
        var received =
                step("UKR", "adopted", "2024-10", PGA).replace("\"step\"", "\"received\": \"2024-12-02\", \"step\"");
        var position = recorded(received);

        assertThat(ledger.ask(resource + "?on=2024-09-30").path("none").size()).isEqualTo(1);
        assertThat(ledger.ask(resource + "?known=2024-12-01").path("none").size())
                .isEqualTo(1);
        assertThat(ledger.ask(resource + "?position=" + (position - 1))
                        .path("none")
                        .size())
                .isEqualTo(1);
        var all = ledger.ask(resource + "?on=2024-10-31&known=2024-12-02&position=" + position);
        assertThat(all.path("none").size()).isZero();
        assertThat(all.path("position").longValue()).isEqualTo(position);
        assertThat(all.path("known").stringValue()).isEqualTo("2024-12-02");
        assertThat(all.path("totals").path("withLaw").intValue()).isEqualTo(1);
        assertThat(all.path("totals").path("areas").path("criminal-law").intValue())
                .isEqualTo(1);
        assertThat(all.path("totals").path("areas").path("victims").intValue()).isZero();
    }

    @Test
    void givenAMistake_whenItIsCorrectedAndThenStruckOut_thenEarlierPositionsAnswerAsBefore() {
        accede("UKR");
        var wrong = recorded(step("UKR", "in-force", "2024-10", PGA));
        var right = step("UKR", "adopted", "2024-10-09", PGA).replace("\"participant\": \"UKR\", ", "");

        var corrected = recorded("""
                {"action": "correct", "participant": "UKR", "position": %d, "reason": "not in force yet",
                 "replacement": %s}""".formatted(wrong, right));
        var struck = recorded("""
                {"action": "correct", "participant": "UKR", "position": %d, "reason": "another State's law"}""".formatted(wrong));

        assertThat(criminalLaw("position=" + wrong).path("step").stringValue()).isEqualTo("in-force");
        var area = criminalLaw("position=" + corrected);
        assertThat(area.path("step").stringValue()).isEqualTo("adopted");
        assertThat(area.path("evidence").get(1).longValue()).isEqualTo(corrected);
        assertThat(criminalLaw("position=" + struck).isNull()).isTrue();
        assertThat(ledger.ask("/api/v1/events/" + wrong)
                        .path("event")
                        .path("step")
                        .stringValue())
                .isEqualTo("in-force");
    }

    @Test
    void givenACorrection_whenItNamesNoStepOfThatState_thenItIsRefused() {
        var position = recorded(step("UKR", "adopted", "2024-10", PGA));

        var answer = ledger.postAs("reviewer", resource, """
                {"action": "correct", "participant": "ARM", "position": %d, "reason": "a slip"}""".formatted(position));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("no-such-act");
    }

    @Test
    void givenATable_whenCsvIsAccepted_thenThereIsALineForEachAreaAndStep() {
        accede("UKR");
        recorded(step("UKR", "adopted", "2024-10", PGA));
        recorded(step("UKR", "tabled", "2024-07", CICC));

        var answer = ledger.get(resource, "Accept", "text/csv");

        assertThat(answer.header("Content-Type")).startsWith("text/csv");
        var lines = answer.body().lines().toList();
        assertThat(lines.getFirst()).startsWith("participant,name,region,status,area,step,law,date,source,confidence");
        assertThat(lines).hasSize(1 + 2 + 2 + 1 + 1);
        assertThat(lines).anyMatch(line -> line.contains("UKR,Ukraine,Eastern European,party,victims,,"));
    }
}
