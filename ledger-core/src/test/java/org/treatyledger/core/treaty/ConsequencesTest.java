package org.treatyledger.core.treaty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.treaty.Acts.accede;
import static org.treatyledger.core.treaty.Acts.announce;
import static org.treatyledger.core.treaty.Acts.cease;
import static org.treatyledger.core.treaty.Acts.day;
import static org.treatyledger.core.treaty.Acts.declare;
import static org.treatyledger.core.treaty.Acts.id;
import static org.treatyledger.core.treaty.Acts.leaveOver;
import static org.treatyledger.core.treaty.Acts.notifyWithdrawal;
import static org.treatyledger.core.treaty.Acts.revokeWithdrawal;
import static org.treatyledger.core.treaty.Acts.sign;
import static org.treatyledger.core.treaty.Acts.succeed;
import static org.treatyledger.core.treaty.Acts.withdrawInstrument;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.codec.JsonText;
import org.treatyledger.core.codec.RulesJson;

/** What follows from an act, and what a State that leaves, follows another or changes its mind may do. */
class ConsequencesTest {

    private static final String EXIT = "{'date': {'plusYears': 1}, 'laterIfSpecified': true}";

    private static TreatySpecification treaty(int needed, String perState, String exit) {
        var rules = """
                {'treaty': 'rome-statute', 'title': 'Any Treaty', 'zone': 'UTC', 'adopted': '1990-01-01',
                 'parent': null, 'reservations': 'permitted', 'withdrawal': %s, 'quorum': null,
                 'signature': {'windows': [{'from': '1990-01-01'}], 'effect': 'simple'},
                 'consent': {'signatories': ['ratification'], 'others': ['accession'], 'eligible': 'all-states'},
                 'entryIntoForce': {'threshold': {'count': %d}, 'date': 'onDay', 'perState': %s, 'scope': 'all'}}
                """.formatted(exit, needed, perState);
        return TreatySpecification.of(
                RulesJson.read(JsonText.read(rules.replace('\'', '"').getBytes(StandardCharsets.UTF_8))));
    }

    private static TreatySpecification ofOne(String exit) {
        return treaty(1, "'onDay'", exit);
    }

    private static void thenEffect(
            TreatySpecification treaty,
            Status status,
            @Nullable String enters,
            @Nullable String exits,
            String... trace) {
        treaty.thenAccepted(accepted -> assertThat(accepted.effects()).first().satisfies(effect -> {
            assertThat(effect.status()).isEqualTo(status);
            assertThat(effect.entersIntoForceOn()).isEqualTo(enters == null ? null : day(enters));
            assertThat(effect.exitsOn()).isEqualTo(exits == null ? null : day(exits));
            assertThat(effect.trace()).containsExactly(trace);
        }));
    }

    @Test
    void givenATreatyNotInForce_whenActsArrive_thenTheEffectSaysWhatEachBringsOrWhyNothing() {
        var treaty = treaty(2, "'onDay'", EXIT);
        thenEffect(treaty.when(sign("DEU", "1995-01-01")), Status.SIGNATORY, null, null, "signed 1995-01-01");
        thenEffect(
                treaty.when(accede("FRA", "2002-01-01")),
                Status.CONTRACTING,
                null,
                null,
                "deposit 2002-01-01",
                "the treaty is not in force: 1 of 2 instruments");
        thenEffect(
                treaty.when(withdrawInstrument("FRA", "2002-02-01")),
                Status.ENTITLED,
                null,
                null,
                "deposit 2002-01-01",
                "instrument taken back 2002-02-01: it never takes effect");
    }

    @Test
    void givenTheLastInstrument_whenItMeetsTheThreshold_thenTheTreatyAndTheOthersFollowTheActor() {
        treaty(2, "'onDay'", EXIT)
                .given(accede("FRA", "2002-01-01"))
                .when(accede("DEU", "2003-01-01"))
                .thenAccepted(accepted -> {
                    assertThat(accepted.effects())
                            .extracting(Effect::participant)
                            .containsExactly(id("DEU"), null, id("FRA"));
                    assertThat(accepted.effects().get(1).entersIntoForceOn()).isEqualTo(day("2003-01-01"));
                    assertThat(accepted.effects().get(1).trace()).first().isEqualTo("threshold met 2003-01-01");
                    assertThat(accepted.effects().get(2).status()).isEqualTo(Status.PARTY);
                })
                .when(accede("ITA", "2004-01-01"))
                .thenAccepted(accepted -> assertThat(accepted.effects())
                        .as("nobody else is moved")
                        .extracting(Effect::participant)
                        .containsExactly(id("ITA")));
    }

