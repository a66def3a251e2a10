package org.treatyledger.api;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.treatyledger.api.log.Checkpoints;
import org.treatyledger.api.log.NodeSignals;
import org.treatyledger.api.log.PostgresEventLog;
import org.treatyledger.api.log.Tiles;
import org.treatyledger.api.transparency.CheckpointPublisher;
import org.treatyledger.api.transparency.LastCheckpoint;
import org.treatyledger.api.transparency.LogKeys;
import org.treatyledger.api.transparency.LogProofs;
import org.treatyledger.api.transparency.PublicLog;
import org.treatyledger.api.transparency.StartupCheck;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.projections.register.Migrations;

/** The ledger's parts, put together. */
@Configuration(proxyBeanMethods = false)
class LedgerConfig {

    /** The tables are there once this bean is. */
    record Migrated(DataSource database) {}

    /** The log is sound, as far as a start can see, once this bean is. */
    record Checked(DataSource database) {}

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean(destroyMethod = "close")
    LedgerDatabase ledgerDatabase(LedgerSettings settings) {
        return LedgerDatabase.of(settings);
    }

    /** Two histories: the log's is precious and only goes forward, the read model's can be thrown away. */
    @Bean
    Migrated migrated(DataSource database) {
        Migrations.run(database, "ledger");
        Migrations.run(database, "readmodel");
        return new Migrated(database);
    }

    @Bean
    LogKeys logKeys(LedgerSettings settings, Migrated migrated, LastCheckpoint last) {
        return LogKeys.load(
                settings.home(),
                settings.log().name(),
                () -> last.read().isPresent()
                        || new Checkpoints(migrated.database()).last().isPresent());
    }

    @Bean
    LastCheckpoint lastCheckpoint(LedgerSettings settings) {
        return new LastCheckpoint(settings.home());
    }

    /** Nothing is written before the log agrees with what was given out of it. */
    @Bean
    Checked checked(Migrated migrated, LastCheckpoint last, LogKeys keys) {
        new StartupCheck(migrated.database(), last, keys).run();
        return new Checked(migrated.database());
    }

    @Bean
    PostgresEventLog eventLog(Checked checked, Clock clock, EntryCodec codec) {
        return new PostgresEventLog(checked.database(), clock, codec);
    }

    /** Of several nodes on one database, each hears of what the others append. */
    @Bean
    NodeSignals nodeSignals(Checked checked, PostgresEventLog log) {
        var signals = new NodeSignals(checked.database());
        log.onAppended(signals::appended);
        return signals;
    }

    @Bean
    Tiles tiles(Checked checked) {
        return new Tiles(checked.database());
    }

    @Bean
    CheckpointPublisher checkpointPublisher(
            Checked checked, EventLog log, Tiles tiles, LastCheckpoint last, LogKeys keys, Clock clock) {
        return new CheckpointPublisher(log, tiles, new Checkpoints(checked.database()), last, keys, clock);
    }

    @Bean
    LogProofs logProofs(PublicLog log) {
        return new LogProofs(log);
    }

    @Bean
    PublicLog publicLog(CheckpointPublisher publisher, Tiles tiles) {
        return new PublicLog(publisher, tiles);
    }
}
