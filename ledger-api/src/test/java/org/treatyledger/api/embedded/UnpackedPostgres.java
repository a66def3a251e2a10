package org.treatyledger.api.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.springframework.util.FileSystemUtils;

/** PostgreSQL's programs, unpacked once for all homes of this JVM: seconds for each of the dozens that tests make. */
public final class UnpackedPostgres {

    private UnpackedPostgres() {}

    /** Unpacked at the first use; gone with the JVM. */
    private static final class Once {

        static final Path PROGRAMS = unpack();

        private static Path unpack() {
            try {
                var home = Files.createTempDirectory("ledger-programs-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
                return Binaries.unpackedIn(DatabaseFolder.in(home)).folder();
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

    /** That home, made if it is missing, with the programs in it as its first start would have left them. */
    public static Path in(Path home) {
        try {
            var folder = DatabaseFolder.in(Files.createDirectories(home));
            var target = folder.root().resolve(Once.PROGRAMS.getFileName());
            if (!Files.exists(target)) {
                link(Once.PROGRAMS, target);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void link(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectory(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                var link = to.resolve(from.relativize(file));
                if (attributes.isSymbolicLink()) {
                    Files.createSymbolicLink(link, Files.readSymbolicLink(file));
                } else {
                    Files.createLink(link, file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