    @Test
    void givenAFormerParty_whenItsNewInstrumentBringsNothing_thenTheOldPeriodDoesNotExplainIt() {
        var treaty = treaty(1, "{'plusYears': 1}", EXIT)
                .given(accede("YUG", "2001-01-01"), notifyWithdrawal("YUG", "2003-01-01"), accede("YUG", "2005-01-01"));
        thenEffect(
                treaty.when(withdrawInstrument("YUG", "2005-06-01")),
                Status.FORMER,
                null,
                null,
                "deposit 2005-01-01",
                "instrument taken back 2005-06-01: it never takes effect");
        var first = "1 year after: 2002-01-01";
        thenEffect(
                treaty.when(announce("YUG", "so", "2003-06-01")),
                Status.WITHDRAWING,
                "2002-01-01",
                "2004-01-01",
                "deposit 2001-01-01",
                first,
                "notification of withdrawal received 2003-01-01",
                "1 year after: 2004-01-01");
        thenEffect(
                treaty.given(cease("YUG", "2007-01-01")).when(accede("YUG", "2006-06-01")),
                Status.CONTRACTING,
                null,
                null,
                "deposit 2006-06-01",
                "the State ceased to exist: 2007-01-01");
    }

    @Test
    void givenANoticeAndItsFate_whenARevocationArrives_thenItMustFindOneThatIsPending() {
        ofOne(EXIT)
                .given(accede("FRA", "2002-01-01"), notifyWithdrawal("FRA", "2003-01-01"))
                .when(revokeWithdrawal("FRA", "2002-12-31"))
                .thenRefused(Reason.NO_WITHDRAWAL_NOTIFIED)
                .when(revokeWithdrawal("FRA", "2004-01-01"))
                .thenRefused(Reason.WITHDRAWAL_ALREADY_EFFECTIVE)
                .given(revokeWithdrawal("FRA", "2003-12-31"))
                .when(revokeWithdrawal("FRA", "2004-01-01"))
                .thenRefused(Reason.NO_WITHDRAWAL_NOTIFIED);
        ofOne(EXIT).when(revokeWithdrawal("FRA", "2004-01-01")).thenRefused(Reason.NO_WITHDRAWAL_NOTIFIED);
    }

    @Test
    void givenANoticeAndARevocationOfOneDay_whenAnOlderNoticeIsPending_thenTheNewOneStands() {
        var treaty = ofOne(EXIT)
                .given(
                        accede("FRA", "2002-01-01"),
                        notifyWithdrawal("FRA", "2003-01-01"),
                        notifyWithdrawal("FRA", "2003-03-01", "2006-01-01"),
                        revokeWithdrawal("FRA", "2003-03-01"));
        assertThat(treaty.status().memberships(id("FRA")).getFirst().exitsOn()).isEqualTo(day("2006-01-01"));
        var alone = ofOne(EXIT)
                .given(
                        accede("FRA", "2002-01-01"),
                        notifyWithdrawal("FRA", "2003-03-01"),
                        revokeWithdrawal("FRA", "2003-03-01"));
        assertThat(alone.status().memberships(id("FRA")).getFirst().exitsOn()).isNull();
    }

