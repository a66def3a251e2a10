package org.treatyledger.api;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import org.treatyledger.api.embedded.EmbeddedPostgres;
import org.treatyledger.api.embedded.PreparedPostgres;
import org.treatyledger.projections.register.Migrations;

/**
 * A real PostgreSQL, started once a JVM, with the log's migrations applied. Register it as a static extension: each test
 * class begins with an empty log, and a test that needs one for itself asks for a {@link #fresh} one.
 *
 * <p>There is one database for all, because the ledger's role may not create others: a fresh log is the old schema
 * dropped and the migrations run again. So test classes that use it cannot run at the same time.
 */
public final class TestDatabase implements BeforeAllCallback {

    private static final int MOST_CONNECTIONS = 16;

    /** Longer than any wait of a test: a machine that stands still for a while is no failure of the ledger. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The schemas that a ledger makes in its database. */
    private static final List<String> SCHEMAS = List.of("ledger", "readmodel", "readmodel_next");

    private @Nullable Server server;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(TestDatabase.class))
                .computeIfAbsent(Server.class, _ -> Server.start(), Server.class);
        server.empty();
    }

    /** The database as it is, connected as the role that owns it. */
    public DataSource dataSource() {
        return server().pool();
    }

    /** The database with an empty log; whatever it held is gone. */
    public DataSource fresh() {
        server().empty();
        return server().pool();
    }

    /** The same with the register's empty tables beside the log's. */
    public DataSource freshWithRegister() {
        var database = fresh();
        Migrations.run(database, "readmodel");
        return database;
    }

    /** Connections to a server that a test has started for itself. */
    public static HikariDataSource poolOf(EmbeddedPostgres postgres) {
        var settings = new HikariConfig();
        settings.setJdbcUrl(postgres.jdbcUrl());
        settings.setUsername(postgres.user());
        settings.setPassword(postgres.password());
        settings.setMaximumPoolSize(MOST_CONNECTIONS);
        settings.setConnectionTimeout(PATIENCE.toMillis());
        // Not none: the pool then looks again, each half a minute, whether it owes somebody a connection.
        settings.setMinimumIdle(1);
        return new HikariDataSource(settings);
    }

    private Server server() {
        if (server == null) {
            throw new IllegalStateException("Register the extension as a static field");
        }
        return server;
    }

    /** The server of this JVM; the root store closes it when the last test is over. */
    private record Server(Path home, EmbeddedPostgres postgres, HikariDataSource pool) implements AutoCloseable {

        static Server start() {
            try {
                var home = Files.createTempDirectory("ledger-test-");
                var postgres = EmbeddedPostgres.start(PreparedPostgres.in(home));
                return new Server(home, postgres, poolOf(postgres));
            } catch (IOException e) {
                throw new IllegalStateException("The test database did not start", e);
            }
        }

        void empty() {
            for (var schema : SCHEMAS) {
                JdbcClient.create(pool)
                        .sql("drop schema if exists " + schema + " cascade")
                        .update();
            }
            // What a connection has prepared speaks of tables that are gone.
            pool.getHikariPoolMXBean().softEvictConnections();
            Migrations.run(pool, "ledger");
        }

        @Override
        public void close() throws IOException {
            pool.close();
            postgres.close();
            FileSystemUtils.deleteRecursively(home);
        }
    }
}
