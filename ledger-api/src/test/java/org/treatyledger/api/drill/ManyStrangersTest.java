package org.treatyledger.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.treatyledger.api.Waiting;

/** More strangers than the ledger's memory holds: the rest of them is turned away, and commands go on. */
@Tag("drill")
@Timeout(300)
class ManyStrangersTest {

    private static final int MEGABYTES = 128;
    private static final int STRANGERS = 1_500;

    /** Half of the heap at 160 kB a connection, and four in five of these; garbage collectors keep some heap for themselves. */
    private static final int MAY_LISTEN = 335;

    private static final int LISTEN_AT_LEAST = 300;

    /** A sixteenth of the heap. */
    private static final int MAY_SEND = 16;

    /** What Java ends with where memory ran out. */
    private static final int OUT_OF_MEMORY = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<String, String> REAL_HISTORY = Map.of("LEDGER_SEED", "rome-statute");

    private static LedgerProcess ledger;
    private static Writers writers;

    @BeforeAll
    static void aSmallLedger(@TempDir Path home) throws IOException, InterruptedException {
        ledger = LedgerProcess.withHeap(home, MEGABYTES, REAL_HISTORY);
        ledger.awaitReady();
        writers = new Writers(List.of(ledger), Duration.ofMillis(100));
        writers.start(2);
    }

    @AfterAll
    static void end() throws IOException, InterruptedException {
        try (var _ = ledger) {
            writers.stop();
            writers.verify(ledger);
        }
    }

    private static void commandsGoOn() {
        var acknowledged = writers.acknowledged();
        Waiting.until(PATIENCE, () -> writers.acknowledged() > acknowledged + 10);
    }

    @Test
    void whenMoreListenThanItHolds_thenSomeAreTurnedAwayUntilOthersLeave() {
        try (var strangers = Strangers.listen(ledger.uri("/"), STRANGERS)) {
            Waiting.until(PATIENCE, () -> strangers.settled() == STRANGERS);
            assertThat(strangers.others()).as("told anything else").isEmpty();
            assertThat(strangers.broken()).isZero();
            assertThat(strangers.staying()).isBetween(LISTEN_AT_LEAST, MAY_LISTEN);
            commandsGoOn();
        }
        Waiting.until(PATIENCE, ManyStrangersTest::isLetIn);
    }

    /** As soon as the ledger has noticed that others left: it has something to send every ten seconds. */
    private static boolean isLetIn() {
        try (var one = Strangers.listen(ledger.uri("/"), 1)) {
            Waiting.until(() -> one.settled() == 1);
            return one.staying() == 1;
        }
    }

    @Test
    void whenMoreAskForTheWholeStreamThanItHoldsAndReadNothing_thenCommandsGoOn() {
        try (var strangers = Strangers.listenAndDoNotRead(ledger.uri("/"), STRANGERS)) {
            Waiting.until(PATIENCE, () -> strangers.settled() == STRANGERS);
            commandsGoOn();
        }
    }

    @Test
    void whenMoreSendPartOfATableThanItHolds_thenAllButAFewAreTurnedAwayAndCommandsGoOn() {
        try (var strangers = Strangers.sendAndKeepTheRestBack(ledger.uri("/"), STRANGERS)) {
            Waiting.until(PATIENCE, () -> strangers.settled() >= STRANGERS - MAY_SEND);
            assertThat(strangers.others()).as("told anything else").isEmpty();
            commandsGoOn();
        }
    }

    @Test
    void control_withoutTheLimitTheLedgerRunsOutOfMemoryAndEnds(@TempDir Path home) {
        var unlimited = Map.of("SERVER_TOMCAT_MAX_CONNECTIONS", "20000");
        try (var other = LedgerProcess.withHeap(home, MEGABYTES, unlimited)) {
            other.awaitReady();
            try (var strangers = Strangers.listen(other.uri("/"), STRANGERS)) {
                assertThat(other.process().awaitEnd(PATIENCE))
                        .as("%d listen", strangers.staying())
                        .hasValue(OUT_OF_MEMORY);
            }
        }
    }
}
