package org.treatyledger.core.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.treaty.Acts.accede;
import static org.treatyledger.core.treaty.Acts.day;
import static org.treatyledger.core.treaty.Acts.declare;
import static org.treatyledger.core.treaty.Acts.hold;
import static org.treatyledger.core.treaty.Acts.id;
import static org.treatyledger.core.treaty.Acts.notifyWithdrawal;
import static org.treatyledger.core.treaty.Acts.revokeWithdrawal;
import static org.treatyledger.core.treaty.Acts.withdrawDeclaration;
import static org.treatyledger.core.treaty.Acts.withdrawInstrument;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treatyledger.core.codec.JsonText;
import org.treatyledger.core.codec.RulesJson;
import org.treatyledger.core.rules.Finding;
import org.treatyledger.core.treaty.Acts;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.treaty.Directory;
import org.treatyledger.core.treaty.Reason;
import org.treatyledger.core.treaty.Status;
import org.treatyledger.core.treaty.TreatyCommand;
import org.treatyledger.core.treaty.TreatySpecification;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.Participant;

/** The numbered cases of depositary-law.md, section 11, of treaties other than the Rome Statute: rules are data. */
class OtherTreatiesCasesTest {

    private static final String ANY = "'accession', 'ratification', 'formal-confirmation'";

    private static TreatySpecification treaty(String threshold, String date, String withdrawal, String quorum) {
        var rules = """
                {'treaty': 'any-treaty', 'title': 'Any Treaty', 'zone': 'America/New_York', 'adopted': '1945-06-26',
                 'parent': null, 'reservations': 'permitted', 'withdrawal': %s, 'quorum': %s,
                 'consent': {'signatories': [%s], 'others': [%s], 'eligible': 'all-states',
                             'regionalOrganizations': true},
                 'entryIntoForce': {'threshold': %s, 'date': %s, 'perState': %s, 'scope': 'all'}}
                """.formatted(withdrawal, quorum, ANY, ANY, threshold, date, date);
        return TreatySpecification.of(
                RulesJson.read(JsonText.read(rules.replace('\'', '"').getBytes(StandardCharsets.UTF_8))));
    }

    private static TreatySpecification treaty(String threshold, String date, String withdrawal) {
        return treaty(threshold, date, withdrawal, "null");
    }

    /** So many States, in the order of their codes, none of which is among those named. */
    private static List<String> states(int number, String... without) {
        return Directory.PARTICIPANTS.all().stream()
                .filter(Participant.State.class::isInstance)
                .map(who -> who.id().code())
                .filter(code -> !List.of(without).contains(code))
                .sorted()
                .limit(number)
                .toList();
    }

    private static TreatyCommand[] accedeAll(List<String> who, String day) {
        return who.stream().map(code -> accede(code, day)).toArray(TreatyCommand[]::new);
    }

    @Test
    void case45_givenANoticeSuspendedOnTheEve_whenResumedYearsLater_thenANewNoticeRunsAndTheDisputeStandsBeside() {
        var npt = treaty("{'count': 1}", "'onDay'", "{'date': {'plusMonths': 3}, 'laterIfSpecified': true}")
                .given(accede("PRK", "1985-12-12"), notifyWithdrawal("PRK", "1993-03-12"));
        assertThat(npt.status().memberships(id("PRK")).getFirst().exitsOn()).isEqualTo(day("1993-06-12"));
        npt.given(revokeWithdrawal("PRK", "1993-06-11"));
        assertThat(npt.status().status(id("PRK"), day("1993-06-12"))).isEqualTo(Status.PARTY);

        npt.when(notifyWithdrawal("PRK", "2003-01-10", "2003-01-11"))
                .thenRefused(Reason.EFFECT_EARLIER_THAN_PERMITTED)
                .given(notifyWithdrawal("PRK", "2003-01-10"));
        assertThat(npt.status().disputes(id("PRK"))).isEmpty();
        npt.given(new TreatyCommand.Declare(
                Acts.TREATY,
                id("USA"),
                "dispute",
                null,
                null,
                "the clock of 1993 resumed: effect on 11 January 2003",
                id("PRK"),
                Acts.received("2003-02-01")));
        assertThat(npt.status().disputes(id("PRK"))).hasSize(1);
        assertThat(npt.status().status(id("PRK"), day("2003-04-09"))).isEqualTo(Status.WITHDRAWING);
        assertThat(npt.status().status(id("PRK"), day("2003-04-10"))).isEqualTo(Status.FORMER);
    }

