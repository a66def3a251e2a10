package org.treatyledger.api.backup;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import org.treatyledger.api.embedded.EmbeddedPostgres;
import org.treatyledger.api.log.StoredRows;
import org.treatyledger.api.transparency.LastCheckpoint;
import org.treatyledger.api.transparency.LogKeys;
import org.treatyledger.api.transparency.StartupCheck;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;

/**
 * A home made of a copy, and looked at as an auditor would: each file is what it was, the database replays its log, the
 * check of a start passes, and every entry is read and hashed to the root of the head.
 */
final class Restore {

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
     * Makes the home, and checks it.
     *
     * @param checkpoint a signed note that was given out, to be compared with what is restored; null for the copy's own
     * @throws Damaged where the copy is not whole
     * @throws FileAlreadyExistsException where the home is there
     * @throws StartupCheck.Refused where what is restored is not the log that the checkpoint speaks of; the home stays, and
     *     no ledger starts on it
     */
    Restored restore(Path copy, Path home, @Nullable Path checkpoint) throws IOException {
        if (Files.exists(home)) {
            throw new FileAlreadyExistsException(home.toString());
        }
        assertWhole(copy);
        var part = home.resolveSibling(home.getFileName() + ".partial");
        FileSystemUtils.deleteRecursively(part);
        FileSystemUtils.copyRecursively(copy, part);
        Files.delete(part.resolve(Manifest.FILE));
        closeToOthers(part);
        if (checkpoint != null) {
            Files.copy(checkpoint, part.resolve("last-checkpoint"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
        return check(home);
    }

    private static void assertWhole(Path copy) throws IOException {
        if (!Files.exists(copy.resolve(Manifest.FILE))) {
            throw new Damaged("There is no whole copy in " + copy + ": its " + Manifest.FILE + " is missing.");
        }
        var wrong = Manifest.of(copy).firstWrong(copy);
        if (wrong.isPresent()) {
            throw new Damaged("The file " + wrong.get() + " of the copy is missing, or is not what it was.");
        }
    }

    private static void closeToOthers(Path home) throws IOException {
        try (var files = Files.walk(home)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.setPosixFilePermissions(
                        file,
                        java.nio.file.attribute.PosixFilePermissions.fromString(
                                Files.isDirectory(file) ? "rwx------" : "rw-------"));
            }
        }
    }

    private Restored check(Path home) throws IOException {
        try (var postgres = EmbeddedPostgres.start(home);
                var database = connected(postgres)) {
            new StartupCheck(database, new LastCheckpoint(home), LogKeys.load(home)).run();
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
