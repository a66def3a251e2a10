package org.treatyledger.api.bench;

import static org.treatyledger.api.bench.Figures.print;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.core.vocabulary.Participant;
import org.treatyledger.projections.reference.ReferenceData;
import tools.jackson.databind.JsonNode;

/**
 * A depositary's whole collection in one file, over HTTP: 300 treaties, 32,000 acts, first as a dry run, then for good,
 * then once more: {@code ./dev bench import}.
 */
class ImportBench {

    private static final int TREATIES = Integer.getInteger("ledger.bench.treaties", 300);
    private static final int ACTS = Integer.getInteger("ledger.bench.acts", 32_000);

    private final Random dice = new Random(32);

    @Test
    void thirtyTwoThousandActs() {
        try (var ledger = RunningLedger.start("none")) {
            for (var treaty = 0; treaty < TREATIES; treaty++) {
                var registered = ledger.post("/api/v1/treaties", RunningLedger.rules("bench-" + treaty));
                if (registered.status() != 201) {
                    throw new AssertionError(registered.toString());
                }
            }
            var csv = csv();
            print("%d acts of %d treaties, %.1f MB".formatted(ACTS, TREATIES, csv.length() / 1e6));
            timed("dry run      ", "wouldBeRecorded", ledger, csv, true);
            timed("recorded     ", "recorded", ledger, csv, false);
            timed("sent again   ", "alreadyRecorded", ledger, csv, false);
        }
    }

    private static void timed(String label, String outcome, RunningLedger ledger, String csv, boolean dryRun) {
        var start = System.nanoTime();
        var job = ledger.imported(csv, dryRun);
        var seconds = (System.nanoTime() - start) / 1e9;
        expect(job, outcome);
        print("%s: %.1f s, %.0f rows a second".formatted(label, seconds, ACTS / seconds));
    }

    private static void expect(JsonNode job, String outcome) {
        if (job.path(outcome).intValue() != ACTS) {
            throw new AssertionError(job.toString().substring(0, 500));
        }
    }

    /** Each State accedes once to each treaty, treaty by treaty in the order of days; every line another State. */
    private String csv() {
        var states = states();
        var csv = new StringBuilder("treaty,action,participant,date,means\n");
        for (var act = 0; act < ACTS; act++) {
            csv.append("bench-")
                    .append(act % TREATIES)
                    .append(",deposit-instrument,")
                    .append(states.get(act / TREATIES))
                    .append(',')
                    .append(LocalDate.parse("1999-01-01").plusDays(dice.nextInt(9_000)))
                    .append(",accession\n");
        }
        return csv.toString();
    }

    private static List<String> states() {
        return ReferenceData.participants().all().stream()
                .filter(who -> who instanceof Participant.State state && state.existedUntil() == null)
                .map(who -> who.id().code())
                .toList();
    }
}
