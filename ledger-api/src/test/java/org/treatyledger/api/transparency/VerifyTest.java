package org.treatyledger.api.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.core.verify.VerifyLog;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The auditor's program over HTTP, and answers that carry their proof. */
class VerifyTest {

    private static final String ROME = "/api/v1/treaties/rome-statute";

    private final RunningLedger ledger = RunningLedger.withRealHistory();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private int verify(String... more) {
        said.reset();
        var words = new ArrayList<>(List.of("--key", ledger.get("/log/key").body()));
        words.addAll(List.of(more));
        try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            return new VerifyLog(out, out).run(words.toArray(String[]::new));
        }
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void givenALiveLog_whenVerifiedAndReplayed_thenTheCountIsThatOfThePage() throws IOException {
        var since = folder.resolve("seen");
        Files.writeString(since, ledger.get("/log/checkpoint").body());
        var count = ledger.ask(ROME + "/count?on=2025-06-01").path("count").intValue();

        var code = verify(
                "--url",
                ledger.uri("/log").toString(),
                "--since",
                since.toString(),
                "--save",
                folder.resolve("copy").toString(),
                "--replay",
                "rome-statute",
                "--on",
                "2025-06-01");

        assertThat(code).as(said()).isZero();
        assertThat(said())
                .contains("verified: 693 entries")
                .contains("rome-statute on 2025-06-01: " + count + " in-force");
        assertThat(verify("--folder", folder.resolve("copy").toString())).isZero();
    }

    @Test
    void givenAReceiptOfTheLiveLog_whenVerified_thenTheEntryIsShown() throws IOException {
        var file = folder.resolve("receipt");
        Files.writeString(file, ledger.get("/log/receipt/500").body());

        assertThat(verify("--receipt", file.toString())).isZero();
        assertThat(said()).contains("verified: position 500");
    }

    private int verifyAnswer(String json) throws IOException {
        var file = folder.resolve("answer.json");
        Files.writeString(file, json);
        return verify("--answer", file.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/count?proof=true",
                "/count?proof=true&on=2006-06-03&known=2006-10-22",
                "/count?proof=true&basis=consented&on=2002-04-11",
                "/count?proof=true&basis=signed&position=300",
                "/count?proof=true&on=2019-05-10&known=2019-05-10&view=public",
                "/parties?proof=true&on=2017-10-27",
                "/participants?proof=true",
                "/participants/HUN?proof=true&on=2026-01-01",
            })
    void givenAnAnswerWithItsProof_whenComputedAgainOffline_thenItIsTheSame(String question) throws IOException {
        assertThat(verifyAnswer(ledger.get(ROME + question).body())).as(said()).isZero();
    }

    @Test
    void givenATreatyThatBelongsToAnother_whenItsAnswerIsProved_thenTheParentsActsComeAlong() throws IOException {
        for (var treaty : ledger.ask("/api/v1/treaties").path("treaties")) {
            var question = "/api/v1/treaties/" + treaty.path("treaty").stringValue() + "/count?proof=true";
            assertThat(verifyAnswer(ledger.get(question).body()))
                    .as(question + ": " + said())
                    .isZero();
        }
    }

    @ParameterizedTest(name = "{0}: {1} becomes {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/count?proof=true | \"count\":125 | \"count\":126 | the entries give 125, the answer says 126",
                "/count?proof=true | \"on\":\"20 | \"on\":\"19 | the answer says 125",
                "/participants/HUN?proof=true&on=2026-01-01 | \"status\":\"withdrawing\" | \"status\":\"party\" | HUN, status=withdrawing",
                "/parties?proof=true&on=2017-10-27 | \"participant\":\"AFG\" | \"participant\":\"AGO\" | AGO, status=signatory",
                "/participants/ARM?proof=true | \"entersIntoForceOn\":\"2024-02-01\" | \"entersIntoForceOn\":\"2024-03-01\" "
                        + "| the answer says Row[participant=ARM",
                "/participants/ARM?proof=true | \"depositedOn\":\"2023-11-14\" | \"depositedOn\":\"2023-11-15\" | depositedOn=2023-11-14",
                "/participants/ARM?proof=true | \"means\":\"ratification\" | \"means\":\"accession\" | means=ratification",
                "/participants/ARM?proof=true | \"exitsOn\":null | \"exitsOn\":\"2025-01-01\" | exitsOn=null",
                "/parties?proof=true | \"parties\": | \"participants\": | lists other States",
                "/count?proof=true | \"position\":692 | \"position\":693 | knows more than the checkpoint covers",
            })
    void givenAnAnswerThatWasForged_whenComputedAgainOffline_thenItDoesNotVerify(
            String question, String from, String to, String why) throws IOException {
        var honest = ledger.get(ROME + question).body();
        assertThat(honest).contains(from);

        assertThat(verifyAnswer(honest.replaceFirst(Pattern.quote(from), to))).isEqualTo(1);
        assertThat(said()).contains(why);
    }

    @Test
    void givenAProofWithAnEntryLeftOut_whenVerified_thenTheGapIsNamed() throws IOException {
        var honest = ledger.get(ROME + "/count?proof=true").body();
        var start = honest.indexOf("{\"position\":100,");
        var end = honest.indexOf("{\"position\":101,");
        assertThat(start).isPositive().isLessThan(end);

        assertThat(verifyAnswer(honest.substring(0, start) + honest.substring(end)))
                .isEqualTo(1);
        assertThat(said()).contains("is left out before it");
    }

    @Test
    void givenATreatyThatBelongsToAnother_whenThatOnesEntriesAreLeftOut_thenItDoesNotVerify() throws IOException {
        var honest =
                ledger.get("/api/v1/treaties/rome-statute-a/count?proof=true").body();
        var entries = new ArrayList<String>();
        var json = JsonMapper.shared();
        var answer = (ObjectNode) json.readTree(honest);
        var proof = (ObjectNode) answer.path("proof");
        var kept = json.createArrayNode();
        for (var entry : proof.path("entries")) {
            var text =
                    new String(Base64.getDecoder().decode(entry.path("entry").stringValue()), StandardCharsets.UTF_8);
            if (text.contains("\"stream\":\"treaty/rome-statute\"")) {
                entries.add(text);
            } else {
                kept.add(entry);
            }
        }
        proof.set("entries", kept);
        assertThat(entries).isNotEmpty();

        assertThat(verifyAnswer(answer.toString())).isEqualTo(1);
        assertThat(said()).contains("the entries of rome-statute, which it belongs to, are left out");
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"count\":125, | \"count\":\"125\",",
                "\"count\":125, | \"count\":125.5,",
                "\"count\":125, | ",
                "\"basis\":\"in-force\", | ",
                "\"view\":\"legal\" | \"view\":\"other\"",
            })
    void givenWhatIsNoAnswer_whenVerified_thenItCannotBeRead(String from, String to) throws IOException {
        var honest = ledger.get(ROME + "/count?proof=true").body();
        assertThat(honest).contains(from);

        assertThat(verifyAnswer(honest.replace(from, to == null ? "" : to))).isEqualTo(2);
    }

    @Test
    void givenAnAnswerThatVerifies_thenItIsSaidWhatWasComputedAgain() throws IOException {
        verifyAnswer(ledger.get(ROME + "/parties?proof=true&on=2025-01-01").body());
        assertThat(said()).contains("of 125 participants", "nothing else in the answer was looked at");
    }

    @Test
    void givenAnAnswerWithoutProof_whenVerified_thenItCannotBeRead() throws IOException {
        assertThat(verifyAnswer(ledger.get(ROME + "/count").body())).isEqualTo(2);
    }
}
