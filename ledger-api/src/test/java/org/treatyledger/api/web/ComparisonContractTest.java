package org.treatyledger.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.RunningLedger.Answer;
import tools.jackson.databind.JsonNode;

/** Published tables compared with the real history over HTTP, by anybody. */
class ComparisonContractTest {

    private static final String ROME = "/api/v1/treaties/rome-statute";

    /** As a status table of the United Nations is printed, the date of E1 among them. */
    private static final String AS_THE_UNITED_NATIONS_PRINT = """
            Participant,Signature,"Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)"
            Afghanistan,,10 Feb 2003 a
            Montenegro 3,,23 Oct 2006 d
            Netherlands (Kingdom of the) [4],18 Jul 1998,17 Jul 2001 A
            Ukraine,20 Jan 2000,25 Oct 2024
            United States of America,31 Dec 2000,
            """;

    private final RunningLedger ledger = RunningLedger.withRealHistory();

    private Answer compare(String question, String table, String... headers) {
        var all = new ArrayList<>(List.of("Content-Type", "text/csv"));
        all.addAll(List.of(headers));
        var request = HttpRequest.newBuilder(ledger.uri(question)).POST(BodyPublishers.ofString(table));
        return ledger.send(request, all.toArray(String[]::new));
    }

    private static String excerpt(String more) {
        return ROME + "/comparisons?excerpt=true" + more;
    }

