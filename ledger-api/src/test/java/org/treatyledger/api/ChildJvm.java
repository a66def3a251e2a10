package org.treatyledger.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A program of this class path in a process of its own: to be killed, frozen, and started again. */
public final class ChildJvm implements AutoCloseable {

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private Process process;

    /**
     * Starts it.
     *
     * @param options of the JVM, before the class
     * @param log takes what it says; appended to
     */
    public ChildJvm(
            Class<?> main, List<String> options, List<String> arguments, Map<String, String> environment, Path log) {
        var all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        all.addAll(options);
        all.addAll(ChildClassPath.options());
        all.add(main.getName());
        all.addAll(arguments);
        this.command = List.copyOf(all);
        this.environment = Map.copyOf(environment);
        this.log = log;
        this.process = launch();
    }

    private Process launch() {
        try {
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its process number. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs, or is frozen. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** The code that it ended with by itself; none where it still runs after that long, or nobody wants to wait any more. */
    public OptionalInt awaitEnd(Duration patience) {
        try {
            return process.waitFor(patience) ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    /** Starts it anew, with the same command. */
    public void restart() {
        process = launch();
    }

    /** SIGTERM; throws where that does not end it within 10 seconds, and kills it then. */
    @Override
    public void close() {
        end(Duration.ofSeconds(10));
    }

    /** SIGTERM; throws where that does not end it within that time, and kills it then. */
    public void end(Duration patience) {
        process.destroy();
        try {
            if (!process.waitFor(patience)) {
                throw new AssertionError("SIGTERM did not end process " + process.pid() + " within " + patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    /** SIGSTOP to a process and all that it has started: it is there and does nothing, as on a machine without memory. */
    public static void freeze(long pid) {
        signal("-STOP", pid);
    }

    /** SIGCONT to them. */
    public static void thaw(long pid) {
        signal("-CONT", pid);
    }

    private static void signal(String signal, long pid) {
        var command = Stream.concat(
                        Stream.of("kill", signal, Long.toString(pid)),
                        ProcessHandle.of(pid).stream()
                                .flatMap(ProcessHandle::descendants)
                                .map(child -> Long.toString(child.pid())))
                .toList();
        try {
            // One that has ended meanwhile is no failure.
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
