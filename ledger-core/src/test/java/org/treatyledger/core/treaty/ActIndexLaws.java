package org.treatyledger.core.treaty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.Laws.caseOf;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.Laws;
import org.treatyledger.core.codec.JsonText;
import org.treatyledger.core.codec.RulesJson;
import org.treatyledger.core.rules.DateRule;
import org.treatyledger.core.rules.ExitRule;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.treaty.AsOf.View;
import org.treatyledger.core.treaty.TreatyEvent.ActCorrected;
import org.treatyledger.core.treaty.TreatyEvent.ActRecorded;
import org.treatyledger.core.treaty.TreatyEvent.AnnouncementNoted;
import org.treatyledger.core.treaty.TreatyEvent.DeclarationMade;
import org.treatyledger.core.treaty.TreatyEvent.InstrumentDeposited;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;

/** The index reads less than the law read from the first act to the last, and answers the same. */
class ActIndexLaws {

    private static final int HISTORIES = 120;
    private static final int QUESTIONS = 12;
    private static final ParticipantId KENYA = Acts.id("KEN");
    private static final ExitRule AFTER_THE_CONFLICT =
            new ExitRule(new DateRule.PlusMonths(6), false, null, "armed-conflict", null, null);

    private static final String PROTOCOL = """
                {"treaty": "protocol", "title": "Protocol", "zone": "UTC", "adopted": "2020-01-01", "parent": "test-treaty",
                 "consent": {"signatories": [], "others": ["ratification", "accession"], "eligible": "parent-parties"},
                 "entryIntoForce": {"threshold": {"count": 2}, "date": {"plusDays": 30}, "perState": {"plusDays": 30},
                                    "scope": "accepting-only", "countsOnlyParentParties": true},
                 "withdrawal": {"date": {"plusYears": 1}, "laterIfSpecified": true}}""";

    private final RandomGenerator random = Laws.random();

    private AsOf anyAsOf(AnyHistory any) {
        var known = random.nextInt(3) == 0 ? null : any.day();
        var position = random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(120);
        return new AsOf(known, position, random.nextBoolean() ? View.LEGAL : View.PUBLIC);
    }

    private static LegalStatus indexed(
            ActIndex index, AsOf asOf, @Nullable Standing parent, @Nullable LegalStatus parentStatus) {
        return index.status(asOf, index.standing(asOf, Directory.PARTICIPANTS, parent), parentStatus);
    }

    private static LegalStatus indexed(ActIndex index, AsOf asOf) {
        return indexed(index, asOf, null, null);
    }

    private static LegalStatus read(Registered treaty, AsOf asOf, Optional<LegalStatus> parent) {
        return LegalStatus.of(treaty, asOf, Directory.PARTICIPANTS, parent);
    }

    /** Everything that a status says of a treaty, on a few days. */
    private static List<Object> said(LegalStatus status, List<LocalDate> days) {
        var said = new ArrayList<Object>(List.of(
                status.acts(), status.finding(), status.findingEvidence(), status.trace(), status.inForceSince()));
        for (var basis : Basis.values()) {
            said.add(status.series(basis));
        }
        for (var history : status.histories()) {
            said.add(List.of(
                    history.participant(),
                    history.acts(),
                    history.declarations(),
                    history.consents(),
                    history.signature(),
                    history.ceasedOn(),
                    history.intentionNotToBecomeParty()));
        }
        for (var who : AnyHistory.WHO) {
            said.add(List.of(
                    status.memberships(who),
                    status.disputes(who),
                    status.history(who).isPresent()));
            days.forEach(day -> said.add(List.of(who, day, status.status(who, day), status.trace(who, day))));
        }
        return said;
    }

    private List<LocalDate> anyDays(AnyHistory any) {
        return List.of(any.day(), any.day(), any.day(), LocalDate.of(2099, 1, 1));
    }

    private void assertSameAnswers(FinalClauses clauses) {
        var any = new AnyHistory(random, clauses);
        for (var i = 0; i < HISTORIES; i++) {
            var treaty = any.history(true);
            var index = new ActIndex(treaty);
            for (var n = 0; n < QUESTIONS; n++) {
                var asOf = anyAsOf(any);
                var days = anyDays(any);
                assertThat(said(indexed(index, asOf), days))
                        .as(caseOf(asOf + " of " + treaty.register().acts()))
                        .isEqualTo(said(read(treaty, asOf, Optional.empty()), days));
            }
        }
    }

    @Test
    void givenAnyHistory_whenAskedAtAnyStateOfKnowledge_thenTheIndexAnswersAsTheWholeDoes() {
        assertSameAnswers(AnyHistory.clauses());
    }

    @Test
    void givenAnExitThatWaitsForAConflict_whenAskedAtAnyStateOfKnowledge_thenTheDeclarationOfItCounts() {
        assertSameAnswers(AnyHistory.clauses(AFTER_THE_CONFLICT));
    }

