package org.treatyledger.projections.web;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.treatyledger.core.rules.Finding;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Scenario;
import org.treatyledger.core.vocabulary.ParticipantId;

/** Whether and how a threshold is met, in the contract's words: of what is recorded and of what is only asked. */
final class ThresholdRows {

    private ThresholdRows() {}

    static Map<String, Object> of(LegalStatus status) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("rule", status.clauses().entryIntoForce().inWords());
        switch (status.finding()) {
            case Finding.Met met -> {
                answer.put("met", true);
                answer.put("metOn", met.on());
                answer.put("by", codes(met.by()));
                answer.put("ranks", ranks(met));
            }
            case Finding.Unmet(var missing, var absent) -> {
                answer.put("met", false);
                answer.put("missing", missing);
                answer.put("missingParticipants", codes(absent));
            }
        }
        answer.put("entersIntoForceOn", status.inForceSince().orElse(null));
        answer.put("ceasesOn", status.ceasedOn().orElse(null));
        answer.put("trace", status.trace());
        answer.put("evidence", recorded(status.findingEvidence().stream()));
        return answer;
    }

    /** The ranks of the cohort's first and last instrument; none where a decision or the parent treaty met it. */
    private static List<Integer> ranks(Finding.Met met) {
        return met.by().isEmpty()
                ? List.of()
                : List.of(met.firstRank(), met.firstRank() + met.by().size() - 1);
    }

    static List<String> codes(Collection<ParticipantId> ids) {
        return ids.stream().map(ParticipantId::code).toList();
    }

    /** The positions that the log has: what a scenario made up has none. */
    static List<Long> recorded(Stream<Long> positions) {
        return positions.filter(position -> !Scenario.isImagined(position)).toList();
    }
}
