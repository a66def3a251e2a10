package org.treatyledger.api.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.RunningLedger.Answer;
import org.treatyledger.api.Waiting;
import org.treatyledger.api.embedded.EmbeddedPostgres;
import org.treatyledger.api.embedded.PreparedPostgres;
import org.treatyledger.core.transparency.Checkpoint;
import org.treatyledger.core.transparency.LogKey;

/** Two whole ledgers on one database, with one signing key: every answer is that of one ledger. */
@NullUnmarked
class SeveralNodesTest {

    private static EmbeddedPostgres postgres;
    private static Path home;
    private static RunningLedger one;
    private static RunningLedger other;

    @BeforeAll
    static void startBoth() throws IOException {
        home = Files.createTempDirectory("nodes-test-");
        postgres = EmbeddedPostgres.start(PreparedPostgres.in(home.resolve("database")));
        one = node();
        other = node();
    }

    private static RunningLedger node() {
        return RunningLedger.start(
                "none",
                "--ledger.home=" + home.resolve("shared"),
                "--ledger.database.url=" + postgres.jdbcUrl(),
                "--ledger.database.user=" + postgres.user(),
                "--ledger.database.password=" + postgres.password());
    }

    @AfterAll
    static void stopBoth() throws IOException {
        one.close();
        other.close();
        postgres.close();
        FileSystemUtils.deleteRecursively(home);
    }

    private static String announced(int number) {
        return "{\"action\": \"announce\", \"participant\": \"KEN\", \"date\": \"2024-01-02\", \"text\": \"number %d\"}"
                .formatted(number);
    }

    private static Answer announce(RunningLedger node, String treaty, int number, String key) {
        return node.post("/api/v1/treaties/" + treaty + "/actions", announced(number), "Idempotency-Key", key);
    }

    private static <T> List<T> atOnce(List<Callable<T>> all) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<T>();
            for (var future : threads.invokeAll(all)) {
                answers.add(future.get());
            }
            return answers;
        }
    }

    private static long size(RunningLedger node) {
        return node.ask("/api/v1/events?limit=1").path("checkpoint").asLong();
    }

    @Test
    void givenBothAreWrittenToAtOnce_whenAsked_thenThereIsOneOrderWithoutGapsAndBothAgree() throws Exception {
        one.register("busy");
        Waiting.until(() -> other.get("/api/v1/treaties/busy").status() == 200);
        List<Callable<Answer>> commands = IntStream.range(0, 60)
                .<Callable<Answer>>mapToObj(
                        number -> () -> announce(number % 2 == 0 ? one : other, "busy", number, "busy-" + number))
                .toList();

        var answers = atOnce(commands);

        assertThat(answers).as(answers.toString()).allMatch(answer -> answer.status() == 201);
        Waiting.until(() -> size(one) == size(other));
        var events = one.get("/api/v1/events?treaty=busy&limit=1000").body();
        assertThat(other.get("/api/v1/events?treaty=busy&limit=1000").body()).isEqualTo(events);
        var rows = one.ask("/api/v1/events?treaty=busy&limit=1000").path("events");
        assertThat(rows).hasSize(61);
        for (var i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i).path("sequence").asInt()).isEqualTo(i);
        }
    }

    @Test
    void givenOneKeySentToBothAtOnce_whenAnswered_thenItIsRecordedOnceAndBothSayTheSame() throws Exception {
        one.register("twice");
        Waiting.until(() -> other.get("/api/v1/treaties/twice").status() == 200);
        for (var round = 0; round < 10; round++) {
            var key = "twice-" + round;
            var number = round;
            var answers = atOnce(List.<Callable<Answer>>of(
                    () -> announce(one, "twice", number, key), () -> announce(other, "twice", number, key)));

            assertThat(new HashSet<>(answers.stream().map(Answer::body).toList()))
                    .as(answers.toString())
                    .hasSize(1);
            assertThat(answers).allMatch(answer -> answer.status() == 201);
        }
        Waiting.until(
                () -> one.ask("/api/v1/events?treaty=twice").path("events").size() == 11);
    }

    @Test
    void givenBothSign_whenTheirCheckpointsAreCompared_thenEachGrowsFromTheOther() {
        one.register("signed");
        var keys = List.of(LogKey.parse(one.get("/log/key").body()));
        assertThat(other.get("/log/key").body()).isEqualTo(one.get("/log/key").body());
        for (var round = 0; round < 5; round++) {
            var first = Checkpoint.open(one.get("/log/checkpoint").body(), keys);
            announce(other, "signed", round, "signed-" + round);
            var second = Checkpoint.open(other.get("/log/checkpoint").body(), keys);
            announce(one, "signed", round, "signed-more-" + round);

            assertThat(second.size()).isGreaterThan(first.size());
            assertThat(other.get("/log/proof/consistency?from=" + first.size() + "&to=" + second.size())
                            .status())
                    .isEqualTo(200);
        }
        assertThat(Checkpoint.open(one.get("/log/checkpoint").body(), keys))
                .isEqualTo(Checkpoint.open(other.get("/log/checkpoint").body(), keys));
    }

    @Test
    void givenAnActAtOneNode_whenTheOtherIsAskedForThatPosition_thenItWaitsUntilItHasIt() {
        one.register("waited");
        var position = announce(one, "waited", 1, "waited-1")
                .json()
                .path("positions")
                .path(0)
                .asLong(-1);
        assertThat(position).isNotNegative();

        var answer = other.send(HttpRequest.newBuilder(other.uri("/api/v1/treaties/waited/count?atLeast=" + position))
                .GET());

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().path("checkpoint").asLong()).isGreaterThan(position);
    }

    @Test
    void givenANodeThatStops_whenTheOtherIsWrittenTo_thenNothingIsMissing() {
        var third = node();
        third.register("left-behind");
        announce(third, "left-behind", 1, "left-1");
        third.close();

        assertThat(announce(one, "left-behind", 2, "left-2").status()).isEqualTo(201);
        assertThat(announce(one, "left-behind", 1, "left-1").header("Idempotency-Replayed"))
                .isEqualTo("true");
    }
}
