package org.treatyledger.core.treaty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.treaty.Acts.accede;
import static org.treatyledger.core.treaty.Acts.cease;
import static org.treatyledger.core.treaty.Acts.correct;
import static org.treatyledger.core.treaty.Acts.day;
import static org.treatyledger.core.treaty.Acts.declare;
import static org.treatyledger.core.treaty.Acts.doesNotIntend;
import static org.treatyledger.core.treaty.Acts.hold;
import static org.treatyledger.core.treaty.Acts.id;
import static org.treatyledger.core.treaty.Acts.notifyWithdrawal;
import static org.treatyledger.core.treaty.Acts.ratify;
import static org.treatyledger.core.treaty.Acts.received;
import static org.treatyledger.core.treaty.Acts.revokeWithdrawal;
import static org.treatyledger.core.treaty.Acts.sign;
import static org.treatyledger.core.treaty.Acts.withdrawDeclaration;
import static org.treatyledger.core.treaty.Acts.withdrawInstrument;
import static org.treatyledger.core.treaty.SmallTreaty.ofOne;
import static org.treatyledger.core.treaty.SmallTreaty.treaty;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.treaty.CalendarEntry.Kind;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;

/** What a small treaty answers: counts with the acts behind them, reasons, days to come, and who may do what. */
class StatusQuestionsTest {

    private static Series.Step step(String on, int count, List<String> came, List<String> went, Long... evidence) {
        return new Series.Step(day(on), count, ids(came), ids(went), List.of(evidence));
    }

    private static List<ParticipantId> ids(List<String> codes) {
        return codes.stream().map(ParticipantId::new).toList();
    }

    @Test
    void givenPartiesThatComeAndGo_whenTheSeriesIsAsked_thenEachStepNamesThemAndTheActs() {
        var status = ofOne().given(
                        sign("DEU", "2000-05-01"), // 1
                        accede("FRA", "2002-01-01"), // 2
                        accede("EUE", "2002-01-01"), // 3
                        ratify("DEU", "2002-01-01"), // 4
                        notifyWithdrawal("FRA", "2003-01-01"), // 5
                        accede("ITA", "2004-01-01")) // 6
                .status();
        assertThat(status.series(Basis.IN_FORCE).steps())
                .containsExactly(
                        step("2002-01-01", 2, List.of("DEU", "FRA"), List.of(), 2L, 4L, 5L),
                        step("2004-01-01", 2, List.of("ITA"), List.of("FRA"), 5L, 6L));
        assertThat(status.series(Basis.CONSENTED).steps())
                .containsExactly(
                        step("2002-01-01", 2, List.of("DEU", "FRA"), List.of(), 2L, 4L),
                        step("2004-01-01", 2, List.of("ITA"), List.of("FRA"), 5L, 6L));
        assertThat(status.series(Basis.SIGNED).steps())
                .containsExactly(step("2000-05-01", 1, List.of("DEU"), List.of(), 1L));
        assertThat(status.evidence(Basis.CONSENTED, day("2003-12-31"))).containsExactly(2L, 4L);
        assertThat(status.evidence(Basis.CONSENTED, day("2004-01-01"))).containsExactly(4L, 6L);
        assertThat(status.findingEvidence())
                .as("the day that met it, without the Union")
                .containsExactly(2L, 4L);
        assertThat(status.daysOfChange()).containsExactly(day("2002-01-01"), day("2004-01-01"));
        assertThat(status.partiesOn(day("2003-12-31"), true))
                .extracting(period -> period.participant().code())
                .containsExactly("DEU", "EUE", "FRA");
        assertThat(status.partiesOn(day("2004-01-01"), false))
                .extracting(period -> period.participant().code())
                .containsExactly("DEU", "ITA");
        assertThat(status.registeredAt()).isZero();
        assertThat(status.parent()).isEmpty();
        assertThat(status.everParties()).hasSize(4);
        assertThat(status.memberships(id("FRA")).getFirst().evidence()).containsExactly(2L, 5L);
    }

