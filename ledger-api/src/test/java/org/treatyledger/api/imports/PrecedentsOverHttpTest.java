package org.treatyledger.api.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.core.codec.RulesJson;
import org.treatyledger.core.rules.DateRule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The precedents as a stranger would load them: rules registered, acts imported as one file, dates asked over HTTP, in
 * general and State by State. Skipped where the tables do not stand beside the repository.
 */
class PrecedentsOverHttpTest {

    private static final Path FOLDER = Path.of("../../shared/data/precedents");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void givenThePrecedents_whenRegisteredAndImported_thenEachDateIsThePublishedOne() throws IOException {
        assumeTrue(Files.isDirectory(FOLDER), "no precedents beside the repository");
        var precedents = precedents();
        assertThat(precedents).hasSize(22);
        try (var ledger = RunningLedger.start("none")) {
            for (var precedent : parentsFirst(precedents)) {
                var registered =
                        ledger.post("/api/v1/treaties", precedent.path("rules").toString());
                assertThat(registered.status()).as(registered.body()).isEqualTo(201);
            }
            var csv = acts(precedents);
            var dry = ledger.imported(csv, true);
            var job = ledger.imported(csv, false);
            assertThat(job.path("refused").intValue()).as(refusals(job)).isZero();
            assertThat(job.path("recorded").intValue())
                    .isEqualTo(job.path("total").intValue())
                    .isEqualTo(dry.path("wouldBeRecorded").intValue())
                    .isGreaterThan(5_000);
            var states = 0;
            for (var precedent : precedents) {
                checkGeneral(ledger, precedent);
                states += checkEachState(ledger, precedent);
            }
            assertThat(states).as("States whose own date was computed again").isGreaterThan(3_000);
        }
    }

    private static List<JsonNode> precedents() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(file -> JSON.readTree(file.toFile()))
                    .toList();
        }
    }

    private static List<JsonNode> parentsFirst(List<JsonNode> precedents) {
        var ordered = new ArrayList<JsonNode>();
        precedents.stream()
                .filter(one -> one.path("rules").path("parent").isNull())
                .forEach(ordered::add);
        precedents.stream()
                .filter(one -> !one.path("rules").path("parent").isNull())
                .forEach(ordered::add);
        return ordered;
    }

    /** All files as one, each column where its header says. */
    private static String acts(List<JsonNode> precedents) {
        var csv = new StringBuilder();
        for (var precedent : precedents) {
            try {
                var lines = Files.readAllLines(
                        FOLDER.resolve(precedent.path("rules").path("treaty").stringValue() + ".csv"));
                assertThat(lines.getFirst()).isEqualTo("treaty,action,participant,date,means");
                lines.stream().skip(csv.isEmpty() ? 0 : 1).forEach(line -> csv.append(line)
                        .append('\n'));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return csv.toString();
    }

    private static String refusals(JsonNode job) {
        var refused = new ArrayList<String>();
        job.path("rows").forEach(row -> {
            if (row.path("outcome").stringValue().equals("refused")) {
                refused.add(row.toString());
            }
        });
        return String.join("\n", refused);
    }

    private static void checkGeneral(RunningLedger ledger, JsonNode precedent) {
        var treaty = precedent.path("rules").path("treaty").stringValue();
        assertThat(ledger.ask("/api/v1/treaties/" + treaty + "/entry-into-force")
                        .path("entersIntoForceOn")
                        .stringValue())
                .as(treaty)
                .isEqualTo(precedent.path("expected").path("entersIntoForceOn").stringValue());
    }

    /** The later of the State's own date and the treaty's, reckoned here with nothing but the date rule. */
    private static int checkEachState(RunningLedger ledger, JsonNode precedent) {
        var clauses = RulesJson.read(precedent.path("rules"));
        var treaty = clauses.treaty().value();
        var general = LocalDate.parse(
                precedent.path("expected").path("entersIntoForceOn").stringValue());
        var checked = 0;
        for (var row :
                ledger.ask("/api/v1/treaties/" + treaty + "/participants").path("participants")) {
            if (row.path("depositedOn").isString()) {
                DateRule rule = clauses.entryIntoForce().perState();
                var own = rule.from(LocalDate.parse(row.path("depositedOn").stringValue()), general)
                        .orElseThrow();
                assertThat(row.path("entersIntoForceOn").stringValue())
                        .as("%s, %s", treaty, row.path("participant").stringValue())
                        .isEqualTo((own.isBefore(general) ? general : own).toString());
                checked++;
            }
        }
        return checked;
    }
}
