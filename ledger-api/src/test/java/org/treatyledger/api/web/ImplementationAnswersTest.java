package org.treatyledger.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.treatyledger.api.RunningLedger;
import tools.jackson.databind.JsonNode;

/** What the register says of the Rome Statute's implementation, from the data that it opens with. */
class ImplementationAnswersTest {

    private static final String RESOURCE = "/api/v1/treaties/rome-statute/implementation";

    private final RunningLedger ledger = RunningLedger.withRealHistory();

    private static JsonNode row(JsonNode answer, String participant) {
        return StreamSupport.stream(answer.path("implementation").spliterator(), false)
                .filter(row -> row.path("participant").stringValue().equals(participant))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void givenTheRealHistory_whenTheMatrixIsAsked_thenEveryPartyHasARowAndTheTotalsAddUp() {
        var answer = ledger.ask(RESOURCE + "?on=2026-11-24");

        var totals = answer.path("totals");
        assertThat(totals.path("parties").intValue()).isEqualTo(125);
        assertThat(totals.path("withLaw").intValue()).isEqualTo(60);
        assertThat(totals.path("none").intValue()).isEqualTo(65);
        assertThat(answer.path("none").size()).isEqualTo(65);
        assertThat(answer.path("implementation").size())
                .as("and Burundi, and the Philippines")
                .isEqualTo(127);
        assertThat(row(answer, "BDI").path("status").stringValue()).isEqualTo("former");
        assertThat(totals.path("areas").path("victims").intValue()).isZero();
    }

    @Test
    void givenUkraine_whenTheDayOfTheReportIsAsked_thenItsLawOfOctober2024IsThereWithItsSource() {
        var before = row(ledger.ask(RESOURCE + "?on=2024-10-15"), "UKR");
        var ukraine = row(ledger.ask(RESOURCE + "?on=2024-11-08"), "UKR");

        assertThat(before.path("uncertain").booleanValue()).isTrue();
        assertThat(ukraine.path("status").stringValue()).as("not a party yet").isEqualTo("contracting");
        var law = ukraine.path("areas").path("criminal-procedure");
        assertThat(law.path("step").stringValue()).isEqualTo("adopted");
        assertThat(law.path("date").stringValue()).isEqualTo("2024-10");
        assertThat(law.path("confidence").stringValue()).isEqualTo("sourced");
        assertThat(law.path("source").stringValue()).contains("ICC-ASP/23/22 para 34");
        assertThat(ukraine.path("areasCovered").size()).isEqualTo(2);
    }

    @Test
    void givenTwoLawsOfOneState_whenAsked_thenEachStandsInItsArea() {
        var austria = row(ledger.ask(RESOURCE), "AUT").path("areas");

        assertThat(austria.path("cooperation").path("date").stringValue()).isEqualTo("2002");
        assertThat(austria.path("criminal-law").path("date").stringValue()).isEqualTo("2014");
        assertThat(row(ledger.ask(RESOURCE), "GBR")
                        .path("areas")
                        .path("criminal-law")
                        .path("steps")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void givenUnverifiedData_whenAnyStepIsShown_thenItsConfidenceIsToo() {
        var steps = 0;
        var unverified = 0;
        for (var row : ledger.ask(RESOURCE).path("implementation")) {
            for (var area : row.path("areas")) {
                for (var step : area.path("steps")) {
                    assertThat(step.path("confidence").stringValue("")).isNotBlank();
                    steps++;
                    unverified += step.path("confidence").stringValue().equals("background, not verified") ? 1 : 0;
                }
            }
        }
        assertThat(steps).isEqualTo(101);
        assertThat(unverified).isEqualTo(99);
    }
}