    @Test
    void givenTheTreatyFixesTheDayOfEffect_whenANoticeNamesALaterOne_thenRefused() {
        ofOne("{'date': {'plusYears': 1}, 'laterIfSpecified': false}")
                .given(accede("FRA", "2002-01-01"))
                .when(notifyWithdrawal("FRA", "2003-01-01", "2004-01-02"))
                .thenRefused(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.LATER_EFFECT_NOT_PERMITTED);
                    assertThat(refusal.field()).isEqualTo("effectiveOn");
                })
                .when(notifyWithdrawal("FRA", "2003-01-01", "2003-12-31"))
                .thenRefused(Reason.EFFECT_EARLIER_THAN_PERMITTED)
                .when(notifyWithdrawal("FRA", "2003-01-01", "2004-01-01"))
                .thenAccepted();
    }

    @Test
    void givenAPendingNotice_whenAnotherArrives_thenTheRefusalSaysWhenTheFirstTakesEffect() {
        var exit = "{'date': {'plusYears': 1}, 'laterIfSpecified': true, 'notBeforeEndOf': 'armed-conflict'}";
        var treaty = ofOne(exit).given(accede("FRA", "2002-01-01"), notifyWithdrawal("FRA", "2003-01-01"));
        treaty.when(notifyWithdrawal("FRA", "2003-02-01"))
                .thenRefused(refusal -> assertThat(refusal.sentence()).endsWith("takes effect on 2004-01-01."));
        treaty.given(declare("FRA", "armed-conflict", "2003-06-01", null, "2003-06-01"))
                .when(notifyWithdrawal("FRA", "2003-07-01"))
                .thenRefused(refusal -> assertThat(refusal.sentence()).endsWith("takes effect on a day to come."));
        assertThat(treaty.status().trace(id("FRA"), day("2003-07-01")))
                .contains("postponed by a declared circumstance until: it ends");
        assertThat(treaty.status().status(id("FRA"), day("2009-01-01"))).isEqualTo(Status.WITHDRAWING);
    }

    @Test
    void givenACircumstanceThatIsOverOrOfAnotherKind_whenTheExitComes_thenItIsNotPostponed() {
        var exit = "{'date': {'plusYears': 1}, 'laterIfSpecified': true, 'notBeforeEndOf': 'armed-conflict'}";
        var treaty = ofOne(exit)
                .given(
                        accede("FRA", "2002-01-01"),
                        declare("FRA", "territorial", "2002-01-01", null, "2002-01-01"),
                        declare("FRA", "armed-conflict", "2003-01-01", "2003-12-31", "2003-01-01"),
                        notifyWithdrawal("FRA", "2003-01-01"));
        assertThat(treaty.status().memberships(id("FRA")).getFirst().exitsOn()).isEqualTo(day("2004-01-01"));
        treaty.given(declare("FRA", "armed-conflict", "2004-01-01", "2004-01-31", "2003-06-01"));
        assertThat(treaty.status().memberships(id("FRA")).getFirst().exitsOn()).isEqualTo(day("2004-02-01"));
    }

    @Test
    void givenNoClauseOnLeavingAtOnce_whenAPartyWouldOverAnAmendment_thenRefused() {
        ofOne(EXIT)
                .given(accede("FRA", "2002-01-01"))
                .when(leaveOver("an-amendment", "FRA", "2003-01-01"))
                .thenRefused(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.IMMEDIATE_EXIT_NOT_PERMITTED);
                    assertThat(refusal.sentence()).startsWith("The treaty does not provide");
                })
                .when(leaveOver("an-amendment", "DEU", "2003-01-01"))
                .thenRefused(Reason.NOT_A_PARTY);
    }

    @Test
    void givenTheAmendmentOfAnotherTreaty_whenAPartyWouldLeaveOverIt_thenItIsNoAmendmentOfThisOne() {
        Seed.romeStatuteUntil("2026-11-24")
                .amendedBy(Seed.ALL.status("rome-statute"))
                .when(leaveOver("rome-statute-c", "FRA", "2026-11-24"))
                .thenRefused(refusal -> assertThat(refusal.sentence()).startsWith("No amendment of this treaty"));
    }

    @Test
    void givenAPredecessor_whenItWasBoundOnTheDayOrToItsEnd_thenTheSuccessorFollows() {
        var treaty = ofOne(EXIT)
                .given(accede("YUG", "1991-01-01"), cease("YUG", "1992-04-27"))
                .when(succeed("HRV", "YUG", "1990-12-31", "1993-01-01"))
                .thenRefused(Reason.PREDECESSOR_NOT_BOUND)
                .when(succeed("HRV", "DEU", "1992-04-27", "1993-01-01"))
                .thenRefused(Reason.PREDECESSOR_NOT_BOUND)
                .given(succeed("HRV", "YUG", "1992-04-27", "1993-01-01"))
                .given(succeed("MKD", "YUG", "1992-04-28", "1993-01-01"))
                .given(succeed("SVN", "YUG", "1991-06-25", "1993-01-01"));
        assertThat(treaty.status().memberships(id("HRV"))).singleElement().satisfies(period -> {
            assertThat(period.entersIntoForceOn()).isEqualTo(day("1992-04-27"));
            assertThat(period.trace()).containsExactly("succession of States 1992-04-27");
        });
        ofOne(EXIT)
                .given(accede("YUG", "1991-01-01"), cease("YUG", "1991-01-01"))
                .when(succeed("HRV", "YUG", "1991-01-01", "1993-01-01"))
                .thenRefused(Reason.PREDECESSOR_NOT_BOUND);
    }

    @Test
    void givenAnInstrument_whenTakenBack_thenOnlyBeforeTheTreatyBindsItsState() {
        treaty(1, "{'plusYears': 1}", EXIT)
                .when(withdrawInstrument("FRA", "2002-01-01"))
                .thenRefused(Reason.NO_INSTRUMENT_DEPOSITED)
                .given(accede("FRA", "2002-01-01"))
                .when(withdrawInstrument("FRA", "2003-01-01"))
                .thenRefused(Reason.INSTRUMENT_ALREADY_IN_FORCE)
                .when(withdrawInstrument("FRA", "2002-12-31"))
                .thenAccepted();
    }

    @Test
    void givenAParty_whenItSaysThatItDoesNotIntendToBecomeOne_thenRefused() {
        ofOne(EXIT)
                .given(sign("DEU", "1995-01-01"), accede("FRA", "2002-01-01"))
                .when(Acts.doesNotIntend("FRA", "2003-01-01"))
                .thenRefused(Reason.ALREADY_CONSENTED)
                .when(Acts.doesNotIntend("DEU", "1994-12-31"))
                .thenRefused(Reason.NOT_A_SIGNATORY)
                .when(Acts.doesNotIntend("DEU", "1995-01-01"))
                .thenAccepted();
    }
}
