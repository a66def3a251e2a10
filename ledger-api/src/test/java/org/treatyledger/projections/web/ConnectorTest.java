package org.treatyledger.projections.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.treatyledger.api.RunningLedger;

/** The web server takes as many connections as this JVM's heap holds, and drops those that say nothing. */
class ConnectorTest {

    @Test
    void givenNoSetting_whenTheLedgerRuns_thenItsConnectionsAreThoseThatFitIntoTheHeap() {
        var limits = ConnectionLimits.forHeap(Runtime.getRuntime().maxMemory());
        var ledger = RunningLedger.empty();

        assertThat(ledger.connectorSetting("maxConnections")).hasToString(Integer.toString(limits.connections()));
        assertThat(ledger.connectorSetting("connectionTimeout")).hasToString("20000");
        assertThat(ledger.connectorSetting("keepAliveTimeout")).hasToString("20000");
    }
}