    private static List<String> codes(JsonNode answer) {
        var codes = new ArrayList<String>();
        answer.path("discrepancies").forEach(row -> codes.add(row.path("code").stringValue()));
        return codes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"rome-statute", "apic", "rome-statute-a", "rome-statute-c", "rome-statute-g"})
    void givenOurOwnTable_whenItComesBack_thenEveryRowAgrees(String treaty) {
        var path = "/api/v1/treaties/" + treaty;
        var ours = ledger.get(path + "/participants", "Accept", "text/csv").body();
        var answer = compare(path + "/comparisons", ours).json();

        assertThat(answer.path("totals").path("rows").intValue()).isGreaterThan(15);
        assertThat(answer.path("discrepancies").toString()).isEqualTo("[]");
        var spoilt = ours.replaceFirst("20(\\d\\d)-", "19$1-");
        assertThat(codes(compare(path + "/comparisons", spoilt).json()))
                .as("the control")
                .contains("year-typo");
    }

    @Test
    void givenATableAsTheUnitedNationsPrintThem_whenCompared_thenItIsUnderstoodAndAgrees() {
        var answer = compare(excerpt(""), AS_THE_UNITED_NATIONS_PRINT).json();

        assertThat(answer.path("discrepancies").toString()).isEqualTo("[]");
        assertThat(answer.path("totals").path("agree").intValue()).isEqualTo(5);
        assertThat(answer.path("totals").path("datesCompared").path("deposit").intValue())
                .isEqualTo(4);
        var wrong = AS_THE_UNITED_NATIONS_PRINT.replace("17 Jul 2001 A", "17 Jul 2001");
        assertThat(codes(compare(excerpt(""), wrong).json())).containsExactly("means-differ");
    }

    @Test
    void givenAWrongMonth_whenCompared_thenTheRowHasTheArithmeticAndItsEvidence() {
        var answer = compare(excerpt(""), "State,Deposit,Entry into force\nGuatemala,2 April 2012,1 June 2012\n")
                .json();

        var row = answer.path("discrepancies").path(0);
        assertThat(row.path("line").intValue()).isEqualTo(2);
        assertThat(row.path("participant").stringValue()).isEqualTo("GTM");
        assertThat(row.path("code").stringValue()).isEqualTo("first-of-month-forgotten");
        assertThat(row.path("ours").stringValue()).isEqualTo("2012-07-01");
        assertThat(row.path("theirs").stringValue()).isEqualTo("1 June 2012");
        assertThat(row.path("sentence").stringValue()).contains("60th day after is 1 June 2012");
        var evidence = row.path("evidence").path(0).longValue();
        assertThat(ledger.ask("/api/v1/events/" + evidence).toString()).contains("GTM", "2012-04-02");
        assertThat(answer.path("on").isMissingNode() || answer.path("position").isMissingNode())
                .as("how it was asked")
                .isFalse();
        assertThat(answer.path("totals")
                        .path("byCode")
                        .path("first-of-month-forgotten")
                        .intValue())
                .isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'',                                   listed-though-withdrawn",
        "&on=2016-01-01,                       ''",
        "&on=2004-09-20,                       no-consent",
        "&known=2004-09-20,                    no-consent",
        "&position=8,                          unknown-in-ledger"
    })
    void givenThreeClocks_whenBurundiIsCompared_thenTheyDecideWhatTheLedgerKnows(String clocks, String code) {
        var found =
                codes(compare(excerpt(clocks), "iso3,deposit\nBDI,2004-09-21\n").json());

        assertThat(String.join(" ", found)).isEqualTo(code);
    }

    @Test
    void givenAWholeTable_whenSomebodyIsMissing_thenItIsSaidUnlessItIsAnExcerpt() {
        var whole = compare(ROME + "/comparisons", "State,Deposit\nUkraine,2024-10-25\n")
                .json();

        assertThat(whole.path("totals").path("missing").intValue()).isEqualTo(124);
        assertThat(codes(whole)).hasSize(124).containsOnly("missing-in-table");
        assertThat(codes(compare(excerpt(""), "State,Deposit\nUkraine,2024-10-25\n")
                        .json()))
                .isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Foo,Bar | No column names the participant",
                "State,Comment | No column can be compared",
                "State,Deposit,Ratification | Several columns could be the deposit",
                "'' | The table is empty",
                "State,\"Deposit | The table is no CSV"
            })
    void givenHeadersThatLeaveADoubt_whenCompared_thenAProblemNamesWhatIsMissingAndARemedy(String table, String why) {
        var answer = compare(excerpt(""), table.isEmpty() ? "\n" : table + "\nUKR,1\n");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("unreadable-table");
        assertThat(answer.json().path("detail").stringValue()).contains(why);
        assertThat(answer.json().path("remedy").stringValue()).isNotBlank();
    }

    @Test
    void givenHeadersOfOnesOwn_whenTheColumnsAreNamed_thenTheTableIsUnderstood() {
        var table = "Wer;Wann;Ab wann\nUkraine;25.10.2024;01.02.2025\n";
        var columns = "participant:Wer;deposit:Wann;entryIntoForce:Ab wann";
        var answer = compare(excerpt("&columns=" + URLEncoder.encode(columns, StandardCharsets.UTF_8)), table)
                .json();

        assertThat(codes(answer)).containsExactly("first-of-month-twice");
        assertThat(compare(excerpt("&columns=deposit:Nowhere"), table)
                        .json()
                        .path("detail")
                        .stringValue())
                .contains("no column \"Nowhere\"");
        assertThat(compare(excerpt("&columns=nothing:Wer"), table)
                        .json()
                        .path("detail")
                        .stringValue())
                .contains("maps no column");
    }

    @Test
    void givenOtherForms_whenAsked_thenTheAnswerIsCsvOrText() {
        var table = "State,Deposit,Entry into force\nGuatemala,2 April 2012,1 June 2012\n";
        var csv = compare(excerpt(""), table, "Accept", "text/csv");
        var text = compare(excerpt(""), table, "Accept", "text/plain");

        assertThat(csv.body()).startsWith("line,written,participant,name,code,").contains("GTM");
        assertThat(text.body()).contains("0 of 1 rows agree, 1 discrepancy.", "line 2, Guatemala: first-of-month");
        assertThat(text.header("Discrepancies")).isEqualTo("1");
    }

    @Test
    void givenTooMuchOrAnUnknownTreatyOrOtherBytes_whenCompared_thenItIsRefused() {
        var line = "Ukraine,2024-10-25\n";
        var bytes = "State,Deposit\n" + line.repeat(14_000);
        assertThat(compare(excerpt(""), bytes).status()).isEqualTo(413);
        assertThat(compare(excerpt(""), "State,Deposit\n" + line.repeat(2_001))
                        .json()
                        .path("detail")
                        .stringValue())
                .contains("more than 2000 rows");
        assertThat(compare(excerpt(""), "State,Deposit\n" + line.repeat(2_000)).status())
                .as("the control")
                .isEqualTo(200);
        assertThat(compare("/api/v1/treaties/nothing/comparisons", line).status())
                .isEqualTo(404);
        var latin = HttpRequest.newBuilder(ledger.uri(excerpt("")))
                .POST(BodyPublishers.ofByteArray(
                        "State,Deposit\nTürkiye,2001-01-01\n".getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(ledger.send(latin, "Content-Type", "text/csv")
                        .json()
                        .path("detail")
                        .stringValue())
                .contains("UTF-8");
    }

    @Test
    void givenAComparison_whenItIsDone_thenTheLogHasNotGrown() {
        var before = ledger.ask(ROME + "/count").path("checkpoint").longValue();
        compare(excerpt(""), "State,Deposit\nUkraine,2024-10-26\n");
        assertThat(ledger.ask(ROME + "/count").path("checkpoint").longValue()).isEqualTo(before);
    }
}
