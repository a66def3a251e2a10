package org.treatyledger.api.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.util.FileSystemUtils;

/**
 * The folder {@code postgres} in a ledger's home, and where things lie in it.
 *
 * @param root absolute and free of symbolic links, so that one folder has one name
 */
record DatabaseFolder(Path root) {

    /** A log larger than this, in bytes, is set aside at the next start. */
    private static final long LOG_LIMIT_BYTES = 10L * 1024 * 1024;

    /** The folder in {@code home}, made if it is missing; closed to other users. */
    static DatabaseFolder in(Path home) throws IOException {
        var root = home.toRealPath().resolve("postgres");
        if (!Files.isDirectory(root)) {
            Files.createDirectory(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return new DatabaseFolder(root.toRealPath());
    }

    Path home() {
        return root.resolveSibling(".").normalize();
    }

    Path data() {
        return root.resolve("data");
    }

    Path log() {
        return root.resolve("postgres.log");
    }

    Path password() {
        return root.resolve("password");
    }

    Path superuserPassword() {
        return root.resolve("superuser-password");
    }

    /** A place to make {@code target} in, empty of what an interrupted attempt left; see {@link #finish}. */
    static Path partOf(Path target) throws IOException {
        var part = nameOfPart(target);
        FileSystemUtils.deleteRecursively(part);
        return part;
    }

    static Path nameOfPart(Path target) {
        return target.resolveSibling(target.getFileName() + ".partial");
    }

    /** Gives a finished part its name in one step, so that {@code target} is whole or not there. */
    static void finish(Path part, Path target) throws IOException {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Keeps one earlier log beside the current one once that has grown too large. */
    void rotateLog() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > LOG_LIMIT_BYTES) {
            Files.move(log(), root.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
