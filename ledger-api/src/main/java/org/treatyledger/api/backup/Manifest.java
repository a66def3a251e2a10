package org.treatyledger.api.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of a copy with the SHA-256 of each, in the format of {@code sha256sum}: a copy that lay for years can be
 * checked before it is needed.
 */
final class Manifest {

    static final String FILE = "manifest";
    private static final String BETWEEN = "  ";

    private final Map<String, String> digests = new TreeMap<>();

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    void add(String name, MessageDigest digest) {
        digests.put(name, HexFormat.of().formatHex(digest.digest()));
    }

    int files() {
        return digests.size();
    }

    String text() {
        var text = new StringBuilder();
        digests.forEach((name, digest) ->
                text.append(digest).append(BETWEEN).append(name).append('\n'));
        return text.toString();
    }

    /** The manifest of a copy; throws {@link IOException} where there is none, or it cannot be read. */
    static Manifest of(Path copy) throws IOException {
        var manifest = new Manifest();
        for (var line : Files.readAllLines(copy.resolve(FILE))) {
            var at = line.indexOf(BETWEEN);
            if (at < 0) {
                throw new IOException("Not a line of a manifest: " + line);
            }
            manifest.digests.put(line.substring(at + BETWEEN.length()), line.substring(0, at));
        }
        return manifest;
    }

    /** The first file that is missing from the copy or is not what it was; none where all are. */
    Optional<String> firstWrong(Path copy) {
        return digests.entrySet().stream()
                .filter(file -> !file.getValue().equals(digest(copy.resolve(file.getKey()))))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    boolean names(String name) {
        return digests.containsKey(name);
    }

    /** The first file of the copy that the manifest does not name; none where it names all. */
    Optional<String> firstForeign(Path copy) throws IOException {
        try (var files = Files.walk(copy)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> copy.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.equals(FILE) && !names(name))
                    .findFirst();
        }
    }

    private static String digest(Path file) {
        if (!Files.exists(file)) {
            return "";
        }
        try (var in = new DigestInputStream(Files.newInputStream(file), sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
