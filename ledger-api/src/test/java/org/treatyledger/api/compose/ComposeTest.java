package org.treatyledger.api.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.FileSystemUtils;
import org.treatyledger.api.ChildJvm;
import org.treatyledger.api.FreePort;
import org.treatyledger.api.LedgerApplication;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.Waiting;
import org.treatyledger.api.embedded.EmbeddedPostgres;
import org.treatyledger.api.embedded.PreparedPostgres;
import org.treatyledger.api.relay.Broker;
import org.treatyledger.api.standalone.StandaloneSettings;
import org.treatyledger.projections.standalone.ProjectionsApplication;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code docker-compose.yml} starts, started process by process with the settings that stand in it: the containers
 * are left out, and with them Grafana. Prometheus is asked where it is installed.
 */
@Tag("drill")
@NullUnmarked
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ComposeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String PASSWORD = "chosen";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private static final List<AutoCloseable> STARTED = new ArrayList<>();
    private static Path home;
    private static ComposeFile compose;

    @BeforeAll
    static void startAll() throws IOException, SQLException {
        home = Files.createTempDirectory("compose-test-");
        var database = started(EmbeddedPostgres.start(PreparedPostgres.in(home.resolve("database"))));
        var rows = started(EmbeddedPostgres.start(PreparedPostgres.in(home.resolve("projections-database"))));
        compose = new ComposeFile(
                ROOT.resolve("docker-compose.yml"),
                Map.of("LEDGER_DATABASE_PASSWORD", PASSWORD, "LEDGER_PASSWORD_OPERATOR", "operator"),
                Map.of(
                        "database:5432", portOf(database),
                        "projections-database:5432", portOf(rows),
                        "kafka:9092", FreePort.any(),
                        "kafka:9093", FreePort.any(),
                        "ledger:8080", FreePort.any(),
                        "projections:8081", FreePort.any()));
        prepare("database", home.resolve("database"));
        prepare("projections-database", home.resolve("projections-database"));
        started(new Broker(compose.port("kafka:9092"), brokerSettings()));
        started(ledger());
        started(projections());
    }

    private static <T extends AutoCloseable> T started(T one) {
        STARTED.addFirst(one);
        return one;
    }

    @AfterAll
    static void stopAll() throws Exception {
        Exception first = null;
        for (var one : STARTED) {
            try {
                one.close();
            } catch (Exception e) {
                first = first == null ? e : first;
            }
        }
        FileSystemUtils.deleteRecursively(home);
        if (first != null) {
            throw first;
        }
    }

    private static int portOf(EmbeddedPostgres postgres) {
        return URI.create(postgres.jdbcUrl().substring("jdbc:".length())).getPort();
    }

    /** What the image of PostgreSQL makes of its variables. */
    private static void prepare(String service, Path data) throws IOException, SQLException {
        var wanted = compose.environment(service);
        var superuser =
                Files.readString(data.resolve("postgres/superuser-password")).strip();
        var address = "jdbc:postgresql://127.0.0.1:" + compose.port(service + ":5432") + "/postgres";
        try (var connection = DriverManager.getConnection(address, "postgres", superuser);
                var statement = connection.createStatement()) {
            statement.execute("alter role " + wanted.get("POSTGRES_USER") + " password '"
                    + wanted.get("POSTGRES_PASSWORD") + "'");
            if (!wanted.get("POSTGRES_DB").equals("ledger")) { // which is there
                statement.execute(
                        "create database " + wanted.get("POSTGRES_DB") + " owner " + wanted.get("POSTGRES_USER"));
            }
        }
    }

    /** What the image of Kafka makes of its variables: {@code KAFKA_NODE_ID} is {@code node.id}. */
    private static Map<String, String> brokerSettings() {
        var settings = new TreeMap<String, String>();
        compose.environment("kafka").forEach((name, value) -> {
            if (name.startsWith("KAFKA_")) {
                var key = name.substring("KAFKA_".length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                settings.put(
                        key,
                        value.replace("//:9092", "//:" + compose.port("kafka:9092"))
                                .replace("//:9093", "//:" + compose.port("kafka:9093")));
            }
        });
        return settings;
    }

    private static ChildJvm ledger() {
        var environment = at("ledger", 8080);
        environment.put("LEDGER_HOME", home.resolve("home").toString());
        return new ChildJvm(
                LedgerApplication.class, options("ledger"), List.of(), environment, home.resolve("ledger.log"));
    }

    private static ChildJvm projections() {
        return new ChildJvm(
                ProjectionsApplication.class,
                options("projections"),
                List.of(StandaloneSettings.WITHOUT_THIS_MODULE),
                at("projections", 8081),
                home.resolve("projections.log"));
    }

    /** Its environment, with the port that it has here. */
    private static Map<String, String> at(String service, int port) {
        var environment = compose.environment(service);
        assertThat(environment).as("the port that others ask it at").containsEntry("LEDGER_PORT", "" + port);
        environment.put("LEDGER_PORT", Integer.toString(compose.port(service + ":" + port)));
        return environment;
    }

    private static List<String> options(String service) {
        return compose.command(service).stream()
                .filter(word -> word.startsWith("-") && !word.equals("-jar"))
                .toList();
    }

    private static boolean isHealthy(String service, int port) {
        try {
            var check = new ProcessBuilder("bash", "-c", compose.healthScript(service, port))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return check.waitFor(10, TimeUnit.SECONDS) && check.exitValue() == 0;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String ask(String address, String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + compose.port(address) + path))
                    .timeout(Duration.ofSeconds(20))
                    .header("Authorization", RunningLedger.basic("operator", "operator"))
                    .build();
            return send(request).body();
        } catch (IOException e) {
            return "";
        }
    }

    private static void awaitAll() {
        Waiting.until(PATIENCE, () -> isHealthy("ledger", 8080));
        Waiting.until(PATIENCE, () -> isHealthy("projections", 8081));
        var size = JSON.readTree(ask("ledger:8080", "/api/v1/events?limit=1")).path("checkpoint");
        Waiting.until(PATIENCE, () -> JSON.readTree(ask("projections:8081", "/api/v1/events?limit=1"))
                .path("checkpoint")
                .equals(size));
    }

    @Test
    void givenTheFilesSettings_whenItsProcessesAreStarted_thenBothAreHealthyAndAnswerTheSame() {
        awaitAll();

        for (var question : List.of(
                "/api/v1/treaties/rome-statute/count?on=2024-12-31",
                "/api/v1/treaties/rome-statute/parties?on=2025-01-01",
                "/api/v1/events?from=100&limit=100")) {
            assertThat(ask("projections:8081", question)).isNotEmpty().isEqualTo(ask("ledger:8080", question));
        }
        assertThat(ask("ledger:8080", "/actuator/health/relay")).contains("\"role\":\"leading\"");
        assertThat(ask("ledger:8080", "/actuator/prometheus")).contains("treaty_ledger_parties");
        assertThat(ask("projections:8081", "/actuator/prometheus")).contains("treaty_ledger_projection_size");
    }

    @Test
    void givenPrometheusWithTheFilesSettings_whenTheDashboardIsDrawn_thenEachOfItsQueriesHasAnAnswer()
            throws IOException {
        var program = Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(program.isPresent(), "Prometheus is not installed here");
        awaitAll();
        beRefused();
        var port = FreePort.any();
        var process = new ProcessBuilder(
                        program.orElseThrow().toString(),
                        "--config.file=" + prometheusSettings(),
                        "--storage.tsdb.path=" + home.resolve("metrics"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("prometheus.log").toFile())
                .start();
        try {
            for (var query : queries()) {
                try {
                    Waiting.until(PATIENCE, () -> hasAnswer(port, query));
                } catch (AssertionError e) {
                    throw new AssertionError("No answer to " + query, e);
                }
            }
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    /** So that there are refusals to draw. */
    private static void beRefused() throws IOException {
        var password = Files.readAllLines(home.resolve("home/passwords")).stream()
                .filter(line -> line.startsWith("depositary="))
                .map(line -> line.substring("depositary=".length()))
                .findFirst()
                .orElseThrow();
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + compose.port("ledger:8080") + "/api/v1/treaties"))
                .header("Authorization", RunningLedger.basic("depositary", password))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(RunningLedger.rules("rome-statute")))
                .build();
        assertThat(send(request).statusCode()).isEqualTo(409);
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path prometheusSettings() throws IOException {
        var password = Files.writeString(home.resolve("operator-password"), "operator");
        var settings = compose.here(Files.readString(ROOT.resolve("deploy/prometheus.yml")))
                .replaceAll("password_file: .*", "password_file: " + password)
                .replace("scrape_interval: 15s", "scrape_interval: 1s");
        return Files.writeString(home.resolve("prometheus.yml"), settings);
    }

    private static List<String> queries() throws IOException {
        var dashboard = JSON.readTree(Files.readString(ROOT.resolve("deploy/grafana/dashboards/ledger.json")));
        var queries =
                dashboard.findValues("expr").stream().map(JsonNode::stringValue).toList();
        assertThat(queries).hasSizeGreaterThan(5);
        return queries;
    }

    private static boolean hasAnswer(int port, String query) {
        try {
            var address = URI.create("http://127.0.0.1:" + port + "/api/v1/query?query="
                    + URLEncoder.encode(query, StandardCharsets.UTF_8));
            var answer = send(HttpRequest.newBuilder(address).build());
            return answer.statusCode() == 200
                    && !JSON.readTree(answer.body()).at("/data/result").isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