    @Test
    void case46_givenATreatyWithoutAnExitClause_whenAPartyDenounces_thenRefusedAndItStaysAParty() {
        var covenant = treaty("{'count': 1}", "'onDay'", "null").given(accede("PRK", "1981-09-14"));
        covenant.when(notifyWithdrawal("PRK", "1997-08-25")).thenRefused(Reason.WITHDRAWAL_NOT_PERMITTED);
        assertThat(covenant.status().status(id("PRK"), day("1997-08-26"))).isEqualTo(Status.PARTY);
    }

    @Test
    void case47_givenADenunciation_whenTheNewInstrumentIsHeldForObjections_thenTheGapShowsAndTheDepositDayCounts() {
        var convention = treaty(
                        "{'count': 1}", "{'plusDays': 30}", "{'date': {'plusMonths': 6}, 'laterIfSpecified': true}")
                .given(
                        accede("BOL", "1976-09-23"),
                        notifyWithdrawal("BOL", "2011-06-29", "2012-01-01"),
                        hold("BOL", ConsentMeans.ACCESSION, "objections for twelve months", "2012-01-10"));
        assertThat(convention.status().status(id("BOL"), day("2012-01-09"))).isEqualTo(Status.FORMER);
        assertThat(convention.status().count(Basis.CONSENTED, day("2012-06-01")))
                .isZero();
        assertThat(convention.status().history(id("BOL")).orElseThrow().heldOn(day("2012-06-01")))
                .isPresent();
        convention.given(accede("BOL", "2013-01-11"));
        assertThat(convention.status().history(id("BOL")).orElseThrow().heldOn(day("2013-01-11")))
                .isEmpty();
        assertThat(convention.status().memberships(id("BOL")))
                .extracting(period -> period.entersIntoForceOn() + " " + period.exitsOn())
                .containsExactly("1976-10-23 2012-01-01", "2013-02-10 null");
    }

    @Test
    void case48_givenAnInstrumentConditionalOnAnother_whenTheOtherIsDeposited_thenBothCountFromThatDay() {
        var agreement = treaty("{'count': 2}", "'onDay'", "null")
                .given(hold("FRA", ConsentMeans.ACCESSION, "until Germany deposits", "2020-01-10"));
        assertThat(agreement.status().status(id("FRA"), day("2020-02-01"))).isEqualTo(Status.HELD);
        assertThat(agreement.status().trace(id("FRA"), day("2020-02-01")))
                .containsExactly("an instrument received 2020-01-10 is held: until Germany deposits");
        agreement.given(accede("DEU", "2020-03-01"));
        assertThat(agreement.status().finding()).isInstanceOf(Finding.Unmet.class);
        agreement.given(accede("FRA", "2020-03-01"));
        assertThat(agreement.status().finding()).isInstanceOfSatisfying(Finding.Met.class, met -> assertThat(met.by())
                .containsExactly(id("DEU"), id("FRA")));
    }

    @ParameterizedTest
    @CsvSource({"2030-08-01, 2036-01-12", "2030-07-12, 2031-01-12"})
    void case49_givenPeriods_whenTheNoticeComesTooLateForOne_thenTheNextPeriodEnds(String received, String exits) {
        var genocide = treaty("{'count': 1}", "{'plusDays': 90}", """
                        {'date': {'endOfPeriod': {'from': '1951-01-12', 'firstYears': 10, 'thenYears': 5,
                                                  'noticeMonths': 6}}, 'laterIfSpecified': false}""")
                .today("2031-06-01")
                .given(accede("FJI", "1973-01-11"), notifyWithdrawal("FJI", received));
        assertThat(genocide.status().memberships(id("FJI")).getFirst().exitsOn())
                .isEqualTo(day(exits));
    }

    private static TreatySpecification mineBan() {
        return treaty("{'count': 1}", "'onDay'", """
                        {'date': {'plusMonths': 6}, 'laterIfSpecified': false, 'notBeforeEndOf': 'armed-conflict'}""")
                .given(accede("FIN", "2012-01-09"), notifyWithdrawal("FIN", "2025-07-10"));
    }

    @Test
    void case50_givenNotice_whenTheStateIsAtPeaceOnTheDay_thenItLeavesAfterSixMonths() {
        assertThat(mineBan().status().memberships(id("FIN")).getFirst().exitsOn())
                .isEqualTo(day("2026-01-10"));
    }

