package org.treatyledger.api.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.treatyledger.api.FreePort;

/** Walks the README's commands on a clean clone, as a newcomer would. */
@Tag("drill")
@Timeout(600)
class ReadmeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern COUNT = Pattern.compile("<output[^>]*id=\"count\"[^>]*>(\\d+)</output>");
    private static final Duration BUILD_AND_START = Duration.ofMinutes(8);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void givenACleanClone_whenTheReadmesCommandIsRun_thenThePageShowsTheCountAndSigtermEndsIt(@TempDir Path folder)
            throws Exception {
        Assumptions.assumeTrue(Files.exists(ROOT.resolve(".git")), "only a clone can be cloned");
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("./dev run", "./dev check");
        var clone = folder.resolve("clone");
        assertThat(exec(folder, "git", "clone", "-q", ROOT.toString(), clone.toString()))
                .isZero();
        var port = FreePort.any();
        var log = folder.resolve("run.log");
        var ledger = devRun(clone, folder.resolve("home"), port, log);
        try {
            awaitReady(ledger, port, log);
            assertThat(countOnThePage(port)).isEqualTo("125");
        } finally {
            ledger.destroy();
        }
        assertThat(ledger.waitFor(10, TimeUnit.SECONDS))
                .as("SIGTERM ends everything within 10 s")
                .isTrue();
    }

    private static Process devRun(Path clone, Path home, int port, Path log) throws IOException {
        var builder = new ProcessBuilder("./dev", "run").directory(clone.toFile());
        builder.environment().put("LEDGER_HOME", home.toString());
        builder.environment().put("LEDGER_PORT", Integer.toString(port));
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private void awaitReady(Process ledger, int port, Path log) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + BUILD_AND_START.toNanos();
        while (!isReady(port)) {
            if (!ledger.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("Not ready: " + Files.readString(log));
            }
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(250, TimeUnit.MILLISECONDS))
                    .join();
        }
    }

    private boolean isReady(int port) throws InterruptedException {
        try {
            return answer(port, "/actuator/health/readiness").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private String countOnThePage(int port) throws IOException, InterruptedException {
        var count = COUNT.matcher(get(port, "/"));
        assertThat(count.find()).as("the home page shows a count").isTrue();
        return count.group(1);
    }

    private String get(int port, String path) throws IOException, InterruptedException {
        return answer(port, path).body();
    }

    private HttpResponse<String> answer(int port, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static int exec(Path folder, String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start()
                .waitFor();
    }
}
