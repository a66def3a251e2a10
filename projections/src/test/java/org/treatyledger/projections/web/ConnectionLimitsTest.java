package org.treatyledger.projections.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As many clients as the heap has room for, and some room for those who do not listen. */
class ConnectionLimitsTest {

    @ParameterizedTest
    @CsvSource({
        "256, 838, 670, 32",
        "512, 1677, 1341, 64",
        "4096, 13421, 10736, 512",
        "65536, 20000, 16000, 8192",
        "1, 5, 4, 2"
    })
    void givenAHeapOfSoManyMegabytes_thenSoManyMayConnectListenAndSendBodies(
            int megabytes, int connections, int listeners, int bodies) {
        var bytes = megabytes * 1_048_576L;
        assertThat(ConnectionLimits.forHeap(bytes)).isEqualTo(new ConnectionLimits(connections, listeners));
        assertThat(ConnectionLimits.bodies(bytes)).isEqualTo(bodies);
    }

    @Test
    void givenAnyNumberOfConnections_thenSomeMayListenAndOneInFiveIsLeftToOthers() {
        for (var connections = 5; connections <= 1_000; connections++) {
            var listeners = ConnectionLimits.of(connections).listeners();
            assertThat(listeners).isPositive();
            assertThat(5 * (connections - listeners)).isGreaterThanOrEqualTo(connections);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 4})
    void givenSoFewConnectionsThatNothingIsLeft_thenTheProgramDoesNotStart(int connections) {
        assertThatThrownBy(() -> ConnectionLimits.of(connections)).hasMessageContaining("max-connections");
    }
}
