package org.treatyledger.core.treaty;

import java.nio.charset.StandardCharsets;
import org.treatyledger.core.codec.JsonText;
import org.treatyledger.core.codec.RulesJson;
import org.treatyledger.core.rules.FinalClauses;

/** A treaty of few clauses, for tests that need no real one. */
final class SmallTreaty {

    static final String EXIT = "{'date': {'plusYears': 1}, 'laterIfSpecified': true}";
    static final String CONSENT = """
            'signatories': ['ratification'], 'others': ['accession', 'definitive-signature'],
            'eligible': 'all-states', 'regionalOrganizations': true""";

    static FinalClauses clauses(String threshold, String date, String consent, String exit) {
        var rules = """
                {'treaty': 'any-treaty', 'title': 'Any Treaty', 'zone': 'UTC', 'adopted': '2000-01-01',
                 'parent': null, 'reservations': 'permitted', 'withdrawal': %s, 'quorum': null,
                 'signature': {'windows': [{'from': '2000-01-01', 'to': '2001-12-31'}, {'from': '2005-01-01'}],
                               'effect': 'simple'},
                 'consent': {%s},
                 'entryIntoForce': {'threshold': %s, 'date': %s, 'perState': %s, 'scope': 'all'}}
                """.formatted(exit, consent, threshold, date, date);
        return RulesJson.read(JsonText.read(rules.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    static TreatySpecification treaty(String threshold, String date) {
        return TreatySpecification.of(clauses(threshold, date, CONSENT, EXIT));
    }

    static TreatySpecification ofOne() {
        return treaty("{'count': 1}", "'onDay'");
    }

    static TreatySpecification openTo(String consent) {
        return TreatySpecification.of(clauses("{'count': 1}", "'onDay'", consent, EXIT));
    }

    private SmallTreaty() {}
}
