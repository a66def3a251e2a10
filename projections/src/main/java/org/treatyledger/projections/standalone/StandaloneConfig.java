package org.treatyledger.projections.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.LogKey;
import org.treatyledger.core.verify.HttpLog;
import org.treatyledger.projections.feed.FollowedLog;
import org.treatyledger.projections.feed.FollowedLog.Target;
import org.treatyledger.projections.feed.StandaloneFeed;
import org.treatyledger.projections.live.LiveUpdates;
import org.treatyledger.projections.register.Migrations;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.register.RegisterRows;

/** The parts of the process, put together. */
@Configuration(proxyBeanMethods = false)
class StandaloneConfig {

    /** The tables are there once this bean is. */
    record Migrated(DataSource database) {}

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Migrated migrated(DataSource database) {
        Migrations.run(database, "readmodel");
        return new Migrated(database);
    }

    @Bean
    HttpLog httpLog(ProjectionsSettings settings) {
        return new HttpLog(settings.log().url());
    }

    @Bean
    FollowedLog followedLog(HttpLog source, ProjectionsSettings settings) {
        return new FollowedLog(source, keys(source, settings.log().key()));
    }

    private static Supplier<List<LogKey>> keys(HttpLog source, @Nullable String given) {
        if (given != null && !given.isBlank()) {
            var keys = parsed(given);
            return () -> keys;
        }
        return () -> {
            try {
                return parsed(source.keys());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static List<LogKey> parsed(String keys) {
        return Stream.of(keys.strip().split("\\s+", -1)).map(LogKey::parse).toList();
    }

    @Bean
    StandaloneFeed standaloneFeed(
            FollowedLog log, Register register, RegisterRows rows, LiveUpdates updates, ProjectionsSettings settings) {
        var kafka = settings.kafka();
        var bootstrap = kafka.bootstrap() == null || kafka.bootstrap().isBlank() ? null : kafka.bootstrap();
        return new StandaloneFeed(log, new RegisterTarget(register, rows, updates), bootstrap, kafka.topic());
    }

    /** The register, and those who watch it. */
    private record RegisterTarget(Register register, RegisterRows rows, LiveUpdates updates) implements Target {

        @Override
        public Frontier frontier() {
            return rows.frontier();
        }

        @Override
        public void apply(List<LedgerEntry> entries) {
            register.apply(entries);
            updates.changed(entries);
        }
    }
}