    @Test
    void givenAProtocolForPartiesToItsParent_whenAskedAtAnyStateOfKnowledge_thenTheIndexAnswersAsTheWholeDoes() {
        var any = new AnyHistory(random, AnyHistory.clauses());
        var protocol = RulesJson.read(JsonText.read(PROTOCOL.getBytes(StandardCharsets.UTF_8)));
        for (var i = 0; i < HISTORIES; i++) {
            var parent = any.history(true);
            var child = new Registered(0, protocol, any.history(true).register());
            var parentIndex = new ActIndex(parent);
            var index = new ActIndex(child);
            for (var n = 0; n < QUESTIONS; n++) {
                var asOf = anyAsOf(any);
                var days = anyDays(any);
                var standing = parentIndex.standing(asOf, Directory.PARTICIPANTS, null);
                var status = indexed(index, asOf, standing, indexed(parentIndex, asOf));
                var expected = read(child, asOf, Optional.of(read(parent, asOf, Optional.empty())));
                assertThat(said(status, days))
                        .as(caseOf(asOf + " of " + child.register().acts()))
                        .isEqualTo(said(expected, days));
                assertThat(said(status.parent().orElseThrow(), days))
                        .isEqualTo(said(expected.parent().orElseThrow(), days));
            }
        }
    }

    @Test
    void givenAStatusNotReadYet_whenMoreActsAreRecorded_thenItStillSaysWhatWasSaidThen() {
        var any = new AnyHistory(random, AnyHistory.clauses());
        for (var i = 0; i < HISTORIES; i++) {
            var acts = any.history(true).register().acts();
            var treaty = new Registered(0, AnyHistory.clauses(), ActRegister.EMPTY);
            var index = new ActIndex(treaty);
            var before = new ArrayList<LegalStatus>();
            for (var act : acts) {
                before.add(indexed(index, AsOf.NOW));
                index.add(act.position(), act.event());
            }
            for (var n = 0; n < before.size(); n++) {
                var days = anyDays(any);
                assertThat(said(before.get(n), days))
                        .as(caseOf("before " + acts.get(n)))
                        .isEqualTo(said(read(treaty, AsOf.NOW, Optional.empty()), days));
                treaty = new Registered(
                        0,
                        treaty.clauses(),
                        treaty.register()
                                .with(acts.get(n).position(), acts.get(n).event()));
            }
        }
    }

    private static DeclarationMade declared(String day) {
        return new DeclarationMade(
                KENYA, "interpretative", null, null, null, null, Communication.receivedOn(LocalDate.parse(day)));
    }

    private static InstrumentDeposited deposited(String day) {
        return new InstrumentDeposited(KENYA, ConsentMeans.ACCESSION, Communication.receivedOn(LocalDate.parse(day)));
    }

    private static ActIndex indexOf(ActRecorded... events) {
        var index = new ActIndex(new Registered(0, AnyHistory.clauses(), ActRegister.EMPTY));
        var position = 1;
        for (var event : events) {
            index.add(position++, event);
        }
        return index;
    }

    private static AsOf knownOn(String day) {
        return new AsOf(LocalDate.parse(day), Long.MAX_VALUE);
    }

    @Test
    void givenDeclarationsAndAnnouncements_whenMoreIsKnownOfThem_thenNoStatusIsComputedAnew() {
        var index = indexOf(
                deposited("2021-01-01"),
                declared("2021-02-01"),
                new AnnouncementNoted(KENYA, "leaving", Communication.receivedOn(LocalDate.parse("2021-03-01"))),
                declared("2021-04-01"));

        assertThat(index.lastMove(knownOn("2021-02-15")))
                .isEqualTo(index.lastMove(knownOn("2021-03-15")))
                .isEqualTo(index.lastMove(AsOf.NOW))
                .isNotEqualTo(index.lastMove(knownOn("2020-12-31")));
        assertThat(index.lastChange(knownOn("2021-02-15"))).isNotEqualTo(index.lastChange(knownOn("2021-03-15")));
        assertThat(index.actsUpTo(3)).isEqualTo(3);
        assertThat(index.positionsUpTo(3)).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void givenADeclarationCorrectedIntoADeposit_whenItIsAsked_thenItMovesFromTheCorrectionOn() {
        var index = indexOf(
                declared("2021-02-01"),
                new ActCorrected(
                        1,
                        deposited("2021-02-01"),
                        "it was one",
                        Communication.receivedOn(LocalDate.parse("2021-05-01"))));

        assertThat(indexed(index, knownOn("2021-04-30")).count(Basis.CONSENTED, LocalDate.parse("2021-06-01")))
                .isZero();
        assertThat(indexed(index, AsOf.NOW).count(Basis.CONSENTED, LocalDate.parse("2021-06-01")))
                .isOne();
    }
}
