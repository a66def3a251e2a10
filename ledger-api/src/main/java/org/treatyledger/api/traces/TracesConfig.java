package org.treatyledger.api.traces;

import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.treatyledger.api.LedgerSettings;

/** Traces go to the collector that {@code LEDGER_TRACES_ENDPOINT} names; without one, none are made. */
@Configuration(proxyBeanMethods = false)
class TracesConfig {

    private static final String COLLECTED = "!'${ledger.traces.endpoint:}'.isBlank()";
    private static final String NOT_COLLECTED = "'${ledger.traces.endpoint:}'.isBlank()";

    @Bean
    @ConditionalOnExpression(COLLECTED)
    SpanExporter spanExporter(LedgerSettings settings) {
        return OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.traces().endpoint() + "/v1/traces")
                .build();
    }

    @Bean
    @ConditionalOnExpression(COLLECTED)
    Traces traces(ObservationRegistry observations) {
        return new Traces(observations);
    }

    @Bean
    @ConditionalOnExpression(NOT_COLLECTED)
    Traces noTraces() {
        return Traces.OFF;
    }

    @Bean
    @ConditionalOnExpression(NOT_COLLECTED)
    Sampler nothingIsSampled() {
        return Sampler.alwaysOff();
    }

    @Bean
    MeterFilter stepsAreNotMeters() {
        return MeterFilter.denyNameStartsWith(Traces.PREFIX);
    }
}