    @Test
    void case50_givenNotice_whenTheStateIsEngagedInAnArmedConflictOnTheDay_thenItIsBoundUntilItsEnd() {
        var treaty = mineBan().given(declare("FIN", "armed-conflict", "2025-12-01", null, "2025-12-02"));
        assertThat(treaty.status().memberships(id("FIN")).getFirst().exitsOn()).isNull();
        assertThat(treaty.status().status(id("FIN"), day("2026-02-01"))).isEqualTo(Status.WITHDRAWING);
        treaty.given(withdrawDeclaration("FIN", "armed-conflict", "2026-05-31", "2026-05-31"));
        var period = treaty.status().memberships(id("FIN")).getFirst();
        assertThat(period.exitsOn()).isEqualTo(day("2026-06-01"));
        assertThat(period.trace()).contains("postponed by a declared circumstance until: 2026-06-01");
        assertThat(treaty.status().status(id("FIN"), day("2026-06-01"))).isEqualTo(Status.FORMER);
    }

    @Test
    void case51_givenALockIn_whenAStateLeavesAndAcceptsAgain_thenThereIsASecondPeriod() {
        var paris = treaty("{'count': 2}", "{'plusDays': 30}", """
                        {'date': {'plusYears': 1}, 'laterIfSpecified': true, 'lockIn': {'plusYears': 3}}""")
                .given(accede("USA", "2016-09-03"), accede("FRA", "2016-10-05"));
        paris.when(notifyWithdrawal("USA", "2019-11-03"))
                .thenRefused(Reason.WITHDRAWAL_LOCKED_IN)
                .given(notifyWithdrawal("USA", "2019-11-04"), accede("USA", "2021-01-20"));
        assertThat(paris.status().memberships(id("USA")))
                .extracting(period -> period.entersIntoForceOn() + " " + period.exitsOn())
                .containsExactly("2016-11-04 2020-11-04", "2021-02-19 null");
    }

    @Test
    void case52_givenThirtyFullDaysMustExpire_whenThe22ndIsDeposited_thenInForceOnTheDayAfterThem() {
        var trade = treaty("{'count': 22}", "{'afterExpiryOfDays': 30}", "null")
                .given(accedeAll(states(21), "2018-05-10"))
                .given(accede("ZWE", "2019-04-29"));
        assertThat(trade.status().inForceSince()).contains(day("2019-05-30"));
    }

    @Test
    void case53_givenADepositByTheUnionWithSevenStates_whenTheThresholdIsCounted_thenTheUnionIsNot() {
        var seven = List.of("BGR", "DNK", "HUN", "MLT", "NLD", "ROU", "SWE");
        var fortyTwo = states(42, seven.toArray(String[]::new));
        var minamata = treaty("{'count': 50}", "{'plusDays': 90}", "null")
                .given(accedeAll(fortyTwo, "2016-01-10"))
                .given(accede("EUE", "2017-05-18"))
                .given(accedeAll(seven, "2017-05-18"));
        assertThat(minamata.status().finding())
                .isInstanceOfSatisfying(Finding.Unmet.class, unmet -> assertThat(unmet.missing())
                        .containsExactly("49 of 50 instruments"));
        minamata.given(accede("ZWE", "2017-05-18"));
        assertThat(minamata.status().inForceSince()).contains(day("2017-08-16"));
        assertThat(minamata.status().count(Basis.IN_FORCE, day("2017-08-16"))).isEqualTo(50);
        assertThat(minamata.status().isPartyOn(id("EUE"), day("2017-08-16"))).isTrue();
    }

    @Test
    void case54_givenNamedStates_whenOneMoreDeposits_thenTheListOfThoseMissingShrinks() {
        var testBan = treaty("{'allOf': ['CHN', 'IND', 'PAK', 'USA']}", "{'plusDays': 180}", "null")
                .given(accedeAll(states(178, "CHN", "IND", "PAK", "USA"), "2020-01-10"));
        assertThat(missing(testBan)).containsExactly("waiting for CHN, IND, PAK, USA");
        testBan.given(accede("IND", "2026-03-02"));
        assertThat(missing(testBan)).containsExactly("waiting for CHN, PAK, USA");
        assertThat(((Finding.Unmet) testBan.status().finding()).absent())
                .containsExactly(id("CHN"), id("PAK"), id("USA"));
    }

    private static List<String> missing(TreatySpecification treaty) {
        return ((Finding.Unmet) treaty.status().finding()).missing();
    }

    @Test
    void case55_givenSeventeen_whenFiveDepositOnOneDay_thenTheyAreOneCohortAndNinetyDaysRun() {
        var five = states(22).subList(17, 22);
        var genocide = treaty("{'count': 20}", "{'plusDays': 90}", "null")
                .given(accedeAll(states(17), "1950-01-10"))
                .given(accedeAll(five, "1950-10-14"));
        assertThat(genocide.status().finding()).isInstanceOfSatisfying(Finding.Met.class, met -> {
            assertThat(met.by()).hasSize(5);
            assertThat(met.firstRank()).isEqualTo(18);
            assertThat(met.entersIntoForceOn()).isEqualTo(day("1951-01-12"));
        });
    }