    @Test
    void givenConsentsThatEnd_whenAskedWhy_thenTheActThatEndedEachIsNamed() {
        var status = treaty("{'count': 9}", "'onDay'")
                .given(
                        accede("FRA", "2002-01-01"), // 1
                        withdrawInstrument("FRA", "2002-02-01"), // 2
                        accede("YUG", "2002-01-01"), // 3
                        cease("YUG", "2002-03-01"), // 4
                        accede("ITA", "2002-04-01"), // 5
                        withdrawInstrument("ITA", "2002-04-01")) // 6
                .status();
        assertThat(status.series(Basis.CONSENTED).steps())
                .containsExactly(
                        step("2002-01-01", 2, List.of("FRA", "YUG"), List.of(), 1L, 3L),
                        step("2002-02-01", 1, List.of(), List.of("FRA"), 2L),
                        step("2002-03-01", 0, List.of(), List.of("YUG"), 4L));
        assertThat(status.findingEvidence()).as("what still counts").containsExactly(3L);
        assertThat(status.trace()).containsExactly("1 of 9 instruments");
    }

    @Test
    void givenAnInstrumentTakenBackAfterTheThreshold_whenAskedForTheReasons_thenTheyStillStand() {
        var status = treaty("{'count': 2}", "{'plusYears': 1}")
                .given(
                        accede("FRA", "2002-01-01"),
                        accede("ITA", "2002-02-01"),
                        accede("ESP", "2002-03-01"),
                        withdrawInstrument("FRA", "2002-02-02"),
                        withdrawInstrument("ESP", "2002-03-02"))
                .status();
        assertThat(status.inForceSince()).contains(day("2003-02-01"));
        assertThat(status.trace())
                .containsExactly(
                        "threshold met 2002-02-01",
                        "2 instruments, of 2 needed",
                        "1 year after: 2003-02-01",
                        "the instrument of FRA was taken back 2002-02-02, after the threshold was met: it stays met");
        assertThat(status.findingEvidence()).containsExactly(1L, 2L);
        assertThat(status.trace(id("FRA"), day("2002-02-01")))
                .containsExactly("deposit 2002-01-01", "instrument taken back 2002-02-02: it never takes effect");
        assertThat(status.trace(id("FRA"), day("2002-02-02")))
                .containsExactly("deposit 2002-01-01, taken back 2002-02-02 before it took effect");
    }

    @Test
    void givenNothingInForce_whenEachIsAskedWhyItIsWhatItIs_thenTheStepsSaySo() {
        var status = treaty("{'count': 9}", "'onDay'")
                .given(
                        sign("USA", "2000-05-01"),
                        doesNotIntend("USA", "2002-05-06"),
                        accede("FRA", "2002-01-01"),
                        cease("YUG", "2003-02-04"),
                        hold("KEN", ConsentMeans.ACCESSION, "full powers", "2004-01-01"))
                .status();
        assertThat(status.trace(id("USA"), day("2000-04-30"))).isEmpty();
        assertThat(status.trace(id("USA"), day("2002-05-05"))).containsExactly("signed 2000-05-01");
        assertThat(status.trace(id("USA"), day("2002-05-06")))
                .containsExactly(
                        "signed 2000-05-01", "communicated that it does not intend to become a party 2002-05-06");
        assertThat(status.trace(id("FRA"), day("2002-01-01")))
                .containsExactly("deposit 2002-01-01", "the treaty is not in force: 1 of 9 instruments");
        assertThat(status.trace(id("FRA"), day("2001-12-31"))).isEmpty();
        assertThat(status.trace(id("YUG"), day("2003-02-03"))).isEmpty();
        assertThat(status.trace(id("YUG"), day("2003-02-04"))).containsExactly("the State ceased to exist: 2003-02-04");
        assertThat(status.trace(id("KEN"), day("2004-01-01")))
                .containsExactly("an instrument received 2004-01-01 is held: full powers");
        assertThat(status.trace(id("NPL"), day("2004-01-01"))).isEmpty();
        assertThat(status.status(id("YUG"), day("2003-02-03"))).isEqualTo(Status.ENTITLED);
        assertThat(status.status(id("YUG"), day("2003-02-04"))).isEqualTo(Status.EXTINCT);
    }

