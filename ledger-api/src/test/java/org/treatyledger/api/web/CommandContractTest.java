package org.treatyledger.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.projections.web.BodyLimitFilter;

/** Recording over HTTP (contract, sections 2 to 4): what is accepted, what is refused, and that nothing is lost. */
class CommandContractTest {

    private final RunningLedger ledger = RunningLedger.empty();
    private String treaty = "";
    private String actions = "";

    @BeforeEach
    void aTreatyOfItsOwn() {
        treaty = "t-" + UUID.randomUUID();
        ledger.register(treaty);
        actions = "/api/v1/treaties/" + treaty + "/actions";
    }

    private static String deposit(String participant, String means, String date) {
        return """
                {"action": "deposit-instrument", "participant": "%s", "means": "%s", "date": "%s"}""".formatted(participant, means, date);
    }

    private static String act(String action, String participant, String date) {
        return """
                {"action": "%s", "participant": "%s", "date": "%s"}""".formatted(action, participant, date);
    }

    private int count() {
        return ledger.ask("/api/v1/treaties/" + treaty + "/count?basis=consented")
                .path("count")
                .intValue();
    }

    @Test
    void givenASignatory_whenItsRatificationIsDeposited_thenPositionsVersionAndEffectsAreAnswered() {
        ledger.post(actions, act("sign", "ARM", "1999-10-01"));

        var answer = ledger.post(actions, deposit("ARM", "ratification", "2023-11-14"));

        assertThat(answer.status()).isEqualTo(201);
        var position = answer.json().path("positions").get(0).longValue();
        assertThat(answer.header("Location")).isEqualTo("/api/v1/events/" + position);
        assertThat(answer.header("ETag")).isEqualTo("\"3\"");
        assertThat(answer.json().path("version").intValue()).isEqualTo(3);
        var effect = answer.json().path("effects").get(0);
        assertThat(effect.path("participant").stringValue()).isEqualTo("ARM");
        assertThat(effect.path("status").stringValue()).isEqualTo("contracting");
        assertThat(count()).as("read what was written at once").isEqualTo(1);
        assertThat(ledger.ask("/api/v1/events/" + position).path("type").stringValue())
                .isEqualTo("instrument-deposited");
    }

