package org.treatyledger.api.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.springframework.util.FileSystemUtils;

/**
 * PostgreSQL's programs unpacked and an empty database created once, for all homes of this JVM: seconds for each of the
 * dozens that tests make. The homes have one password and one identifier of the database, as copies have.
 */
public final class PreparedPostgres {

    private PreparedPostgres() {}

    /** Made at the first use; gone with the JVM. */
    private static final class Once {

        static final DatabaseFolder MADE = make();

        private static DatabaseFolder make() {
            try {
                var home = Files.createTempDirectory("ledger-prepared-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
                EmbeddedPostgres.start(home).close();
                return DatabaseFolder.in(home);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(Path home) {
            try {
                FileSystemUtils.deleteRecursively(home);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** How a file comes to its copy's place. */
    @FunctionalInterface
    private interface Transfer {
        void from(Path file, Path to) throws IOException;
    }

    /** That home, made if it is missing, as its first start would have left it; one that holds a database stays as it is. */
    public static Path in(Path home) {
        try {
            var target = DatabaseFolder.in(Files.createDirectories(home));
            if (!Files.exists(target.data())) {
                // The programs never change; links are no work.
                var programs = Binaries.unpackedIn(Once.MADE).folder();
                tree(programs, target.root().resolve(programs.getFileName()), (file, to) -> Files.createLink(to, file));
                copy(Once.MADE.password(), target.password());
                copy(Once.MADE.superuserPassword(), target.superuserPassword());
                tree(Once.MADE.data(), target.data(), PreparedPostgres::copy);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path file, Path to) throws IOException {
        Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static void tree(Path from, Path to, Transfer transfer) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                copy(folder, to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                var there = to.resolve(from.relativize(file));
                if (attributes.isSymbolicLink()) {
                    Files.createSymbolicLink(there, Files.readSymbolicLink(file));
                } else {
                    transfer.from(file, there);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
