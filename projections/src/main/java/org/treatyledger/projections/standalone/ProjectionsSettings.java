package org.treatyledger.projections.standalone;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings, from the environment: {@code LEDGER_LOG_URL}, {@code LEDGER_LOG_KEY}, {@code LEDGER_KAFKA_BOOTSTRAP}.
 *
 * @param log the log that is followed
 * @param kafka the topic that brings its entries
 */
@ConfigurationProperties("ledger")
public record ProjectionsSettings(
        @DefaultValue Log log, @DefaultValue Kafka kafka) {

    /**
     * The log.
     *
     * @param url its prefix, such as {@code https://example.org/log}
     * @param key its verifier keys, one a line or separated by blanks; where none is given, those that the log names are
     *     believed, which keeps out nothing but mistakes
     */
    public record Log(
            @DefaultValue("http://127.0.0.1:8080/log") String url,
            @Nullable String key) {}

    /** The brokers, without which the log is asked every second; and the topic. */
    public record Kafka(
            @Nullable String bootstrap,
            @DefaultValue("treaty.actions.v1") String topic) {}
}
