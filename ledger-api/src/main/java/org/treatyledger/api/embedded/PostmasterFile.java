package org.treatyledger.api.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file {@code postmaster.pid} that a PostgreSQL server keeps in its data folder while it runs.
 *
 * @param pid the server's process
 * @param port the port it listens on, 0 if not yet written
 * @param ready whether it accepts connections
 */
record PostmasterFile(long pid, int port, boolean ready) {

    private static final int PORT_LINE = 3;
    private static final int STATE_LINE = 7;

    /** Larger than any process number of Linux or macOS. */
    private static final String NOBODY = Integer.toString(Integer.MAX_VALUE);

    /** What the file says now; empty if there is none, or it is being written. */
    static Optional<PostmasterFile> read(Path data) {
        try {
            var lines = lines(data);
            if (lines.isEmpty() || lines.getFirst().isBlank()) {
                return Optional.empty();
            }
            var pid = Long.parseLong(lines.getFirst().strip());
            var port = lines.size() > PORT_LINE && !lines.get(PORT_LINE).isBlank()
                    ? Integer.parseInt(lines.get(PORT_LINE).strip())
                    : 0;
            var ready =
                    lines.size() > STATE_LINE && lines.get(STATE_LINE).strip().equals("ready");
            return Optional.of(new PostmasterFile(Math.abs(pid), port, ready));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Makes the file name a process that cannot exist. It is not deleted, because from its other lines PostgreSQL finds
     * out whether a process of the dead server still uses the data, and then refuses to start.
     */
    static void disown(Path data) throws IOException {
        try {
            var lines = new ArrayList<>(lines(data));
            if (lines.isEmpty()) {
                Files.delete(path(data));
                return;
            }
            lines.set(0, NOBODY);
            Files.write(path(data), lines);
        } catch (NoSuchFileException e) {
            return; // The server took it away itself, as it does on a clean stop.
        }
    }

    private static List<String> lines(Path data) throws IOException {
        return Files.readAllLines(path(data));
    }

    private static Path path(Path data) {
        return data.resolve("postmaster.pid");
    }
}
