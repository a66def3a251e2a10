package org.treatyledger.api.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.RunningLedger.Answer;
import org.treatyledger.api.log.PostgresEventLog;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.MerkleTree;

/** Sixty-four clients at once, over HTTP: one treaty or many, each command is acknowledged once and stands once. */
@Timeout(180)
class ConcurrentCommandsTest {

    private static final int CLIENTS = 64;
    private static final int COMMANDS_EACH = 5;

    private final RunningLedger ledger = RunningLedger.empty();

    @Test
    void givenSixtyFourClientsOnOneTreaty_whenTheyRecordAtOnce_thenEachCommandStandsOnce() throws Exception {
        var treaty = "t-" + UUID.randomUUID();
        ledger.register(treaty);

        var positions =
                record(IntStream.range(0, CLIENTS).mapToObj(client -> treaty).toList());

        assertEachStandsOnce(positions);
        assertThat(ledger.ask("/api/v1/treaties/" + treaty).path("version").intValue())
                .isEqualTo(1 + CLIENTS * COMMANDS_EACH);
    }

    @Test
    void givenSixtyFourClientsOnSixtyFourTreaties_whenTheyRecordAtOnce_thenEachCommandStandsOnce() throws Exception {
        var treaties = IntStream.range(0, CLIENTS)
                .mapToObj(client -> "t-" + UUID.randomUUID())
                .toList();
        treaties.forEach(ledger::register);

        var positions = record(treaties);

        assertEachStandsOnce(positions);
        for (var treaty : treaties) {
            assertThat(ledger.ask("/api/v1/treaties/" + treaty).path("version").intValue())
                    .isEqualTo(1 + COMMANDS_EACH);
        }
    }

    @Test
    void givenSixtyFourClientsWithOneState_whenTheyDepositAtOnce_thenOneIsAcceptedAndTheOthersAreRefused()
            throws Exception {
        var treaty = "t-" + UUID.randomUUID();
        ledger.register(treaty);

        var answers = atOnce(client -> ledger.post("/api/v1/treaties/" + treaty + "/actions", """
                {"action": "deposit-instrument", "participant": "KIR", "means": "accession", "date": "2019-11-26"}"""));

        assertThat(answers.stream().map(Answer::status)).containsOnlyOnce(201);
        assertThat(answers.stream().filter(answer -> answer.status() == 422)).hasSize(CLIENTS - 1);
    }

    @Test
    void givenSixtyFourClientsWithOneKey_whenTheySendTheSameCommandAtOnce_thenAllGetTheOneAnswer() throws Exception {
        var treaty = "t-" + UUID.randomUUID();
        ledger.register(treaty);
        var key = UUID.randomUUID().toString();

        var answers = atOnce(client ->
                ledger.post("/api/v1/treaties/" + treaty + "/actions", announcement("once"), "Idempotency-Key", key));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
        assertThat(answers.stream().map(Answer::body).distinct()).hasSize(1);
    }

    @Test
    void givenSixtyFourClientsWithOneKey_whenASecondTryWouldBeUnlawful_thenAllGetTheOneAnswerAllTheSame()
            throws Exception {
        var treaty = "t-" + UUID.randomUUID();
        ledger.register(treaty);
        var key = UUID.randomUUID().toString();

        var answers =
                atOnce(client -> ledger.post("/api/v1/treaties/" + treaty + "/actions", """
                {"action": "sign", "participant": "KIR", "date": "1999-11-26"}""", "Idempotency-Key", key));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
        assertThat(answers.stream().map(Answer::body).distinct()).hasSize(1);
    }

    private static String announcement(String text) {
        return """
                {"action": "announce", "date": "2024-01-01", "text": "%s"}""".formatted(text);
    }

    private List<Long> record(List<String> treatyOfEachClient) throws Exception {
        var positions = new ArrayList<Long>();
        var answers = atOnce(client -> {
            var own = new ArrayList<Answer>();
            for (var i = 0; i < COMMANDS_EACH; i++) {
                own.add(ledger.post(
                        "/api/v1/treaties/" + treatyOfEachClient.get(client) + "/actions",
                        announcement(client + "/" + i)));
            }
            return own;
        });
        for (var own : answers) {
            for (var answer : own) {
                assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
                positions.add(answer.json().path("positions").get(0).longValue());
            }
        }
        return positions;
    }

    /** What one client does. */
    private interface Client<T> {
        T act(int number) throws Exception;
    }

    private static <T> List<T> atOnce(Client<T> client) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = IntStream.range(0, CLIENTS)
                    .<Callable<T>>mapToObj(number -> () -> client.act(number))
                    .toList();
            var answers = new ArrayList<T>();
            for (Future<T> future : executor.invokeAll(tasks)) {
                answers.add(future.get());
            }
            return answers;
        }
    }

    private void assertEachStandsOnce(List<Long> positions) {
        assertThat(positions).doesNotHaveDuplicates().hasSize(CLIENTS * COMMANDS_EACH);
        var leaves = new ArrayList<Hash>();
        for (var page = "/api/v1/events?limit=1000"; !page.isEmpty(); ) {
            var answer = ledger.ask(page);
            for (var event : answer.path("events")) {
                assertThat(event.path("position").longValue()).isEqualTo(leaves.size());
                leaves.add(
                        Hash.of(HexFormat.of().parseHex(event.path("leafHash").stringValue())));
            }
            page = answer.path("next").stringValue("");
        }
        var head = ledger.bean("eventLog", PostgresEventLog.class).head();
        assertThat(head.size()).isEqualTo(leaves.size());
        assertThat(head.root()).isEqualTo(MerkleTree.root(leaves));
    }
}
