package org.treatyledger.api.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the operating system tells about a running process, a child of ours or not. A zombie is not running:
 * {@link ProcessHandle} calls it alive, and where nobody reaps orphans it stays for ever.
 *
 * @param command the command line, parts joined by one space; empty if it cannot be read
 * @param workingFolder where it works, or null if that cannot be known; PostgreSQL works in its data folder
 */
record ObservedProcess(long pid, String command, @Nullable Path workingFolder) {

    private static final Path PROC = Path.of("/proc");
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    /** Whose database a process serves. */
    enum Service {
        OURS,
        NOT_OURS,
        UNKNOWN
    }

    /** The running process of that number, if there is one. */
    static Optional<ObservedProcess> look(long pid) {
        return Files.isDirectory(PROC.resolve("self")) ? lookInProc(pid) : askPs(pid);
    }

    static boolean isRunning(long pid) {
        return look(pid).isPresent();
    }

    /** Running processes that work in {@code folder}, as far as the operating system shows that. */
    static List<ObservedProcess> workingIn(Path folder) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> folder.equals(workingFolder(pid)))
                .flatMap(pid -> look(pid).stream())
                .toList();
    }

    /** Whether this is a server on {@code data}; {@code UNKNOWN} unless either answer can be proved. */
    Service serviceOf(Path data) {
        if (data.equals(workingFolder) || (command + " ").contains(" -D " + data + " ")) {
            return Service.OURS;
        }
        if (command.isBlank()) {
            return Service.UNKNOWN;
        }
        var serverOfUnknownFolder = workingFolder == null && command.contains("postgres") && !command.contains(" -D ");
        return serverOfUnknownFolder ? Service.UNKNOWN : Service.NOT_OURS;
    }

    private static Optional<ObservedProcess> lookInProc(long pid) {
        var folder = PROC.resolve(Long.toString(pid));
        try {
            var stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
            // The name in parentheses may itself hold parentheses; the state follows the last one.
            var state = stat.charAt(stat.lastIndexOf(')') + 2);
            if (state == 'Z' || state == 'X') {
                return Optional.empty();
            }
            var command = Files.readString(folder.resolve("cmdline"))
                    .replace('\0', ' ')
                    .strip();
            return Optional.of(new ObservedProcess(pid, command, workingFolder(pid)));
        } catch (IOException e) {
            return Files.exists(folder) ? Optional.of(new ObservedProcess(pid, "", null)) : Optional.empty();
        }
    }

    private static @Nullable Path workingFolder(long pid) {
        try {
            return Files.readSymbolicLink(PROC.resolve(Long.toString(pid)).resolve("cwd"));
        } catch (IOException e) {
            return null;
        }
    }

    private static Optional<ObservedProcess> askPs(long pid) {
        var answer = Command.run(
                ANSWER_LIMIT, List.of("ps", "-ww", "-o", "stat=", "-o", "command=", "-p", Long.toString(pid)));
        var line = answer.output().strip();
        if (!answer.succeeded() || line.isEmpty() || line.startsWith("Z")) {
            return Optional.empty();
        }
        var space = line.indexOf(' ');
        var command = space < 0 ? "" : line.substring(space).strip();
        return Optional.of(new ObservedProcess(pid, command, null));
    }
}
