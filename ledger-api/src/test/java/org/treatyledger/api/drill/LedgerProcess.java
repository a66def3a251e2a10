package org.treatyledger.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.treatyledger.api.ChildClassPath;
import org.treatyledger.api.ChildJvm;
import org.treatyledger.api.FreePort;
import org.treatyledger.api.LedgerApplication;
import org.treatyledger.api.embedded.PreparedPostgres;

/** The ledger as a process of its own, to be killed. */
public final class LedgerProcess implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofSeconds(90);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Path home;
    private final int port;
    private final ChildJvm process;

    /** Starts a ledger that begins empty. */
    public LedgerProcess(Path home) {
        this(home, Map.of());
    }

    /** Starts one with further variables in its environment. */
    public LedgerProcess(Path home, Map<String, String> settings) {
        this(home, settings, LedgerApplication.class, List.of());
    }

    /** Starts one that can be told to halt: {@link #startAndHalt}. */
    static LedgerProcess halting(Path home, Map<String, String> settings) {
        return new LedgerProcess(home, settings, HaltingLedger.class, HaltingLedger.options());
    }

    /** Starts one with that much heap, that ends itself where it is too little. */
    static LedgerProcess withHeap(Path home, int megabytes, Map<String, String> settings) {
        var options = List.of("-Xmx" + megabytes + "m", "-XX:+ExitOnOutOfMemoryError");
        return new LedgerProcess(home, settings, LedgerApplication.class, options);
    }

    private LedgerProcess(Path home, Map<String, String> settings, Class<?> program, List<String> options) {
        this.home = settings.containsKey("LEDGER_DATABASE_URL") ? home : PreparedPostgres.in(home);
        this.port = FreePort.any();
        var environment = new HashMap<>(Map.of(
                "LEDGER_HOME",
                home.toString(),
                "LEDGER_PORT",
                Integer.toString(port),
                "LEDGER_SEED",
                "none",
                "LEDGER_PASSWORD_DEPOSITARY",
                "depositary"));
        environment.putAll(settings);
        this.process = new ChildJvm(program, options, List.of(), environment, log());
    }

    /** Lets all that are started after it start sooner; worth it where many are. */
    static void prepareQuickStarts(Path folder) throws IOException {
        ChildClassPath.archive(folder, () -> {
            var training = new LedgerProcess(Files.createDirectory(folder.resolve("training")));
            training.awaitReady();
            training.process.end(READY_LIMIT); // writes the archive
        });
    }

    private Path log() {
        return home.resolve("ledger.log");
    }

    /** The address of a path. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Waits until commands are accepted and projections have caught up. */
    public void awaitReady() {
        var deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("The ledger did not become ready; see " + log());
            }
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS))
                    .join();
        }
    }

    /** Whether it is, now. */
    boolean isReady() {
        try {
            var request = HttpRequest.newBuilder(uri("/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    /** The process. */
    ChildJvm process() {
        return process;
    }

    /** SIGKILL to the JVM; the database goes with it by its watchdog. A new process starts on the same home. */
    void killAndRestart() {
        process.kill();
        process.restart();
    }

    /** Starts it anew, and waits until it has halted at that place. The one before has to be gone. */
    void startAndHalt(FailPoint point, int nth) throws IOException {
        HaltingLedger.next(home, point, nth);
        process.restart();
        assertThat(process.awaitEnd(READY_LIMIT))
                .as("the ledger halts at %s, number %d; see %s", point, nth, log())
                .hasValue(Halt.STATUS);
    }

    /** Its PostgreSQL. */
    ProcessHandle postmaster() throws IOException {
        var pid =
                Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    /** SIGKILL to PostgreSQL and its children; the ledger is expected to bring it back. */
    void killDatabase() throws IOException {
        var postmaster = postmaster();
        var children = postmaster.children().toList();
        postmaster.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        process.close();
    }
}
