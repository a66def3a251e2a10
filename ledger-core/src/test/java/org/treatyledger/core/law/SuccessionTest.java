package org.treatyledger.core.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.treaty.Acts.accede;
import static org.treatyledger.core.treaty.Acts.day;
import static org.treatyledger.core.treaty.Acts.id;
import static org.treatyledger.core.treaty.Acts.notifyWithdrawal;
import static org.treatyledger.core.treaty.Acts.succeed;

import org.junit.jupiter.api.Test;
import org.treatyledger.core.codec.RulesJson;
import org.treatyledger.core.treaty.Membership;
import org.treatyledger.core.treaty.Reason;
import org.treatyledger.core.treaty.Status;
import org.treatyledger.core.treaty.TreatySpecification;
import tools.jackson.databind.json.JsonMapper;

/** What a new State inherits, and from when it may act on it. Source: VCSST 1978, arts. 17, 22, 32 and 36. */
class SuccessionTest {

    /** In force from 1 January 2000 between France and Germany; a consent takes effect half a year after its deposit. */
    private static TreatySpecification treaty() {
        return TreatySpecification.of(RulesJson.read(JsonMapper.shared().readTree("""
                {"treaty": "any", "title": "Any", "zone": "America/New_York", "adopted": "1990-01-01",
                 "consent": {"signatories": [], "others": ["accession"], "eligible": "all-states"},
                 "entryIntoForce": {"threshold": {"count": 2}, "date": {"plusMonths": 6}, "perState": {"plusMonths": 6}},
                 "withdrawal": {"date": {"plusYears": 1}}}
                """)))
                .given(accede("FRA", "1999-07-01"), accede("DEU", "1999-07-01"));
    }

    private static Iterable<java.time.LocalDate> entries(TreatySpecification treaty, String who) {
        return treaty.status().memberships(id(who)).stream()
                .map(Membership::entersIntoForceOn)
                .toList();
    }

    @Test
    void vcsst_art36_givenAPredecessorWhoseConsentHadNotTakenEffect_thenTheSuccessorIsBoundWhenItWouldHave() {
        var treaty =
                treaty().given(accede("SDN", "2011-06-01")).given(succeed("SSD", "SDN", "2011-07-09", "2011-10-01"));

        assertThat(entries(treaty, "SSD")).containsExactly(day("2011-12-01"));
        assertThat(treaty.status().status(id("SSD"), day("2011-11-30"))).isEqualTo(Status.CONTRACTING);
        assertThat(treaty.status().memberships(id("SSD")).getFirst().trace())
                .contains("the predecessor would have been bound later: 2011-12-01");
    }

    @Test
    void vcsst_art22_givenAPredecessorThatWasAParty_thenTheSuccessorIsBoundFromTheSuccessionOfStates() {
        var treaty =
                treaty().given(accede("SDN", "2010-06-01")).given(succeed("SSD", "SDN", "2011-07-09", "2011-10-01"));

        assertThat(entries(treaty, "SSD")).containsExactly(day("2011-07-09"));
    }

    @Test
    void vcsst_art22_givenASuccession_whenAWithdrawalIsDatedBeforeItsNotification_thenRefusedAsOfNoParty() {
        var treaty =
                treaty().given(accede("SDN", "2010-06-01")).given(succeed("SSD", "SDN", "2011-07-09", "2011-10-01"));

        treaty.when(notifyWithdrawal("SSD", "2011-09-30")).thenRefused(Reason.NOT_A_PARTY);
        treaty.when(notifyWithdrawal("SSD", "2011-10-01")).thenAccepted();
        assertThat(treaty.status().isPartyOn(id("SSD"), day("2012-10-01"))).isFalse();
    }
}
