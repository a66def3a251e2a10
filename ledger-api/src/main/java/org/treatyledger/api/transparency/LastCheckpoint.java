package org.treatyledger.api.transparency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The last checkpoint given out, kept outside the database in {@code LEDGER_HOME/last-checkpoint}: a database that was
 * restored from an older copy is found out by it.
 */
public final class LastCheckpoint {

    private final Path file;

    public LastCheckpoint(Path home) {
        this.file = home.toAbsolutePath().resolve("last-checkpoint");
    }

    /** The signed note, or none where none was given out yet. */
    public Optional<String> read() {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The last checkpoint in " + file + " cannot be read", e);
        }
    }

    /** Keeps the note before it is given out: durable, and the old one or the new one but never half of it. */
    void write(String note) {
        var fresh = file.resolveSibling("last-checkpoint.new");
        try {
            try (var channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                channel.write(StandardCharsets.UTF_8.encode(note));
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The last checkpoint cannot be kept in " + file, e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
