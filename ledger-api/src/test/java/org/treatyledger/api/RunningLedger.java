package org.treatyledger.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import org.treatyledger.api.embedded.PreparedPostgres;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole ledger in this JVM, on an embedded PostgreSQL of its own; one a seed, shared by the tests that only ask. */
public final class RunningLedger implements AutoCloseable {

    private static final ConcurrentHashMap<String, RunningLedger> SHARED = new ConcurrentHashMap<>();
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The user who may record. */
    public static final String DEPOSITARY = "depositary";

    private final ConfigurableApplicationContext context;
    private final Path home;
    private final int port;

    private RunningLedger(String seed, String... more) {
        try {
            var home = Files.createTempDirectory("ledger-home");
            this.home = bringsItsDatabase(more) ? home : PreparedPostgres.in(home);
            this.context = launch(seed, home, more);
            this.port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean bringsItsDatabase(String... settings) {
        return Stream.of(settings).anyMatch(setting -> setting.startsWith("--ledger.database.url="));
    }

    private static ConfigurableApplicationContext launch(String seed, Path home, String... more) {
        var settings = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.jmx.enabled=false",
                "--ledger.home=" + home,
                "--ledger.seed=" + seed,
                "--ledger.password.depositary=" + DEPOSITARY,
                "--ledger.password.reviewer=reviewer",
                "--ledger.password.auditor=auditor",
                "--ledger.password.operator=operator"));
        for (var given : more) {
            settings.removeIf(mine -> mine.startsWith(given.substring(0, given.indexOf('=') + 1)));
            settings.add(given);
        }
        return new SpringApplicationBuilder(LedgerApplication.class).run(settings.toArray(String[]::new));
    }

    /** A ledger of one's own, to be closed; for tests that change what others ask about. */
    public static RunningLedger start(String seed, String... settings) {
        return new RunningLedger(seed, settings);
    }

    /** The shared ledger with the real history. */
    public static RunningLedger withRealHistory() {
        return SHARED.computeIfAbsent("rome-statute", seed -> new RunningLedger(seed));
    }

    /** The shared ledger that starts empty; tests register treaties of their own names in it. */
    public static RunningLedger empty() {
        return SHARED.computeIfAbsent("none", seed -> new RunningLedger(seed));
    }

    /** Where all that lasts is. */
    public Path home() {
        return home;
    }

    /** A bean of the running ledger. */
    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** A setting of the web server, as it is. */
    public Object connectorSetting(String name) {
        var server = ((ServletWebServerApplicationContext) context).getWebServer();
        return ((TomcatWebServer) Objects.requireNonNull(server))
                .getTomcat()
                .getConnector()
                .getProperty(name);
    }

    /** The address of a path. */
    public URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    /** An answer of the API. */
    public record Answer(int status, String body, HttpResponse<String> response) {

        /** The body as JSON. */
        public JsonNode json() {
            return JSON.readTree(body);
        }

        /** A header's value, or an empty text. */
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status + " " + body;
        }
    }

    /** Asks as anybody may. */
    public Answer get(String path, String... headers) {
        return send(HttpRequest.newBuilder(uri(path)).GET(), headers);
    }

    /** Asks and expects 200. */
    public JsonNode ask(String path) {
        var answer = get(path);
        if (answer.status() != 200) {
            throw new AssertionError(path + " → " + answer);
        }
        return answer.json();
    }

    /** Sends a command as the depositary. */
    public Answer post(String path, String json, String... headers) {
        return postAs(DEPOSITARY, path, json, headers);
    }

    /** Sends a command as a built-in user, whose password in tests is its name. */
    public Answer postAs(String user, String path, String json, String... headers) {
        var all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Authorization", basic(user, user), "Content-Type", "application/json"));
        return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(json)), all.toArray(String[]::new));
    }

    /** Sends a file of acts as the depositary. */
    public Answer upload(String csv, boolean dryRun, String... headers) {
        var all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Authorization", basic(DEPOSITARY, DEPOSITARY), "Content-Type", "text/csv"));
        return send(
                HttpRequest.newBuilder(uri("/api/v1/imports?dryRun=" + dryRun)).POST(BodyPublishers.ofString(csv)),
                all.toArray(String[]::new));
    }

    /** Sends a file of acts and waits for its end. */
    public JsonNode imported(String csv, boolean dryRun) {
        var sent = upload(csv, dryRun);
        if (sent.status() != 202) {
            throw new AssertionError(sent.toString());
        }
        var deadline = System.nanoTime() + IMPORT_PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var job = ask(sent.header("Location"));
            if (job.path("endedAt").isString()) {
                return job;
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("The import did not end: " + ask(sent.header("Location")));
    }

    private static final Duration IMPORT_PATIENCE = Duration.ofMinutes(5);

    /** The header of HTTP Basic. */
    public static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Sends any request. */
    public Answer send(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Registers the Rome Statute's rules under another name. */
    public void register(String treaty) {
        var answer = post("/api/v1/treaties", rules(treaty));
        if (answer.status() != 201) {
            throw new AssertionError(answer.toString());
        }
    }

    /** The example of the contract's section 3, under another name. */
    public static String rules(String treaty) {
        return """
                {"treaty": "%s", "title": "Rome Statute of the International Criminal Court", "reference": "XVIII-10",
                 "zone": "America/New_York", "adopted": "1998-07-17", "parent": null,
                 "signature": {"windows": [{"from": "1998-07-17", "to": "2000-12-31"}], "effect": "simple"},
                 "consent": {"signatories": ["ratification", "acceptance", "approval"], "others": ["accession"],
                             "eligible": "all-states"},
                 "reservations": "prohibited",
                 "entryIntoForce": {"threshold": {"count": 60}, "date": {"firstOfMonthAfter": {"plusDays": 60}},
                                    "perState": {"firstOfMonthAfter": {"plusDays": 60}}, "scope": "all",
                                    "citation": "art. 126"},
                 "withdrawal": {"date": {"plusYears": 1}, "laterIfSpecified": true, "citation": "art. 127(1)"}}
                """.formatted(treaty);
    }

    @Override
    public void close() {
        context.close();
        try {
            FileSystemUtils.deleteRecursively(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
