package org.treatyledger.api.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** Random passwords, each kept in a file that only its owner can read. */
final class Secret {

    private static final int BYTES = 24;

    private Secret() {}

    /**
     * The password kept in {@code file}; a new one of 192 random bits is made and kept there if the file is missing.
     */
    static String keptIn(Path file) throws IOException {
        if (!Files.exists(file)) {
            var random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        }
        return Files.readString(file).strip();
    }

    /** Writes a file that appears whole or not at all, on the disk before this returns, readable by its owner only. */
    static void write(Path file, String secret) throws IOException {
        var part = DatabaseFolder.partOf(file);
        var owners = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel =
                FileChannel.open(part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owners)) {
            var content = ByteBuffer.wrap((secret + "\n").getBytes(StandardCharsets.UTF_8));
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        DatabaseFolder.finish(part, file);
    }
}
