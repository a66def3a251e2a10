package org.treatyledger.api.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.drill.LedgerProcess;
import tools.jackson.databind.json.JsonMapper;

/** The log of a running ledger, for programs: one object a line, and nothing of anybody in it. */
@Tag("drill")
class LogsTest {

    private static final String TEXT = "a text that is nobody else's business";
    private static final String PASSWORD = "not-the-password-6174";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void givenStructuredLogs_whenCommandsAreTakenAndRefused_thenEachLineIsAnObjectWithoutPersonalData(
            @TempDir Path home) throws Exception {
        try (var ledger = new LedgerProcess(home, Map.of("LEDGER_LOG_FORMAT", "ecs"))) {
            ledger.awaitReady();
            assertThat(post(ledger, "/api/v1/treaties", RunningLedger.rules("logged"), "depositary"))
                    .isEqualTo(201);
            var act = """
                    {"action": "announce", "participant": "KEN", "date": "2020-01-05", "text": "%s"}""".formatted(TEXT);
            assertThat(post(ledger, "/api/v1/treaties/logged/actions", act, "depositary"))
                    .isEqualTo(201);
            assertThat(post(ledger, "/api/v1/treaties/logged/actions", act.replace("KEN", "XXX"), "depositary"))
                    .isEqualTo(422);
            assertThat(post(ledger, "/api/v1/treaties/logged/actions", act.replace("}", ""), "depositary"))
                    .isEqualTo(400);
            assertThat(post(ledger, "/api/v1/treaties/logged/actions", act, PASSWORD))
                    .isEqualTo(401);
        }
        var lines = Files.readAllLines(home.resolve("ledger.log"));
        var objects = lines.stream().filter(line -> line.startsWith("{")).toList();
        assertThat(objects).isNotEmpty().allSatisfy(line -> {
            var object = JsonMapper.shared().readTree(line);
            assertThat(object.path("@timestamp").isString()).isTrue();
            assertThat(object.path("message").isString()).isTrue();
        });
        assertThat(lines).noneMatch(line -> line.contains(TEXT) || line.contains(PASSWORD) || line.contains("Basic "));
    }

    private static int post(LedgerProcess ledger, String path, String body, String password)
            throws IOException, InterruptedException {
        HttpResponse<Void> response = HTTP.send(
                HttpRequest.newBuilder(ledger.uri(path))
                        .header("Authorization", RunningLedger.basic("depositary", password))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.discarding());
        return response.statusCode();
    }
}