    @Test
    void givenAPartyThatLeft_whenAskedForTheReasons_thenTheNoticeAndItsFateAreThere() {
        var status = ofOne().given(
                        accede("FRA", "2002-01-01"),
                        notifyWithdrawal("FRA", "2003-01-01"),
                        revokeWithdrawal("FRA", "2003-06-01"),
                        notifyWithdrawal("FRA", "2004-01-01"),
                        notifyWithdrawal("FRA", "2004-02-01", "2006-01-01"))
                .status();
        assertThat(status.trace(id("FRA"), day("2006-01-01")))
                .containsExactly(
                        "deposit 2002-01-01",
                        "notification of withdrawal received 2003-01-01, revoked 2003-06-01",
                        "notification of withdrawal received 2004-01-01, replaced 2004-02-01",
                        "notification of withdrawal received 2004-02-01",
                        "1 year after: 2005-02-01",
                        "later day named in the notification: 2006-01-01");
        assertThat(status.status(id("FRA"), day("2003-05-31"))).isEqualTo(Status.WITHDRAWING);
        assertThat(status.status(id("FRA"), day("2003-06-01"))).isEqualTo(Status.PARTY);
        assertThat(status.status(id("FRA"), day("2005-12-31"))).isEqualTo(Status.WITHDRAWING);
        assertThat(status.status(id("FRA"), day("2006-01-01"))).isEqualTo(Status.FORMER);
        assertThat(status.memberships(id("FRA")).getFirst().evidence()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void givenAPartyThatCeasesToExist_whenAskedOnThatDay_thenItIsExtinctAndItsActsArePastOnes() {
        var treaty = ofOne().given(accede("YUG", "2002-01-01"), cease("YUG", "2003-02-04"));
        assertThat(treaty.status().status(id("YUG"), day("2003-02-03"))).isEqualTo(Status.PARTY);
        assertThat(treaty.status().status(id("YUG"), day("2003-02-04"))).isEqualTo(Status.EXTINCT);
        assertThat(treaty.status().memberships(id("YUG")).getFirst().trace())
                .containsExactly("deposit 2002-01-01", "the State ceased to exist: 2003-02-04");
        treaty.when(notifyWithdrawal("YUG", "2003-02-04")).thenRefused(Reason.PARTICIPANT_CEASED);
        treaty.when(notifyWithdrawal("YUG", "2003-02-03")).thenAccepted();
        var exits = LegalCalendar.between(
                ofOne().given(accede("YUG", "2002-01-01"), cease("YUG", "2003-02-04"))
                        .status(),
                Directory.PARTICIPANTS,
                day("2003-02-04"),
                day("2003-02-04"),
                EnumSet.of(Kind.EXIT));
        assertThat(exits).singleElement().satisfies(entry -> {
            assertThat(entry.sentence()).endsWith("ceases to exist, and to be a party.");
            assertThat(entry.evidence()).containsExactly(1L, 2L);
        });
    }

    @Test
    void givenADeclaration_whenItsDaysAreAsked_thenTheyIncludeBothEnds_andTheCalendarShowsTheLast() {
        var treaty = ofOne().when(declare("FRA", "reservation", null, "2001-12-31", "2002-01-01"))
                .thenRefused(Reason.DECLARATION_ENDS_BEFORE_IT_STARTS)
                .when(declare("FRA", "reservation", null, "2002-01-01", "2002-01-01"))
                .thenAccepted()
                .given(declare("FRA", "territorial", "2003-01-01", "2004-12-31", "2002-01-01"));
        var declared =
                treaty.status().history(id("FRA")).orElseThrow().declarations().getLast();
        assertThat(declared.holdsOn(day("2002-12-31"))).isFalse();
        assertThat(declared.holdsOn(day("2003-01-01"))).isTrue();
        assertThat(declared.holdsOn(day("2004-12-31"))).isTrue();
        assertThat(declared.holdsOn(day("2005-01-01"))).isFalse();
        treaty.when(withdrawDeclaration("FRA", "interpretative", null, "2003-06-01"))
                .thenRefused(Reason.NO_SUCH_DECLARATION)
                .when(withdrawDeclaration("FRA", "territorial", null, "2001-12-31"))
                .thenRefused(Reason.NO_SUCH_DECLARATION);
        assertThat(lapses(treaty)).containsExactly("2002-01-01 [1]", "2004-12-31 [2]");
        treaty.given(withdrawDeclaration("FRA", "territorial", null, "2003-06-01"));
        assertThat(lapses(treaty)).containsExactly("2002-01-01 [1]", "2003-06-01 [2, 3]");
        treaty.when(withdrawDeclaration("FRA", "territorial", null, "2003-06-02"))
                .thenRefused(Reason.NO_SUCH_DECLARATION);
        var early = ofOne().given(
                        declare("FRA", "territorial", "2003-01-01", "2004-12-31", "2002-01-01"),
                        withdrawDeclaration("FRA", "territorial", null, "2002-06-01"));
        assertThat(lapses(early)).as("it never held").isEmpty();
    }

    private static List<String> lapses(TreatySpecification treaty) {
        return LegalCalendar.between(
                        treaty.status(),
                        Directory.PARTICIPANTS,
                        day("2000-01-01"),
                        null,
                        EnumSet.of(Kind.DECLARATION_LAPSES))
                .stream()
                .map(entry -> entry.day() + " " + entry.evidence())
                .toList();
    }

    @Test
    void givenTwoWindows_whenTheCalendarIsAsked_thenEachOpensAndTheFirstCloses() {
        var all = LegalCalendar.between(
                ofOne().given(accede("FRA", "2002-01-01"), accede("DEU", "2003-01-01"))
                        .status(),
                Directory.PARTICIPANTS,
                day("2000-01-01"),
                null,
                LegalCalendar.USUAL);
        assertThat(all)
                .extracting(CalendarEntry::key)
                .containsExactly(
                        "any-treaty/signature-opens/window-0",
                        "any-treaty/signature-closes/window-0",
                        "any-treaty/treaty-entry-into-force/0",
                        "any-treaty/entry-into-force/FRA/1",
                        "any-treaty/entry-into-force/DEU/2",
                        "any-treaty/signature-opens/window-1");
        assertThat(all).extracting(CalendarEntry::revision).containsExactly(0, 0, 2, 1, 0, 0);
        assertThat(all.get(2).evidence()).containsExactly(0L, 1L);
        assertThat(all.get(2).trace()).first().isEqualTo("threshold met 2002-01-01");
    }

    @Test
    void givenALetterCirculatedLater_whenTheirKnowledgeIsAsked_thenThePublicLearnsOfItThen() {
        var letter = new Communication(day("2002-01-01"), null, day("2002-02-01"), null, null, null);
        var treaty = ofOne().given(
                        new TreatyCommand.DepositInstrument(Acts.TREATY, id("FRA"), ConsentMeans.ACCESSION, letter));
        assertThat(parties(treaty, "2002-01-01", AsOf.View.LEGAL)).isEqualTo(1);
        assertThat(parties(treaty, "2001-12-31", AsOf.View.LEGAL)).isZero();
        assertThat(parties(treaty, "2002-01-31", AsOf.View.PUBLIC)).isZero();
        assertThat(parties(treaty, "2002-02-01", AsOf.View.PUBLIC)).isEqualTo(1);
        var early = new Communication(day("2002-01-01"), null, day("2001-12-01"), null, null, null);
        assertThat(early.publicOn()).isEqualTo(day("2002-01-01"));
        assertThat(received("2002-01-01").publicOn()).isEqualTo(day("2002-01-01"));
        assertThat(letter.publicOn()).isEqualTo(day("2002-02-01"));
    }

    private static int parties(TreatySpecification treaty, String known, AsOf.View view) {
        return treaty.status(new AsOf(day(known), Long.MAX_VALUE, view)).count(Basis.IN_FORCE, day("2003-01-01"));
    }

    @Test
    void givenARegister_whenReadBackwards_thenEveryActIsFoundAndNoOther() {
        var treaty = ofOne().given(accede("FRA", "2002-01-01"), accede("DEU", "2003-01-01"));
        treaty.given(correct(1, accede("FRA", "2002-01-02"), "2003-02-01"));
        var register = treaty.treaty().register();
        assertThat(register.size()).isEqualTo(3);
        assertThat(register.last()).map(Act::position).contains(3L);
        assertThat(ActRegister.EMPTY.last()).isEmpty();
        assertThat(register.at(2)).map(Act::participant).contains(id("DEU"));
        assertThat(register.at(4)).isEmpty();
        assertThat(register.rootOf(3)).isEqualTo(1);
        assertThat(register.rootOf(2)).isEqualTo(2);
        assertThat(register.without(1).acts()).extracting(Act::position).containsExactly(2L);
        assertThat(register.asOf(new AsOf(null, 2)).acts())
                .extracting(Act::position)
                .containsExactly(1L, 2L);
        assertThat(register.legalOrder(AsOf.NOW))
                .extracting(Act::evidence)
                .containsExactly(List.of(1L, 3L), List.of(2L));
    }
}
