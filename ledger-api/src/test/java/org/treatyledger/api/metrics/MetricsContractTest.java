package org.treatyledger.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.treatyledger.api.RunningLedger;

/** What an operator's dashboard reads: names that stay, and figures that move. */
class MetricsContractTest {

    private final RunningLedger ledger = RunningLedger.withRealHistory();

    private String metrics() {
        var answer = ledger.get("/actuator/prometheus", "Authorization", RunningLedger.basic("operator", "operator"));
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private double value(String series) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static double eventually(Supplier<Double> value, double wanted) throws InterruptedException {
        for (var tries = 0; tries < 200 && value.get() != wanted; tries++) {
            Thread.sleep(100);
        }
        return value.get();
    }

    @Test
    void givenAnybody_whenTheyAskForTheMeters_thenOnlyTheOperatorIsAnswered() {
        assertThat(ledger.get("/actuator/prometheus").status()).isEqualTo(401);
        assertThat(ledger.get("/actuator/prometheus", "Authorization", RunningLedger.basic("auditor", "auditor"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void givenARefusal_whenItIsCounted_thenItIsUnderItsCode() {
        var series = "treaty_ledger_commands_total{code=\"already-registered\",outcome=\"refused\"}";
        var before = Double.isNaN(value(series)) ? 0 : value(series);

        ledger.post("/api/v1/treaties", RunningLedger.rules("rome-statute"));

        assertThat(value(series)).isEqualTo(before + 1);
    }

    @Test
    void givenTheRealHistory_whenItIsAsked_thenPartiesLagAndAppendsAreThere() throws InterruptedException {
        var parties =
                ledger.ask("/api/v1/treaties/rome-statute/count").path("count").asDouble();

        assertThat(eventually(() -> value("treaty_ledger_parties{treaty=\"rome-statute\"}"), parties))
                .isEqualTo(parties);
        assertThat(eventually(() -> value("treaty_ledger_projection_lag"), 0)).isZero();
        assertThat(value("treaty_ledger_append_seconds_count")).isPositive();
        assertThat(value("treaty_ledger_append_batch_count")).isPositive();
        assertThat(value("treaty_ledger_log_size")).isEqualTo(value("treaty_ledger_projection_size"));
        assertThat(value("treaty_ledger_sse_clients")).isNotNaN();
        assertThat(value("treaty_ledger_sse_ended_total{reason=\"slow\"}")).isNotNaN();
        ledger.get("/log/checkpoint");
        assertThat(metrics()).contains("treaty_ledger_checkpoint_age_seconds");
    }
}
