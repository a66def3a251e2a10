package org.treatyledger.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.treatyledger.api.Waiting;

/** More strangers who listen than the ledger's memory holds: the rest of them is turned away, and it goes on. */
@Tag("drill")
@Timeout(300)
class ManyListenersTest {

    private static final int STRANGERS = 1_500;
    private static final int MEGABYTES = 128;

    /** Half of the heap at 160 kB a connection, and four in five of these; garbage collectors keep some heap for themselves. */
    private static final int MAY_LISTEN = 336;

    private static final int LISTEN_AT_LEAST = 300;

    /** What Java ends with where memory ran out. */
    private static final int OUT_OF_MEMORY = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void givenASmallHeap_whenMoreListenThanItHolds_thenSomeAreTurnedAwayAndCommandsGoOn(@TempDir Path home)
            throws IOException, InterruptedException {
        try (var ledger = LedgerProcess.withHeap(home, MEGABYTES, Map.of())) {
            ledger.awaitReady();
            var writers = new Writers(List.of(ledger), Duration.ofMillis(100));
            writers.start(2);
            try (var strangers = new Strangers(ledger.uri("/api/v1/stream"), STRANGERS)) {
                Waiting.until(PATIENCE, () -> strangers.unanswered() == 0);
                assertThat(strangers.listening()).isBetween(LISTEN_AT_LEAST, MAY_LISTEN);
                assertThat(strangers.listening() + strangers.refused()).isEqualTo(STRANGERS);
                var acknowledged = writers.acknowledged();
                Waiting.until(PATIENCE, () -> writers.acknowledged() > acknowledged + 10);
            }
            Waiting.until(PATIENCE, () -> isLetIn(ledger));
            writers.stop();
            writers.verify(ledger);
        }
    }

    /** As soon as the ledger has noticed that somebody left: it has something to send every ten seconds. */
    private static boolean isLetIn(LedgerProcess ledger) {
        try (var one = new Strangers(ledger.uri("/api/v1/stream"), 1)) {
            Waiting.until(() -> one.unanswered() == 0);
            return one.listening() == 1;
        }
    }

    @Test
    void control_withoutTheLimitTheLedgerRunsOutOfMemoryAndEnds(@TempDir Path home) {
        try (var ledger = LedgerProcess.withHeap(home, MEGABYTES, Map.of("SERVER_TOMCAT_MAX_CONNECTIONS", "20000"))) {
            ledger.awaitReady();
            try (var strangers = new Strangers(ledger.uri("/api/v1/stream"), STRANGERS)) {
                assertThat(ledger.process().awaitEnd(PATIENCE))
                        .as("%d listen", strangers.listening())
                        .hasValue(OUT_OF_MEMORY);
            }
        }
    }
}
