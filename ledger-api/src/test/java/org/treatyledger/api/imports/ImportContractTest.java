package org.treatyledger.api.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.projections.web.BodyLimitFilter;
import tools.jackson.databind.JsonNode;

/** Files of acts over HTTP (contract, section 4). */
class ImportContractTest {

    private static final String HEADER = "treaty,action,participant,date,means\n";

    private final RunningLedger ledger = RunningLedger.empty();

    private static List<String> results(JsonNode job) {
        var results = new ArrayList<String>();
        job.path("rows")
                .forEach(row -> results.add(row.path("line").intValue() + " "
                        + row.path("outcome").stringValue()
                        + (row.path("code").isString() ? " " + row.path("code").stringValue() : "")));
        return results;
    }

    @Test
    void givenAFile_whenImported_thenEachRowIsAnsweredAndARefusedOneStopsNoOther() {
        ledger.register("imported");
        var job = ledger.imported(HEADER + """
                imported,sign,SEN,1998-07-18,
                imported,deposit-instrument,SEN,1999-02-02,ratification
                imported,deposit-instrument,IND,1999-02-03,ratification
                nowhere,sign,SEN,1998-07-18,
                imported,deposit-instrument,FJI,1999-13-29,accession
                imported,deposit-instrument,GTM,2012-04-02,accession
                """, false);

        assertThat(job.path("state").stringValue()).isEqualTo("done");
        assertThat(results(job))
                .containsExactly(
                        "2 recorded",
                        "3 recorded",
                        "4 refused ratification-without-signature",
                        "5 refused unknown-treaty",
                        "6 malformed malformed-request",
                        "7 recorded");
        assertThat(job.path("recorded").intValue()).isEqualTo(3);
        assertThat(job.path("refused").intValue()).isEqualTo(2);
        assertThat(job.path("malformed").intValue()).isEqualTo(1);
        assertThat(job.path("processed").intValue())
                .isEqualTo(job.path("total").intValue())
                .isEqualTo(6);
        var refused = job.path("rows").get(2);
        assertThat(refused.path("citation").stringValue()).startsWith("VCLT");
        assertThat(refused.path("remedy").isString()).isTrue();
        assertThat(refused.path("field").stringValue()).isEqualTo("means");
        assertThat(job.path("rows").get(5).path("warnings").toString()).contains("boundary-day");
        var position = job.path("rows").get(1).path("position").longValue();
        assertThat(ledger.ask("/api/v1/events/" + position).path("type").stringValue())
                .isEqualTo("instrument-deposited");
        assertThat(ledger.ask("/api/v1/treaties/imported/count?basis=consented")
                        .path("count")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    void givenATableByState_whenImported_thenItsRowsAreTakenInTheOrderOfTheirDays() {
        ledger.register("by-state");
        var job = ledger.imported(HEADER + """
                by-state,deposit-instrument,SEN,1999-02-02,ratification
                by-state,sign,SEN,1998-07-18,
                by-state,deposit-instrument,GHA,1999-12-20,ratification
                by-state,sign,GHA,1999-12-20,
                """, false);

        assertThat(results(job)).containsExactly("2 recorded", "3 recorded", "4 recorded", "5 recorded");
    }

    @Test
    void givenAFile_whenItIsImportedTwice_thenNothingIsRecordedTwice() {
        ledger.register("twice");
        var csv = HEADER + "twice,sign,SEN,1998-07-18,\ntwice,announce,SEN,1999-02-02,\n";
        var first = ledger.imported(csv, false);
        var version = ledger.ask("/api/v1/treaties/twice").path("version").intValue();
        var again = ledger.imported(csv, false);

        assertThat(results(again)).containsExactly("2 already-recorded", "3 already-recorded");
        assertThat(again.path("rows").get(0).path("position").longValue())
                .isEqualTo(first.path("rows").get(0).path("position").longValue());
        assertThat(ledger.ask("/api/v1/treaties/twice").path("version").intValue())
                .isEqualTo(version);
    }

    @Test
    void givenAnActRecordedAtTheDesk_whenATableHoldsItToo_thenItIsSaidToBeRecordedAlready() {
        ledger.register("desk-first");
        var recorded = ledger.post(
                "/api/v1/treaties/desk-first/actions",
                "{\"action\":\"sign\",\"participant\":\"SEN\",\"date\":\"1998-07-18\",\"note\":\"at the desk\"}");
        var job = ledger.imported(HEADER + "desk-first,sign,SEN,1998-07-18,\ndesk-first,sign,SEN,1998-07-19,\n", false);

        assertThat(results(job)).containsExactly("2 already-recorded", "3 refused already-signed");
        assertThat(job.path("rows").get(0).path("position").longValue())
                .isEqualTo(recorded.json().path("positions").get(0).longValue());
    }

    @Test
    void givenADryRun_whenItEnds_thenItSaysWhatRecordingWillSayAndNothingIsRecorded() {
        ledger.register("dry");
        ledger.register("dry-too");
        var csv = HEADER + """
                dry,sign,SEN,1998-07-18,
                dry,deposit-instrument,SEN,1999-02-02,ratification
                dry,deposit-instrument,SEN,1999-02-03,ratification
                dry,sign,SEN,1998-07-18,
                dry-too,deposit-instrument,IND,1999-02-03,ratification
                """;
        var dry = ledger.imported(csv, true);

        assertThat(ledger.ask("/api/v1/treaties/dry").path("version").intValue())
                .isEqualTo(1);
        assertThat(results(dry))
                .containsExactly(
                        "2 would-be-recorded",
                        "3 would-be-recorded",
                        "4 refused already-consented",
                        "5 already-recorded",
                        "6 refused ratification-without-signature");
        assertThat(results(ledger.imported(csv, false)))
                .isEqualTo(results(dry).stream()
                        .map(line -> line.replace("would-be-recorded", "recorded"))
                        .toList());
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "''; The file is empty.",
                "'treaty,action,date'; The file has a header and no rows.",
                "'treaty,action,participant\\nx,sign,SEN'; The column \"date\" is missing.",
                "'treaty,action,date,colour\\nx,sign,1998-07-18,red'; \"colour\" is not a column.",
                "'treaty,action,date,date\\nx,sign,1998-07-18,'; A column is named twice.",
                "'treaty,action,date\\nx,\"sign,1998-07-18'; This is not CSV",
            })
    void givenAFileThatIsNoTableOfActs_whenSent_thenRefusedAtOnceAndItSaysWhy(String csv, String why) {
        var answer = ledger.upload(csv.replace("\\n", "\n"), false);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("malformed-csv");
        assertThat(answer.json().path("detail").stringValue()).startsWith(why);
        assertThat(answer.json().path("remedy").isString()).isTrue();
    }

    @Test
    void givenBytesThatAreNotUtf8_whenSent_thenRefused() {
        var answer = ledger.send(
                HttpRequest.newBuilder(ledger.uri("/api/v1/imports"))
                        .POST(BodyPublishers.ofByteArray(new byte[] {'a', (byte) 0xE9, '\n'})),
                "Authorization",
                RunningLedger.basic("depositary", "depositary"),
                "Content-Type",
                "text/csv");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").stringValue()).isEqualTo("The file is not UTF-8.");
    }

    @Test
    void givenAMarkOfByteOrderCarriageReturnsAndQuotes_whenImported_thenReadAsMeant() {
        ledger.register("quoted");
        var job = ledger.imported(
                "\uFEFFtreaty,action,participant,date,text\r\n\r\nquoted,announce,SEN,1999-02-02,\"a, \"\"b\"\"\nc\"\r\n",
                false);

        var position = job.path("rows").get(0).path("position").longValue();
        assertThat(ledger.ask("/api/v1/events/" + position)
                        .path("event")
                        .path("text")
                        .stringValue())
                .isEqualTo("a, \"b\"\nc");
    }

    @Test
    void givenAKey_whenTheFileIsSentAgain_thenItIsTheSameImport_andAnotherFileIsRefused() {
        ledger.register("keyed");
        var csv = HEADER + "keyed,sign,SEN,1998-07-18,\n";
        var first = ledger.upload(csv, false, "Idempotency-Key", "import-1");
        var again = ledger.upload(csv, false, "Idempotency-Key", "import-1");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        var other = ledger.upload(csv, true, "Idempotency-Key", "import-1");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().path("code").stringValue()).isEqualTo("command-id-reused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reviewer", "auditor", "operator"})
    void givenAnotherRole_whenItSendsAFile_thenDenied(String user) {
        var answer = ledger.send(
                HttpRequest.newBuilder(ledger.uri("/api/v1/imports")).POST(BodyPublishers.ofString(HEADER)),
                "Authorization",
                RunningLedger.basic(user, user),
                "Content-Type",
                "text/csv");

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void givenAnotherTypeOfBody_whenSent_thenRefused() {
        assertThat(ledger.post("/api/v1/imports", "{}").status()).isEqualTo(415);
    }

    @Test
    void givenMoreThanOrdinaryRequestsMayHave_whenAFileIsSent_thenItIsRead() {
        var row = "nowhere,sign,SEN,1998-07-18,\n";
        var csv = HEADER + row.repeat(BodyLimitFilter.MOST_BYTES / row.length() + 1);

        assertThat(csv.length()).isGreaterThan(BodyLimitFilter.MOST_BYTES);
        assertThat(ledger.upload(csv, true).status()).isEqualTo(202);
    }

    @Test
    void givenNoSuchImport_whenAsked_thenNotFound() {
        assertThat(ledger.get("/api/v1/imports/1").status()).isEqualTo(404);
        assertThat(ledger.get("/api/v1/imports/00000000-0000-0000-0000-000000000000")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void givenAnImport_whenAskedForCsv_thenOneLineARow() {
        ledger.register("as-csv");
        var job = ledger.imported(HEADER + "as-csv,sign,SEN,1998-07-18,\n", true);
        var place = "/api/v1/imports/" + job.path("id").stringValue();
        assertThat(ledger.get(place, "Accept", "text/csv").body())
                .startsWith("line,treaty,action,participant,date,outcome,position,code");
    }
}