    @Test
    void case59_givenAnInstrumentWithoutFullPowers_whenTheDefectIsCured_thenTheDepositIsOfThatDay() {
        var treaty = treaty("{'count': 1}", "{'plusDays': 30}", "null")
                .given(hold("KEN", ConsentMeans.RATIFICATION, "full powers are missing", "2020-01-10"))
                .when(hold("KEN", ConsentMeans.RATIFICATION, "full powers are missing", "2020-01-10"))
                .thenRefused(Reason.ALREADY_RECORDED)
                .given(accede("KEN", "2020-02-03"));
        assertThat(treaty.status().memberships(id("KEN")).getFirst().entersIntoForceOn())
                .isEqualTo(day("2020-03-04"));
        assertThat(treaty.status().status(id("KEN"), day("2020-01-20"))).isEqualTo(Status.HELD);
    }

    @Test
    void case59_givenAHeldInstrument_whenTheStateTakesItBack_thenNothingIsLeftOfIt() {
        var treaty = treaty("{'count': 1}", "'onDay'", "null")
                .given(
                        hold("KEN", ConsentMeans.RATIFICATION, "full powers are missing", "2020-01-10"),
                        withdrawInstrument("KEN", "2020-01-20"));
        assertThat(treaty.status().status(id("KEN"), day("2020-01-19"))).isEqualTo(Status.HELD);
        assertThat(treaty.status().status(id("KEN"), day("2020-01-20"))).isEqualTo(Status.ENTITLED);
    }

    @Test
    void case61_givenALetterThatIsRecorded_whenAColleagueRecordsItAgain_thenRefused() {
        var declared = declare("KEN", "interpretative", null, null, "2020-02-03");
        treaty("{'count': 1}", "'onDay'", "{'date': {'plusYears': 1}, 'laterIfSpecified': true}")
                .given(accede("KEN", "2020-01-10"), declared)
                .when(accede("KEN", "2020-01-10"))
                .thenRefused(Reason.ALREADY_CONSENTED)
                .when(declared)
                .thenRefused(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.ALREADY_RECORDED);
                    assertThat(refusal.sentence()).endsWith("at position 2.");
                })
                .given(notifyWithdrawal("KEN", "2021-01-10"))
                .when(notifyWithdrawal("KEN", "2021-01-10"))
                .thenRefused(Reason.WITHDRAWAL_ALREADY_NOTIFIED);
    }

    @Test
    void case62_givenATreatyThatNeedsSixteen_whenADenunciationLeavesFifteen_thenItCeasesThatDay() {
        var sixteen = states(16);
        var treaty = treaty(
                        "{'count': 16}",
                        "'onDay'",
                        "{'date': {'plusYears': 1}, 'laterIfSpecified': true}",
                        "{'parties': 16, 'citation': 'art. XV'}")
                .given(accedeAll(sixteen, "2000-01-10"));
        assertThat(treaty.status().ceasedOn()).isEmpty();
        treaty.when(notifyWithdrawal(sixteen.getFirst(), "2020-02-01")).thenAccepted(accepted -> {
            assertThat(accepted.effects()).hasSize(17); // the one that leaves, the treaty, fifteen that lose it
            assertThat(accepted.effects().get(1).exitsOn()).isEqualTo(day("2021-02-01"));
        });
        assertThat(treaty.status().ceasedOn()).contains(day("2021-02-01"));
        assertThat(treaty.status().count(Basis.IN_FORCE, day("2021-01-31"))).isEqualTo(16);
        assertThat(treaty.status().count(Basis.IN_FORCE, day("2021-02-01"))).isZero();
        assertThat(treaty.status().trace()).last().asString().contains("fewer parties");
    }

    @Test
    void case62_givenATreatyWithoutSuchAClause_whenOnePartyIsLeft_thenItGoesOn() {
        var treaty = treaty("{'count': 2}", "'onDay'", "{'date': {'plusYears': 1}, 'laterIfSpecified': true}")
                .given(accede("KEN", "2000-01-10"), accede("UGA", "2000-01-10"), notifyWithdrawal("KEN", "2020-02-01"));
        assertThat(treaty.status().ceasedOn()).isEmpty();
        assertThat(treaty.status().count(Basis.IN_FORCE, day("2021-02-01"))).isEqualTo(1);
    }
}
