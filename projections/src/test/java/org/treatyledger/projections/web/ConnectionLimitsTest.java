package org.treatyledger.projections.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As many clients as the heap has room for, and some room for those who do not listen. */
class ConnectionLimitsTest {

    @ParameterizedTest
    @CsvSource({"256, 838, 671", "512, 1677, 1342", "4096, 13421, 10737", "65536, 20000, 16000", "8, 100, 80"})
    void givenAHeapOfSoManyMegabytes_thenSoManyMayConnectAndSoManyListen(
            int megabytes, int connections, int listeners) {
        assertThat(ConnectionLimits.forHeap(megabytes * 1_048_576L))
                .isEqualTo(new ConnectionLimits(connections, listeners));
    }

    @Test
    void givenAnyNumberOfConnections_thenFourInFiveAtMostAndOneAtLeastMayListen() {
        for (var connections = 1; connections <= 1_000; connections++) {
            var limits = ConnectionLimits.of(connections);
            assertThat(limits.connections()).isEqualTo(connections);
            assertThat(limits.listeners()).isPositive().isLessThanOrEqualTo(Math.max(1, connections - connections / 5));
        }
    }
}
