package org.treatyledger.api.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.Waiting;
import org.treatyledger.api.embedded.EmbeddedPostgres;
import org.treatyledger.api.embedded.PreparedPostgres;
import org.treatyledger.api.relay.Broker;
import org.treatyledger.projections.standalone.ProjectionsApplication;
import tools.jackson.databind.json.JsonMapper;

/** A ledger, a broker, and projections in processes of their own, as far as one JVM can hold them: all over the wire. */
@Tag("drill")
@NullUnmarked
class StandaloneProjectionsTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final String STATUTE = "/api/v1/treaties/rome-statute";

    /** Every question of the contract's fifth section, under several clocks. */
    private static final List<String> QUESTIONS = List.of(
            "/api/v1/treaties",
            STATUTE,
            STATUTE + "/count?on=2024-12-31",
            STATUTE + "/count?on=2024-12-31&known=2024-10-01&basis=consented",
            STATUTE + "/count?on=2002-07-01&position=300&proof=true",
            STATUTE + "/parties?on=2020-01-01",
            STATUTE + "/parties?on=2020-01-01&proof=true",
            STATUTE + "/participants?on=2024-12-31",
            STATUTE + "/participants/PHL?on=2024-12-31",
            STATUTE + "/participants/ARM?on=2024-12-31&known=2023-12-31",
            STATUTE + "/series",
            STATUTE + "/calendar?from=2000-01-01&to=2030-01-01",
            STATUTE + "/changes?from=2023-01-01&to=2024-12-31",
            STATUTE + "/entry-into-force",
            STATUTE + "/implementation?on=2024-12-31",
            STATUTE + "/latest-deposit?by=2030-01-01",
            "/api/v1/treaties/kampala-aggression/parties?on=2024-12-31",
            "/api/v1/calendar?from=2010-01-01&to=2030-01-01",
            "/api/v1/participants",
            "/api/v1/participants/KEN",
            "/api/v1/events?from=600&limit=5",
            "/api/v1/events/17",
            "/api/v1/treaties/no-such-treaty/count",
            STATUTE + "/count?on=2024-02-31",
            STATUTE + "/nothing");

    private static RunningLedger ledger;
    private static Broker broker;
    private static Path home;

    /** One that the topic brings entries to, and one that asks the log every second. */
    private static ConfigurableApplicationContext byTopic;

    private static ConfigurableApplicationContext byLog;

    private static final List<EmbeddedPostgres> DATABASES = new ArrayList<>();
    private static final List<ConfigurableApplicationContext> STARTED = new ArrayList<>();

    @BeforeAll
    static void startAll() throws IOException {
        broker = new Broker();
        ledger = RunningLedger.start("rome-statute", "--ledger.kafka.bootstrap=" + broker.bootstrap());
        home = Files.createTempDirectory("projections-test-");
        byTopic = standalone(database("p1"), ledger, "--ledger.kafka.bootstrap=" + broker.bootstrap());
        byLog = standalone(
                database("p2"),
                ledger,
                "--ledger.log.key=" + ask(ledger.uri("/log/key")).body());
    }

    @AfterAll
    static void stopAll() throws IOException {
        STARTED.forEach(ConfigurableApplicationContext::close);
        ledger.close();
        broker.close();
        DATABASES.forEach(EmbeddedPostgres::close);
        FileSystemUtils.deleteRecursively(home);
    }

    private static EmbeddedPostgres database(String name) {
        var started = EmbeddedPostgres.start(PreparedPostgres.in(home.resolve(name)));
        DATABASES.add(started);
        return started;
    }

    private static ConfigurableApplicationContext standalone(EmbeddedPostgres rows, RunningLedger of, String... more) {
        var settings =
                new ArrayList<>(StandaloneSettings.of(rows, 0, of.uri("/log").toString()));
        settings.addAll(List.of(more));
        var context = ProjectionsApplication.builder().run(settings.toArray(String[]::new));
        STARTED.add(context);
        return context;
    }

    private static URI uri(ConfigurableApplicationContext context, String path) {
        return URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    private record Said(int status, String body) {}

    private static Said ask(URI uri) {
        try {
            var answer = HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            return new Said(answer.statusCode(), answer.body());
        } catch (IOException e) {
            return new Said(0, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static long applied(ConfigurableApplicationContext context) {
        var health =
                JSON.readTree(ask(uri(context, "/actuator/health/readiness")).body());
        return health.path("components")
                .path("projections")
                .path("details")
                .path("applied")
                .asLong(-1);
    }

    private static long recorded() {
        return ledger.ask("/api/v1/events?limit=1").path("checkpoint").asLong();
    }

    private static void assertSameAnswers(ConfigurableApplicationContext... standalone) {
        for (var question : QUESTIONS) {
            var expected = ask(ledger.uri(question));
            for (var one : standalone) {
                assertThat(ask(uri(one, question))).as(question).isEqualTo(expected);
            }
        }
    }

    private static void deposit(String treaty, String state, String date) {
        var answer = ledger.post(
                "/api/v1/treaties/" + treaty + "/actions",
                "{\"action\": \"deposit-instrument\", \"participant\": \"%s\", \"means\": \"accession\", \"date\": \"%s\"}"
                        .formatted(state, date));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    }

    @Test
    void givenTwoBesideEachOther_whenTheyHaveFollowed_thenTheyAnswerByteForByteAsTheLedgerDoes() {
        Waiting.until(() -> applied(byTopic) == recorded() && applied(byLog) == recorded());
        assertSameAnswers(byTopic, byLog);

        deposit("rome-statute", "TON", "2025-01-15");
        Waiting.until(() -> applied(byTopic) == recorded() && applied(byLog) == recorded());

        assertSameAnswers(byTopic, byLog);
    }

    @Test
    void givenABrokerThatIsAway_whenMoreIsRecorded_thenTheLogBringsIt() {
        assertThat(ask(ledger.uri("/actuator/health/relay")).body()).contains("\"role\":\"leading\"");
        broker.kill();
        deposit("rome-statute", "SLB", "2025-01-16");
        Waiting.until(() -> applied(byTopic) == recorded());
        assertSameAnswers(byTopic);
        broker.restart();
        deposit("rome-statute", "FSM", "2025-01-17");
        Waiting.until(() -> applied(byTopic) == recorded());

        assertSameAnswers(byTopic);
    }

    @Test
    void givenOneThatWasStopped_whenItStartsAgain_thenItGoesOnFromItsRows() {
        Waiting.until(() -> applied(byLog) == recorded());
        byLog.close();
        deposit("rome-statute", "PLW", "2025-01-18");
        byLog = standalone(DATABASES.get(1), ledger);
        Waiting.until(() -> applied(byLog) == recorded());

        assertSameAnswers(byLog);
    }

    @Test
    void givenRowsOfAnotherLedger_whenItFollowsThisOne_thenItIsOutOfServiceAndKeepsWhatItHas() {
        var rows = database("p5");
        try (var other = RunningLedger.start("none")) {
            other.register("bench-1");
            var first = standalone(rows, other);
            Waiting.until(() -> applied(first) == 1);
            first.close();
        }
        var second = standalone(rows, ledger);
        Waiting.until(
                () -> ask(uri(second, "/actuator/health/readiness")).body().contains("log-contradicts"));

        assertThat(ask(uri(second, "/actuator/health/readiness")).status()).isEqualTo(503);
        assertThat(applied(second)).isOne();
    }

    @Test
    void givenAKeyThatIsNotTheLogs_whenItFollows_thenNothingIsBelieved() {
        var stranger = ask(RunningLedger.empty().uri("/log/key")).body();
        var suspicious = standalone(database("p6"), ledger, "--ledger.log.key=" + stranger);
        Waiting.until(
                () -> ask(uri(suspicious, "/actuator/health/readiness")).body().contains("log-contradicts"));

        assertThat(applied(suspicious)).isZero();
    }

    @Test
    void givenALogThatDoesNotAnswer_whenItStarts_thenItWaitsAndSaysSo() {
        var lonely = standalone(database("p7"), ledger, "--ledger.log.url=http://127.0.0.1:1/log");
        Waiting.until(
                () -> ask(uri(lonely, "/actuator/health/readiness")).body().contains("log-unavailable"));

        assertThat(ask(uri(lonely, "/actuator/health/readiness")).status()).isEqualTo(503);
        assertThat(ask(uri(lonely, "/actuator/health/liveness")).status()).isEqualTo(200);
    }
}
