package org.treatyledger.api.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;

/**
 * A copy of a home's database, also while it is written to: what was committed before it began is in it. The files that
 * are read one after the other fit together by the write-ahead log that is taken along, which the next start replays.
 *
 * <p>Source: PostgreSQL 18, section 25.3.4, "Making a Base Backup Using the Low Level API"; the programs for it do not come
 * along with the embedded server.
 */
public final class BaseBackup {

    private static final String DATA = "postgres/data";
    private static final String CONTROL = "global/pg_control";

    /** What belongs to the server that runs, or is made anew by the copy's. */
    private static final Set<String> LEFT_OUT =
            Set.of("postmaster.pid", "postmaster.opts", "backup_label", "backup_label.old", "tablespace_map");

    private static final Set<String> LEFT_EMPTY = Set.of(
            "pg_wal",
            "pg_dynshmem",
            "pg_notify",
            "pg_replslot",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private static final Set<String> TEMPORARY = Set.of("pgsql_tmp", "pg_internal.init");

    private final Path data;
    private final BackupTarget target;

    private BaseBackup(Path data, BackupTarget target) {
        this.data = data;
        this.target = target;
    }

    /**
     * Copies the database of a home; one that does not run is started for it.
     *
     * @throws EmbeddedPostgresException where the home has none, or it cannot be copied
     */
    public static void take(Path home, BackupTarget target) throws IOException {
        if (!Files.isDirectory(home.resolve(DATA))) {
            throw new EmbeddedPostgresException("There is no database in " + home + ".");
        }
        var database = DatabaseFolder.in(home);
        var running = PostmasterFile.read(database.data()).filter(PostmasterFile::ready);
        if (running.isPresent() && isServed(running.get(), database.data())) {
            take(database, running.get().port(), target);
            return;
        }
        try (var started = EmbeddedPostgres.start(home)) {
            take(database, started.port(), target);
        }
    }

    private static boolean isServed(PostmasterFile file, Path data) {
        return ObservedProcess.look(file.pid())
                .filter(process -> process.serviceOf(data) == ObservedProcess.Service.OURS)
                .isPresent();
    }

    private static void take(DatabaseFolder database, int port, BackupTarget target) throws IOException {
        try (var connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                Cluster.SUPERUSER,
                Secret.keptIn(database.superuserPassword()))) {
            new BaseBackup(database.data(), target).take(connection);
        } catch (SQLException e) {
            throw new EmbeddedPostgresException("The database could not be copied: " + e.getMessage(), e);
        }
    }

    /** The slot is gone with the connection; until then no log that the copy needs is reused. */
    private static final String KEEP_LOG = """
            select pg_create_physical_replication_slot('ledger_backup_' || pg_backend_pid(), true, true)
            """;

    private static final String START = """
            select pg_walfile_name(pg_backup_start('ledger', true))
            """;

    private static final String STOP = """
            select pg_walfile_name(lsn), labelfile, spcmapfile
              from pg_backup_stop(false)
            """;

    private void take(Connection connection) throws IOException, SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(KEEP_LOG);
            String first;
            try (var started = statement.executeQuery(START)) {
                started.next();
                first = started.getString(1);
            }
            copy(data, "");
            target.copy(data.resolve(CONTROL), DATA + "/" + CONTROL); // last, as pg_basebackup does
            try (var stopped = statement.executeQuery(STOP)) {
                stopped.next();
                if (!stopped.getString(3).isBlank()) {
                    throw new EmbeddedPostgresException("The database has tablespaces outside its folder.");
                }
                target.write(DATA + "/backup_label", stopped.getString(2).getBytes(StandardCharsets.UTF_8));
                copyLog(first, stopped.getString(1));
            }
        }
    }

    private void copy(Path folder, String name) throws IOException {
        target.folder(DATA + name);
        if (LEFT_EMPTY.contains(name.isEmpty() ? "" : name.substring(1))) {
            return;
        }
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                copyOne(file, name + "/" + file.getFileName());
            }
        } catch (NoSuchFileException e) {
            return; // a database or table that was dropped meanwhile
        }
    }

    private void copyOne(Path file, String name) throws IOException {
        var last = String.valueOf(file.getFileName());
        if (TEMPORARY.stream().anyMatch(last::startsWith)
                || LEFT_OUT.contains(name.substring(1))
                || name.equals("/" + CONTROL)) {
            return;
        }
        if (Files.isDirectory(file)) {
            copy(file, name);
        } else {
            target.copy(file, DATA + name);
        }
    }

    /** Names of segments are in the order of the log. */
    private void copyLog(String first, String last) throws IOException {
        try (var segments = Files.newDirectoryStream(data.resolve("pg_wal"), "[0-9A-F]*")) {
            for (var segment : segments) {
                var name = String.valueOf(segment.getFileName());
                if (name.compareTo(first) >= 0 && name.compareTo(last) <= 0) {
                    target.copy(segment, DATA + "/pg_wal/" + name);
                }
            }
        }
    }
}
