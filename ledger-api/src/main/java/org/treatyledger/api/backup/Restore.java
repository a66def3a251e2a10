package org.treatyledger.api.backup;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import org.treatyledger.api.embedded.EmbeddedPostgres;
import org.treatyledger.api.log.StoredRows;
import org.treatyledger.api.transparency.LastCheckpoint;
import org.treatyledger.api.transparency.LogKeys;
import org.treatyledger.api.transparency.StartupCheck;
import org.treatyledger.core.transparency.Checkpoint;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.MalformedLog;

/**
 * A home made of a copy, and looked at as an auditor would: each file is what it was, the database replays its log, the
 * check of a start passes, and every entry is read and hashed to the root of the head.
 */
final class Restore {

    private static final String CLOSED_FOLDER = "rwx------";
    private static final String CLOSED_FILE = "rw-------";
    private static final int PAGE = 1_000;

    /** After how many entries the progress is told. */
    private static final int STEP = 100 * PAGE;

    private final LongConsumer progress;

    /** @param progress is told now and then how many entries have been read */
    Restore(LongConsumer progress) {
        this.progress = progress;
    }

    /**
     * What was found.
     *
     * @param root of the tree over all entries
     */
    record Restored(long entries, Hash root) {}

    /** The copy is not what it was when it was taken. */
    static final class Damaged extends IOException {
        private static final long serialVersionUID = 1L;

        Damaged(String problem) {
            super(problem);
        }
    }

    /**
     * Makes the home in a folder beside it, {@code ….partial}, and gives it its name once all of it was checked.
     *
     * @param checkpoint a signed note that was given out, to be compared with what is restored; null for the copy's own
     * @throws Damaged where the copy is not whole
     * @throws FileAlreadyExistsException where the home is there
     * @throws IOException where the checkpoint is not one of the log that was copied
     * @throws StartupCheck.Refused where what is restored is not the log that the checkpoint speaks of
     */
    Restored restore(Path copy, Path home, @Nullable Path checkpoint) throws IOException {
        if (Files.exists(home)) {
            throw new FileAlreadyExistsException(home.toString());
        }
        if (home.startsWith(copy)) {
            throw new IOException(home + " lies in the copy itself");
        }
        assertWhole(copy);
        if (checkpoint != null) {
            assertOfThisLog(checkpoint, copy);
        }
        var part = home.resolveSibling(home.getFileName() + ".partial");
        FileSystemUtils.deleteRecursively(part);
        Files.createDirectories(part.toAbsolutePath().getParent());
        Files.createDirectory(
                part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(CLOSED_FOLDER)));
        FileSystemUtils.copyRecursively(copy, part);
        Files.delete(part.resolve(Manifest.FILE));
        closeToOthers(part);
        var restored = check(part, checkpoint);
        Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
        return restored;
    }

    private static void assertWhole(Path copy) throws IOException {
        if (!Files.exists(copy.resolve(Manifest.FILE))) {
            throw new Damaged("There is no whole copy in " + copy + ": its " + Manifest.FILE + " is missing.");
        }
        var manifest = Manifest.of(copy);
        if (!manifest.names("postgres/data/PG_VERSION")) {
            throw new Damaged("The manifest of " + copy + " names no database.");
        }
        var wrong = manifest.firstWrong(copy);
        if (wrong.isPresent()) {
            throw new Damaged("The file " + wrong.get() + " of the copy is missing, or is not what it was.");
        }
        var foreign = manifest.firstForeign(copy);
        if (foreign.isPresent()) {
            throw new Damaged("The file " + foreign.get() + " was added to the copy.");
        }
    }

    private static void assertOfThisLog(Path checkpoint, Path copy) throws IOException {
        try {
            Checkpoint.open(Files.readString(checkpoint), LogKeys.load(copy).all());
        } catch (MalformedLog e) {
            throw new IOException(checkpoint + " is not a checkpoint of the log that was copied: " + e.getMessage(), e);
        }
    }

    private static void closeToOthers(Path home) throws IOException {
        try (var files = Files.walk(home)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(Files.isDirectory(file) ? CLOSED_FOLDER : CLOSED_FILE));
            }
        }
    }

    /** The copy's own checkpoint stays: the one that is given may be the older of both. */
    private Restored check(Path home, @Nullable Path checkpoint) throws IOException {
        try (var postgres = EmbeddedPostgres.start(home);
                var database = connected(postgres)) {
            var check = new StartupCheck(database, new LastCheckpoint(home), LogKeys.load(home));
            check.run();
            if (checkpoint != null) {
                check.compareWith(Files.readString(checkpoint), checkpoint.toString());
            }
            return readAll(database);
        }
    }

    private static HikariDataSource connected(EmbeddedPostgres postgres) {
        var settings = new HikariConfig();
        settings.setJdbcUrl(postgres.jdbcUrl());
        settings.setUsername(postgres.user());
        settings.setPassword(postgres.password());
        settings.setMaximumPoolSize(1);
        return new HikariDataSource(settings);
    }

    private Restored readAll(DataSource database) throws IOException {
        var rows = new StoredRows(database);
        var tree = Frontier.EMPTY;
        for (var page = rows.entries(0, PAGE); !page.isEmpty(); page = rows.entries(tree.size(), tree.size() + PAGE)) {
            for (var row : page) {
                if (row.position() != tree.size()) {
                    throw new Damaged("The entry at position " + tree.size() + " is missing.");
                }
                tree = tree.with(Hash.ofLeaf(row.entry().array()));
            }
            if (tree.size() % STEP == 0) {
                progress.accept(tree.size());
            }
        }
        var root = tree.root();
        var head = rows.head().orElseThrow();
        if (head.size() != tree.size() || !Hash.of(head.root().array()).equals(root)) {
            throw new Damaged(
                    "The entries do not have the root of the head; ./dev verify finds the first wrong position.");
        }
        return new Restored(tree.size(), root);
    }
}
