package org.treatyledger.api.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.treatyledger.api.FreePort;
import org.treatyledger.api.LedgerApplication;

/** The ledger as a process of its own, to be killed. */
public final class LedgerProcess implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofSeconds(90);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Path home;
    private final int port;
    private final Map<String, String> settings;
    private Process process;

    /** Starts a ledger that begins empty. */
    public LedgerProcess(Path home) {
        this(home, Map.of());
    }

    /** Starts one with further variables in its environment. */
    public LedgerProcess(Path home, Map<String, String> settings) {
        this.settings = settings;
        this.home = home;
        this.port = FreePort.any();
        this.process = launch();
    }

    private Process launch() {
        try {
            var builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx384m",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    LedgerApplication.class.getName());
            builder.environment().put("LEDGER_HOME", home.toString());
            builder.environment().put("LEDGER_PORT", Integer.toString(port));
            builder.environment().put("LEDGER_SEED", "none");
            builder.environment().put("LEDGER_PASSWORD_DEPOSITARY", "depositary");
            builder.environment().putAll(settings);
            return builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            home.resolve("ledger.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of a path. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Waits until commands are accepted and projections have caught up. */
    public void awaitReady() throws InterruptedException {
        var deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("The ledger did not become ready; see " + home.resolve("ledger.log"));
            }
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS))
                    .join();
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(uri("/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The memory that the process holds, of Linux; 0 elsewhere. */
    public long residentMegabytes() throws IOException {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .findFirst()
                            .orElse(0)
                    / 1_024;
        }
    }

    /** SIGKILL to the JVM; the database goes with it by its watchdog. A new process starts on the same home. */
    void killAndRestart() throws InterruptedException {
        process.destroyForcibly().waitFor();
        process = launch();
    }

    /** SIGKILL to PostgreSQL; the ledger is expected to bring it back. */
    void killDatabase() throws IOException {
        var pid =
                Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).getFirst();
        ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("SIGTERM did not end the ledger within 10 seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
