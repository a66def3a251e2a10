package org.treatyledger.api.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is made once in the life of a home: the data folder, the role and the database. */
final class Cluster {

    static final String SUPERUSER = "postgres";
    static final String OWNER = "ledger";
    static final String DATABASE = "ledger";

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final Duration INITDB_LIMIT = Duration.ofMinutes(3);

    private Cluster() {}

    /** Makes the data folder unless it is there; an interrupted attempt leaves nothing. */
    static void create(DatabaseFolder database, Binaries binaries, ServerUser user) throws IOException {
        if (Files.exists(database.data())) {
            requirePassword(database);
            user.own(database.data());
            return;
        }
        LOG.info("Creating the database in {}", database.data());
        Postmaster.awaitNobodyIn(DatabaseFolder.nameOfPart(database.data()));
        var part = DatabaseFolder.partOf(database.data());
        user.own(Files.createDirectory(part));
        var password = database.root().resolve("initdb-password");
        try {
            Secret.write(password, Secret.keptIn(database.superuserPassword()));
            user.own(password);
            initdb(binaries, user, part, password);
        } finally {
            Files.deleteIfExists(password);
        }
        DatabaseFolder.finish(part, database.data());
    }

    private static void requirePassword(DatabaseFolder database) {
        if (!Files.exists(database.superuserPassword())) {
            throw new EmbeddedPostgresException("The database in " + database.data() + " is there but "
                    + database.superuserPassword() + " is missing: put that file back from your backup.");
        }
    }

    private static void initdb(Binaries binaries, ServerUser user, Path data, Path password) {
        var initdb = Command.run(
                INITDB_LIMIT,
                user.command(List.of(
                        binaries.program("initdb"),
                        "--pgdata=" + data,
                        "--username=" + SUPERUSER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums",
                        "--no-instructions")));
        if (!initdb.succeeded()) {
            throw new EmbeddedPostgresException("PostgreSQL could not create a database in " + data + ": "
                    + initdb.output().strip());
        }
    }

    /** Makes the ledger's role and database unless they are there; the role owns its database and is no superuser. */
    static void prepare(int port, String superuserPassword, String ownerPassword, boolean passwordIsNew) {
        try (var connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", SUPERUSER, superuserPassword)) {
            if (!exists(connection, "select from pg_roles where rolname = '" + OWNER + "'")) {
                execute(
                        connection,
                        "create role " + OWNER + " login nosuperuser nocreatedb nocreaterole noreplication");
            }
            if (passwordIsNew || hasNoPassword(connection)) {
                // A statement that fails is written to PostgreSQL's log; this one must not be. The server keeps a
                // verifier only.
                execute(connection, "set log_min_error_statement = panic");
                execute(connection, "alter role " + OWNER + " password '" + ownerPassword.replace("'", "''") + "'");
            }
            if (!exists(connection, "select from pg_database where datname = '" + DATABASE + "'")) {
                execute(connection, "create database " + DATABASE + " owner " + OWNER);
            }
        } catch (SQLException e) {
            throw new EmbeddedPostgresException(
                    "The embedded database runs but could not be prepared for the ledger (" + e.getMessage()
                            + "): see postgres.log in its home, and check that the password files there"
                            + " are the ones it was made with.",
                    e);
        }
    }

    private static boolean hasNoPassword(Connection connection) throws SQLException {
        return exists(connection, "select from pg_authid where rolname = '" + OWNER + "' and rolpassword is null");
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
