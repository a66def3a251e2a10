package org.treatyledger.api.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Short-lived programs of the operating system or of PostgreSQL. */
final class Command {

    private Command() {}

    /**
     * What a finished program left.
     *
     * @param exit its exit status; 0 is success
     * @param output standard output and error together
     */
    record Outcome(int exit, String output) {

        boolean succeeded() {
            return exit == 0;
        }
    }

    /**
     * A builder whose program sees none of the caller's {@code PG…} variables, which would change what PostgreSQL does.
     */
    static ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        return builder;
    }

    /**
     * Runs to the end; a program that is missing or takes longer than {@code limit} has failed, with the reason as
     * output.
     */
    static Outcome run(Duration limit, List<String> command) {
        Process process;
        try {
            process = builder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
        } catch (IOException e) {
            return new Outcome(127, String.valueOf(e.getMessage()));
        }
        var output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()), task -> Thread.ofVirtual()
                        .start(task))
                .completeOnTimeout("", limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            if (Deadline.await(limit, () -> !process.isAlive())) {
                return new Outcome(process.exitValue(), output.join());
            }
            return new Outcome(124, command.getFirst() + " did not finish within " + limit.toSeconds() + " s");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(InputStream output) {
        try (output) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Whether a program of that name is on the path. */
    static boolean isThere(String program) {
        return run(Duration.ofSeconds(5), List.of("sh", "-c", "command -v \"$0\"", program))
                .succeeded();
    }
}