    @Test
    void givenAPreview_whenItIsAsked_thenItAnswersTheSameAndRecordsNothing() {
        var before = ledger.ask("/api/v1/events?limit=1").path("checkpoint").longValue();

        var preview = ledger.post(actions + "?preview=true", deposit("GTM", "accession", "2012-04-02"));
        var refused = ledger.post(actions + "?preview=true", deposit("GTM", "ratification", "2012-04-02"));

        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.json().path("positions").size()).isZero();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(ledger.ask("/api/v1/events?limit=1").path("checkpoint").longValue())
                .isEqualTo(before);
        var recorded = ledger.post(actions, deposit("GTM", "accession", "2012-04-02"));
        assertThat(recorded.json().path("effects")).isEqualTo(preview.json().path("effects"));
        assertThat(recorded.json().path("warnings")).isEqualTo(preview.json().path("warnings"));
    }

    @Test
    void givenABoundaryDay_whenADepositIsPreviewed_thenAWarningSaysWhatOneDayCosts() {
        var preview = ledger.post(actions + "?preview=true", deposit("GTM", "accession", "2012-04-02"));

        assertThat(preview.json().path("warnings").get(0).path("code").stringValue())
                .isEqualTo("boundary-day");
    }

    @Test
    void givenAKey_whenTheSameCommandComesAgain_thenTheFirstAnswerComesAgainAndNothingIsRecordedTwice() {
        var key = UUID.randomUUID().toString();
        var first = ledger.post(actions, deposit("KIR", "accession", "2019-11-26"), "Idempotency-Key", key);
        var spaced = deposit("KIR", "accession", "2019-11-26").replace(", ", ",\n   ");

        var again = ledger.post(actions, spaced, "Idempotency-Key", key);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void givenAKey_whenAnotherCommandComesUnderIt_thenItIsAConflict() {
        var key = UUID.randomUUID().toString();
        ledger.post(actions, deposit("KIR", "accession", "2019-11-26"), "Idempotency-Key", key);

        var other = ledger.post(actions, deposit("VUT", "accession", "2011-12-02"), "Idempotency-Key", key);

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().path("code").stringValue()).isEqualTo("command-id-reused");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void givenNoKey_whenACommandIsSent_thenOneIsMadeAndReturned() {
        var answer = ledger.post(actions, deposit("KIR", "accession", "2019-11-26"));

        assertThat(answer.header("Idempotency-Key")).hasSize(36);
    }

    @Test
    void givenAStaleVersion_whenACommandInsistsOnIt_thenItIsRefusedAndTheRightOneIsTaken() {
        ledger.post(actions, deposit("KIR", "accession", "2019-11-26"));

        var stale = ledger.post(actions, deposit("VUT", "accession", "2011-12-02"), "If-Match", "\"1\"");
        var seen = ledger.get("/api/v1/treaties/" + treaty).header("ETag");
        var right = ledger.post(actions, deposit("VUT", "accession", "2011-12-02"), "If-Match", seen);

        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.json().path("code").stringValue()).isEqualTo("stale-version");
        assertThat(right.status()).isEqualTo(201);
    }

    @ParameterizedTest(name = "{0} {1} {2} → {3}")
    @CsvSource({
        "sign,               ARM, 2001-01-01, signature-window-closed",
        "withdraw-instrument, ARM, 2001-01-01, no-instrument-deposited",
        "notify-withdrawal,  ARM, 2001-01-01, not-a-party",
        "revoke-withdrawal,  ARM, 2001-01-01, no-withdrawal-notified",
        "sign,               XXX, 1999-01-01, unknown-participant",
        "sign,               ARM, 1998-07-16, date-before-adoption",
        "sign,               ARM, 2999-01-01, date-in-future",
        "sign,               HKG, 1999-01-01, not-eligible",
        "sign,               EUE, 1999-01-01, not-eligible"
    })
    void givenWhatTheTreatyDoesNotAllow_whenItIsSent_thenItIsRefusedWithTheReason(
            String action, String participant, String date, String code) {
        var answer = ledger.post(actions, act(action, participant, date));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.json().path("code").stringValue()).isEqualTo(code);
        assertThat(answer.json().path("detail").stringValue()).endsWith(".");
    }

    @Test
    void givenARatificationWithoutSignature_whenItIsSent_thenTheArticleAndTheRemedyAreNamed() {
        var problem = ledger.post(actions, deposit("GTM", "ratification", "2012-04-02"));

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.header("Content-Type")).startsWith("application/problem+json");
        assertThat(problem.json().path("code").stringValue()).isEqualTo("ratification-without-signature");
        assertThat(problem.json().path("field").stringValue()).isEqualTo("means");
        assertThat(problem.json().path("citation").stringValue("")).isNotBlank();
        assertThat(problem.json().path("remedy").stringValue("")).contains("accession");
    }

    @Test
    void givenATreaty_whenItIsRegisteredAgain_thenItIsAConflict() {
        var again = ledger.post("/api/v1/treaties", RunningLedger.rules(treaty));

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("code").stringValue()).isEqualTo("already-registered");
    }

    @Test
    void givenAnUnknownTreaty_whenAnActIsSent_thenItIsNotFound() {
        var answer = ledger.post("/api/v1/treaties/atlantis/actions", act("sign", "ARM", "1999-01-01"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("unknown-treaty");
        assertThat(answer.json().path("field").stringValue()).isEqualTo("treaty");
        assertThat(answer.json().path("remedy").stringValue()).startsWith("Register it first");
    }

    @ParameterizedTest(name = "{0} is at fault in {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "nickname | {'action': 'sign', 'participant': 'ARM', 'date': '1999-01-01', 'nickname': 'x'}",
                "date | {'action': 'sign', 'participant': 'ARM', 'date': '1999-02-30'}",
                "date | {'action': 'sign', 'participant': 'ARM', 'date': 19990101}",
                "date | {'action': 'sign', 'participant': 'ARM'}",
                "participant | {'action': 'sign', 'participant': 'Armenia', 'date': '1999-01-01'}",
                "action | {'action': 'rename', 'participant': 'ARM', 'date': '1999-01-01'}",
                "means | {'action': 'deposit-instrument', 'participant': 'ARM', 'date': '1999-01-01', 'means': 'tweet'}",
                " | ['not', 'an', 'object']",
                " | {'action': 'sign', 'action': 'sign', 'participant': 'ARM', 'date': '1999-01-01'}",
                " | {'action': ",
                " | null"
            })
    void givenABodyThatCannotBeRead_whenItIsSent_thenTheFieldIsNamed(String field, String body) {
        var answer = ledger.post(actions, body.replace('\'', '"'));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().path("field").stringValue(null)).isEqualTo(field);
        assertThat(answer.json().path("remedy").stringValue("")).isNotBlank();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"entryIntoForce.date", "entryIntoForce.threshold.count", "zone", "consent.eligible"})
    void givenRulesWithAFault_whenTheyAreRegistered_thenItsPathIsNamed(String path) {
        var rules = RunningLedger.rules("t-" + UUID.randomUUID());
        var broken =
                switch (path) {
                    case "entryIntoForce.date" ->
                        rules.replace("\"date\": {\"firstOfMonthAfter\"", "\"date\": {\"soon\"");
                    case "entryIntoForce.threshold.count" -> rules.replace("\"count\": 60", "\"count\": 0");
                    case "zone" -> rules.replace("America/New_York", "Moon/Tycho");
                    default -> rules.replace("all-states", "friends");
                };
        var answer = ledger.post("/api/v1/treaties", broken);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("field").stringValue("")).isEqualTo(path);
    }

    @Test
    void givenABodyAboveTheLimit_whenItIsSentWithOrWithoutItsLength_thenItIsTooLarge() {
        var large = "{\"note\": \"" + "x".repeat(BodyLimitFilter.MOST_BYTES) + "\"}";
        var bytes = large.getBytes(StandardCharsets.UTF_8);

        var known = ledger.post(actions, large);
        var chunked = ledger.send(
                HttpRequest.newBuilder(ledger.uri(actions))
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))),
                "Authorization",
                RunningLedger.basic("depositary", "depositary"),
                "Content-Type",
                "application/json");

        assertThat(known.status()).isEqualTo(413);
        assertThat(chunked.status()).as(chunked.toString()).isEqualTo(413);
        assertThat(chunked.json().path("code").stringValue()).isEqualTo("body-too-large");
    }

    @Test
    void givenAnotherMediaType_whenItIsSent_thenItIsRefused() {
        var answer = ledger.send(
                HttpRequest.newBuilder(ledger.uri(actions)).POST(BodyPublishers.ofString("<sign/>")),
                "Authorization",
                RunningLedger.basic("depositary", "depositary"),
                "Content-Type",
                "text/xml");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("unsupported-media-type");
    }

    @Test
    void givenADepositOnRecord_whenTheSignatureOfTheSameDayFollows_thenItIsTaken() {
        ledger.post(actions, deposit("CAN", "accession", "1999-12-03"));

        var sameDay = ledger.post(actions, act("sign", "CAN", "1999-12-03"));
        ledger.post(actions, deposit("KIR", "accession", "1999-12-03"));
        var dayAfter = ledger.post(actions, act("sign", "KIR", "1999-12-04"));

        assertThat(sameDay.status()).as(sameDay.toString()).isEqualTo(201);
        assertThat(dayAfter.json().path("code").stringValue("")).isEqualTo("already-consented");
    }

    @ParameterizedTest(name = "a key of {0} characters → {1}")
    @CsvSource({"1, 201", "200, 201", "201, 400"})
    void givenAKeyOfSomeLength_whenItIsSent_thenUpToTwoHundredCharactersAreTaken(int length, int status) {
        var key = UUID.randomUUID().toString().repeat(6).substring(0, length);
        var answer = ledger.post(
                actions, deposit("KIR", "accession", "2019-11-26"), "Idempotency-Key", length == 1 ? "é" : key);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    }

    @Test
    void givenAControlCharacterInAText_whenItIsSent_thenTheFieldIsNamed() {
        var answer = ledger.post(actions, """
                {"action": "announce", "date": "2024-01-01", "note": "a\\u0000b"}""");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("field").stringValue("")).isEqualTo("note");
    }

    @ParameterizedTest(name = "HEAD {0} → {1}")
    @CsvSource({"/, 200", "/treaties/rome-statute, 200", "/api/v1/treaties, 200", "/desk, 302"})
    void givenAPublicAddress_whenItsHeadersAreAsked_thenTheyComeAsForGet(String path, int status) {
        var real = RunningLedger.withRealHistory();
        var answer = real.send(HttpRequest.newBuilder(real.uri(path)).method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void givenACorrection_whenItIsRecorded_thenBothStayVisibleAndEarlierPositionsAnswerAsBefore() {
        var wrong = ledger.post(actions, deposit("TCD", "accession", "2007-01-01"));
        var position = wrong.json().path("positions").get(0).longValue();

        var corrected = ledger.post(actions, """
                {"action": "correct", "date": "2007-02-01", "position": %d, "reason": "the date of entry into force was taken for that of deposit",
                 "replacement": {"action": "deposit-instrument", "participant": "TCD", "means": "accession", "date": "2006-11-01"}}""".formatted(position));

        assertThat(corrected.status()).as(corrected.toString()).isEqualTo(201);
        var chad = "/api/v1/treaties/" + treaty + "/participants/TCD";
        assertThat(ledger.ask(chad).path("depositedOn").stringValue()).isEqualTo("2006-11-01");
        assertThat(ledger.ask(chad + "?position=" + position)
                        .path("depositedOn")
                        .stringValue())
                .isEqualTo("2007-01-01");
        assertThat(ledger.ask(chad + "?known=2007-01-31").path("depositedOn").stringValue())
                .isEqualTo("2007-01-01");
    }
}
