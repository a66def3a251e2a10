package org.treatyledger.core.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.treaty.Acts.accede;
import static org.treatyledger.core.treaty.Acts.day;
import static org.treatyledger.core.treaty.Acts.id;
import static org.treatyledger.core.treaty.Acts.notifyWithdrawal;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.treatyledger.core.codec.RulesJson;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.rules.Finding;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.treaty.Status;
import org.treatyledger.core.treaty.TreatyCommand;
import org.treatyledger.core.treaty.TreatySpecification;
import tools.jackson.databind.json.JsonMapper;

/** What belongs to another treaty: fractions of its parties are met by its parties, and who leaves it leaves both. */
class ParentBodyTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A treaty open to all from 1990, bound on the day of deposit, left a year after notice. */
    private static FinalClauses clauses(String parent, String eligible, String adopted, String threshold, String date) {
        return RulesJson.read(JSON.readTree("""
                {"treaty": "any", "title": "Any", "zone": "America/New_York", "adopted": "%s", "parent": %s,
                 "consent": {"signatories": [], "others": ["accession"], "eligible": "%s"},
                 "entryIntoForce": {"threshold": %s, "date": %s, "perState": "onDay"},
                 "withdrawal": {"date": {"plusYears": 1}}}
                """.formatted(adopted, parent, eligible, threshold, date)));
    }

    private static TreatySpecification parent(TreatyCommand... acts) {
        return TreatySpecification.of(clauses("null", "all-states", "1990-01-01", "{\"count\": 1}", "\"onDay\""))
                .given(acts);
    }

    private static TreatySpecification child(TreatySpecification parent, String threshold) {
        return TreatySpecification.of(
                        clauses("\"parent\"", "parent-parties", "1995-01-01", threshold, "{\"plusMonths\": 3}"))
                .under(parent.status());
    }

    private static TreatyCommand[] acceding(String day, String... who) {
        return List.of(who).stream().map(one -> accede(one, day)).toArray(TreatyCommand[]::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parties-current", "parent-parties-current"})
    void romeStatute_art121_4_givenAcceptancesOfStatesThatLeft_thenTheyMeetNoFractionOfTheParties(String denominator) {
        var parties = new String[] {"FRA", "DEU", "AUT", "BEL", "BDI", "PHL", "ITA", "ESP"};
        var statute = parent(acceding("1991-01-01", parties));
        var fraction = "{\"fraction\": \"7/8\", \"denominator\": \"" + denominator + "\"}";
        var accepted = acceding("2016-05-01", "FRA", "DEU", "AUT", "BEL", "BDI", "PHL");
        statute.given(notifyWithdrawal("BDI", "2016-10-27"), notifyWithdrawal("PHL", "2016-10-27"));

        var finding = child(statute, fraction).given(accepted).status().finding();

        assertThat(finding).isInstanceOfSatisfying(Finding.Unmet.class, unmet -> assertThat(unmet.missing())
                .singleElement()
                .asString()
                .startsWith("4 of 6 instruments"));
    }

    @Test
    void baselBan_art17_5_givenAcceptancesOfLaterParties_thenOnlyThoseThatWerePartiesAtAdoptionCount() {
        var convention =
                parent(acceding("1991-01-01", "HRV", "NOR", "SWE", "DNK")).given(acceding("1996-01-01", "BRA", "MEX"));
        var ban = child(convention, "{\"fraction\": \"3/4\", \"denominator\": \"parties-at-adoption\"}")
                .given(acceding("1997-01-01", "NOR", "BRA", "MEX"));
        assertThat(ban.status().inForceSince()).isEmpty();

        ban.given(acceding("2018-01-01", "SWE")).given(acceding("2019-09-06", "HRV"));

        assertThat(ban.status().finding()).isInstanceOfSatisfying(Finding.Met.class, met -> {
            assertThat(met.on()).isEqualTo(day("2019-09-06"));
            assertThat(met.trace()).anyMatch(step -> step.contains("3/4 of 4, rounded up, is 3"));
        });
    }

    @Test
    void iccprOp1_art9_givenTheInstrumentsBeforeTheParent_thenItEntersIntoForceWithIt() {
        var covenant = parent(acceding("1996-03-23", "FRA"));
        var protocol = TreatySpecification.of(clauses(
                        "\"parent\"",
                        "all-states",
                        "1991-01-01",
                        "{\"and\": [{\"inForce\": \"parent\"}, {\"count\": 2}]}",
                        "{\"plusMonths\": 3}"))
                .under(covenant.status())
                .given(acceding("1993-08-02", "DEU", "AUT"));

        assertThat(protocol.status().finding()).isInstanceOfSatisfying(Finding.Met.class, met -> {
            assertThat(met.on()).isEqualTo(day("1996-03-23"));
            assertThat(met.by()).containsExactly(id("AUT"), id("DEU"));
        });
        assertThat(protocol.status().inForceSince())
                .as("not three months after the parent: the delay ran from the instruments")
                .contains(day("1996-03-23"));
        assertThat(protocol.given(acceding("1997-01-01", "ITA")).status().status(id("ITA"), day("1997-01-01")))
                .isEqualTo(Status.PARTY);
    }

    @Test
    void kyoto_art27_3_givenAStateThatLeftTheParentFirst_whenTheChildEntersIntoForce_thenItIsNoPartyAndNotCounted() {
        var convention = parent(acceding("1991-01-01", "CAN", "FRA")).given(notifyWithdrawal("CAN", "1996-02-01"));
        var protocol =
                child(convention, "{\"count\": 2}").given(accede("CAN", "1996-01-01"), accede("FRA", "2000-01-01"));

        assertThat(protocol.status().partiesOn(day("2001-01-01"), true))
                .singleElement()
                .satisfies(party -> assertThat(party.participant()).isEqualTo(id("FRA")));
        assertThat(protocol.status().status(id("CAN"), day("1996-06-01"))).isEqualTo(Status.CONTRACTING);
        assertThat(protocol.status().status(id("CAN"), day("1998-01-01"))).isEqualTo(Status.ENTITLED);
        assertThat(protocol.status().count(Basis.CONSENTED, day("1996-06-01"))).isEqualTo(1);
        assertThat(protocol.status().count(Basis.CONSENTED, day("1998-01-01"))).isZero();
    }

    @Test
    void givenAStateThatLeftAndRejoinedTheParent_whenItConsentsAnew_thenItIsCountedOnce() {
        var convention = parent(acceding("1991-01-01", "CAN", "FRA"))
                .given(notifyWithdrawal("CAN", "1997-01-01"))
                .given(accede("CAN", "2000-01-01"));
        var protocol =
                child(convention, "{\"count\": 1}").given(accede("CAN", "1996-01-01"), accede("CAN", "2001-01-01"));

        assertThat(protocol.status().count(Basis.CONSENTED, day("1999-06-01"))).isZero();
        assertThat(protocol.status().count(Basis.CONSENTED, day("2002-01-01"))).isEqualTo(1);
        assertThat(protocol.status().count(Basis.IN_FORCE, day("2002-01-01"))).isEqualTo(1);
    }
}
