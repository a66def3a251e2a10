package org.treatyledger.api;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the contract's first section, from the environment: {@code LEDGER_HOME}, {@code LEDGER_SEED}, …
 *
 * @param home the folder of everything that must last
 * @param seed {@code rome-statute} or {@code none}
 * @param log the public log
 * @param database a PostgreSQL server instead of the embedded one
 * @param kafka the broker that the log is relayed to
 * @param traces where traces are collected
 * @param password the passwords of the built-in users, where they are given
 */
@ConfigurationProperties("ledger")
public record LedgerSettings(
        @DefaultValue(".ledger") Path home,
        @DefaultValue("rome-statute") String seed,
        @DefaultValue Log log,
        @DefaultValue Database database,
        @DefaultValue Kafka kafka,
        @DefaultValue Traces traces,
        @DefaultValue Password password) {

    /** The log's unique name: the origin of its checkpoints. A log that changes its name is another log. */
    public record Log(
            @DefaultValue("ratification-ledger.local/log") String name) {}

    /** Where another PostgreSQL is, and how to sign in to it. */
    public record Database(
            @Nullable String url,
            @Nullable String user,
            @Nullable String password) {}

    /** The brokers, as {@code host:port} separated by commas, without which nothing is relayed; and the topic. */
    public record Kafka(
            @Nullable String bootstrap,
            @DefaultValue("treaty.actions.v1") String topic) {}

    /** The collector of traces (OTLP over HTTP), such as {@code http://collector:4318}; without it none are made. */
    public record Traces(@Nullable String endpoint) {}

    /** The passwords of the four built-in users; generated where they are not given. */
    public record Password(
            @Nullable String depositary,
            @Nullable String reviewer,
            @Nullable String auditor,
            @Nullable String operator) {}
}
