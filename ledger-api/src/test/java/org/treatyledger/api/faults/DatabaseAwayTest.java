package org.treatyledger.api.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.Waiting;
import org.treatyledger.api.embedded.EmbeddedPostgres;
import org.treatyledger.api.embedded.PreparedPostgres;

/** A ledger whose database goes away and comes back: honest meanwhile, and well again without a hand. */
@Tag("drill")
class DatabaseAwayTest {

    private static final String COUNT = "/api/v1/treaties/rome-statute/count?on=2025-01-01";
    private static final List<String> PUBLIC = List.of(
            COUNT,
            "/api/v1/treaties/rome-statute/parties?on=2024-11-08",
            "/api/v1/events?from=10&limit=5",
            "/",
            "/treaties/rome-statute",
            "/log/checkpoint",
            "/log/tile/entries/000");

    private static Path home;
    private static EmbeddedPostgres postgres;
    private static DatabaseLink link;
    private static RunningLedger ledger;

    @BeforeAll
    static void aLedgerOnAWire() throws IOException {
        home = Files.createTempDirectory("ledger-away");
        postgres = EmbeddedPostgres.start(PreparedPostgres.in(home));
        link = new DatabaseLink(Integer.parseInt(postgres.jdbcUrl().replaceAll(".*:(\\d+)/.*", "$1")));
        ledger = RunningLedger.start(
                "rome-statute",
                "--ledger.database.url=" + postgres.jdbcUrl().replaceAll(":\\d+/", ":" + link.port() + "/"),
                "--ledger.database.user=" + postgres.user(),
                "--ledger.database.password=" + postgres.password());
    }

    @AfterAll
    static void close() throws IOException {
        ledger.close();
        link.close();
        postgres.close();
        FileSystemUtils.deleteRecursively(home);
    }

    @AfterEach
    void mend() {
        link.mend();
        Waiting.until(() -> isReady());
    }

    private static boolean isReady() {
        return ledger.get("/actuator/health/readiness").status() == 200;
    }

    private static RunningLedger.Answer announce(String key) {
        return ledger.post("/api/v1/treaties/rome-statute/actions", """
                {"action": "announce", "participant": "KEN", "date": "2026-01-05", "text": "%s"}""".formatted(key), "Idempotency-Key", key);
    }

    @Test
    void givenQuestionsThatWereAsked_whenTheDatabaseIsAway_thenTheyAreAnsweredAndActsAreNot() {
        var before = PUBLIC.stream().map(ledger::get).toList();
        assertThat(before).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));

        link.cut();
        var refused = announce("while-away-1");
        assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
        assertThat(refused.json().path("code").stringValue()).isEqualTo("database-unavailable");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        Waiting.until(() -> announce("while-away-2").status() == 503);

        for (var i = 0; i < PUBLIC.size(); i++) {
            var answer = ledger.get(PUBLIC.get(i));
            assertThat(answer.status()).as(PUBLIC.get(i) + " " + answer).isEqualTo(200);
            assertThat(answer.body()).as(PUBLIC.get(i)).isEqualTo(before.get(i).body());
            assertThat(answer.header("Content-Type")).isEqualTo(before.get(i).header("Content-Type"));
        }
        var events = ledger.get("/api/v1/events?from=10&limit=5");
        assertThat(events.header("Warning")).as("it says that it was kept").startsWith("110 ");
        assertThat(events.header("Age")).isNotEmpty();
        assertThat(ledger.get("/api/v1/events?from=11&limit=5").status())
                .as("the control: what was not asked before")
                .isEqualTo(503);
        assertThat(ledger.get("/actuator/health/readiness").status()).isEqualTo(503);
        assertThat(ledger.get("/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(ledger.send(HttpRequest.newBuilder(ledger.uri("/api/v1/treaties"))
                                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()))
                        .status())
                .as("what an address can be asked needs no database")
                .isEqualTo(200);

        link.mend();
        Waiting.until(() -> announce("while-away-1").status() == 201);
        Waiting.until(() ->
                ledger.get("/api/v1/events?from=10&limit=5").header("Warning").isEmpty());
    }

    @Test
    void givenAnActSinceTheAnswer_whenTheDatabaseIsAway_thenTheOldAnswerIsNotGiven() {
        var path = "/api/v1/events?from=20&limit=5";
        assertThat(ledger.get(path).status()).isEqualTo(200);
        var recorded = announce("since-the-answer");
        assertThat(recorded.status()).isEqualTo(201);
        var position = recorded.json().path("positions").get(0).longValue();
        assertThat(ledger.get(COUNT + "&atLeast=" + position).status()).isEqualTo(200);

        link.cut();

        assertThat(ledger.get(path).status()).isEqualTo(503);
    }

    @Test
    void givenSomebodyWhoIsSignedIn_whenTheDatabaseIsAway_thenNoKeptAnswerIsMixedUpWithTheirs() {
        var path = "/api/v1/events?from=30&limit=5";
        assertThat(ledger.get(path).status()).isEqualTo(200);

        link.cut();

        var theirs = ledger.get(path, "Authorization", RunningLedger.basic("auditor", "auditor"));
        assertThat(theirs.status()).isEqualTo(503);
    }
}
