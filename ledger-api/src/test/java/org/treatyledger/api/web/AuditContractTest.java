package org.treatyledger.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.audit.LedgerAudit;
import tools.jackson.databind.JsonNode;

/** The audit of a running ledger: the law's invariants, the tree and the register against the log. */
class AuditContractTest {

    private static List<Integer> numbers(JsonNode audit, String outcome) {
        var numbers = new ArrayList<Integer>();
        audit.path("invariants").forEach(row -> {
            if (row.path("outcome").asString().equals(outcome)) {
                numbers.add(row.path("number").intValue());
            }
        });
        return numbers;
    }

    @Test
    void givenTheRealHistory_whenAnybodyAudits_thenAllThatCanBeCheckedHolds() {
        var ledger = RunningLedger.withRealHistory();
        var audit = ledger.ask("/api/v1/audit");

        assertThat(audit.path("invariants").size()).isEqualTo(25);
        assertThat(numbers(audit, "violated")).isEmpty();
        assertThat(numbers(audit, "holds"))
                .contains(1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 24, 25);
        assertThat(audit.path("size").longValue())
                .isEqualTo(
                        ledger.ask("/api/v1/events?limit=1").path("checkpoint").longValue());
        var text = ledger.get("/api/v1/audit", "Accept", "text/plain");
        assertThat(text.header("Violated")).isEqualTo("0");
        assertThat(text.body()).contains("invariants checked, none violated.");
    }

    @Test
    void givenARegisterThatWasTamperedWith_whenAudited_thenTheLogIsBelievedAndTheRegisterNot() {
        try (var ledger = RunningLedger.start("none")) {
            ledger.register("tampered");
            ledger.post("/api/v1/treaties/tampered/actions", """
                    {"action": "sign", "participant": "FRA", "date": "1998-07-18"}""");
            ledger.post("/api/v1/treaties/tampered/actions", """
                    {"action": "sign", "participant": "DEU", "date": "1998-07-18"}""");
            var audit = ledger.bean("ledgerAudit", LedgerAudit.class);
            assertThat(audit.afresh().violated()).as("the control").isZero();

            var jdbc = JdbcClient.create(ledger.bean("dataSource", DataSource.class));
            jdbc.sql("""
                            update readmodel.act
                               set entry = (select entry from readmodel.act where position = 1)
                             where position = 2
                            """).update();

            assertThat(audit.afresh().findings())
                    .filteredOn(finding -> finding.violated() > 0)
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.invariant().number()).isEqualTo(13);
                        assertThat(finding.violations().getFirst().sentence()).startsWith("1 rows differ");
                    });
        }
    }

    @Test
    void givenALogThatWasTamperedWith_whenAudited_thenItsRootIsNoLongerTheOneKept() {
        try (var ledger = RunningLedger.start("none")) {
            ledger.register("tampered");
            ledger.post("/api/v1/treaties/tampered/actions", """
                    {"action": "sign", "participant": "FRA", "date": "1998-07-18"}""");
            var jdbc = JdbcClient.create(ledger.bean("dataSource", DataSource.class));
            // What only somebody with the keys of the database can do.
            jdbc.sql("alter table ledger.entry disable trigger all").update();
            jdbc.sql("""
                            update ledger.entry
                               set entry = convert_to(replace(convert_from(entry, 'UTF8'), 'FRA', 'DEU'), 'UTF8')
                             where position = 1
                            """).update();

            assertThat(ledger.bean("ledgerAudit", LedgerAudit.class).afresh().findings())
                    .filteredOn(finding -> finding.violated() > 0)
                    .extracting(finding -> finding.invariant().number())
                    .containsExactly(13, 14, 15);
        }
    }
}
