package org.treatyledger.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.treaty.Acts.day;
import static org.treatyledger.core.treaty.Acts.id;
import static org.treatyledger.core.treaty.Acts.received;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.treatyledger.core.audit.Findings.Finding;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.Directory;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Membership;
import org.treatyledger.core.treaty.Seed;
import org.treatyledger.core.treaty.Series;
import org.treatyledger.core.treaty.TreatyEvent;
import org.treatyledger.core.treaty.TreatyEvent.ActCorrected;
import org.treatyledger.core.treaty.TreatyEvent.AnnouncementNoted;
import org.treatyledger.core.treaty.TreatyEvent.DeclarationMade;
import org.treatyledger.core.treaty.TreatyEvent.EntryIntoForceRecorded;
import org.treatyledger.core.treaty.TreatyEvent.InstrumentDeposited;
import org.treatyledger.core.treaty.TreatyEvent.SignatureAffixed;
import org.treatyledger.core.treaty.TreatyEvent.TreatyRegistered;
import org.treatyledger.core.treaty.TreatyEvent.WithdrawalNotified;
import org.treatyledger.core.treaty.TreatyEvent.WithdrawalRevoked;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.Streams;

/**
 * Each invariant of depositary-law.md, section 10, has a control here: a log that the law would never have let come
 * about, in which the audit must find just that. What it must not find, it is asked of the real history.
 */
class AuditTest {

    private static final String ROME = "treaty/rome-statute";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final TreatyEvent REGISTERED = new TreatyRegistered(Seed.clauses("rome-statute"));

    /** A log that grows entry by entry, in order unless a test disturbs it. */
    private static final class Log {
        private final List<LedgerEntry> entries = new ArrayList<>();
        private final Map<String, Long> sequences = new HashMap<>();

        Log add(String stream, TreatyEvent event) {
            var sequence = sequences.merge(stream, 1L, Long::sum) - 1;
            entries.add(entry(entries.size(), stream, sequence, START.plusSeconds(entries.size()), event));
            return this;
        }

        Log add(TreatyEvent... events) {
            Arrays.stream(events).forEach(event -> add(ROME, event));
            return this;
        }

        List<Finding> audited() {
            return audit(entries);
        }
    }

    private static LedgerEntry entry(
            long position, String stream, long sequence, Instant recordedAt, TreatyEvent event) {
        return new LedgerEntry(
                position, stream, sequence, "id-" + position, new Actor("depositary", "DEPOSITARY"), recordedAt, event);
    }

    private static List<Finding> audit(List<LedgerEntry> entries) {
        var audit = new Audit(Directory.PARTICIPANTS);
        entries.forEach(audit::next);
        return audit.finish().all();
    }

    private static List<Invariant> violated(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.outcome().equals("violated"))
                .map(Finding::invariant)
                .toList();
    }

    private static SignatureAffixed signed(String who, String day) {
        return new SignatureAffixed(id(who), false, received(day));
    }

    private static InstrumentDeposited acceded(String who, String day) {
        return new InstrumentDeposited(id(who), ConsentMeans.ACCESSION, received(day));
    }

    private static InstrumentDeposited ratified(String who, String day) {
        return new InstrumentDeposited(id(who), ConsentMeans.RATIFICATION, received(day));
    }

    private static Communication circulated(String day, @Nullable String notification, @Nullable String on) {
        return new Communication(day(day), notification, on == null ? null : day(on), null, null, null);
    }

    /** The Statute in force, by the depositary's determination, so that a few States are enough. */
    private static Log inForce() {
        return new Log()
                .add(
                        REGISTERED,
                        new EntryIntoForceRecorded(null, day("2002-07-01"), "sixty of them", received("2002-07-01")));
    }

    private static AnnouncementNoted announced(@Nullable String text) {
        return new AnnouncementNoted(id("HUN"), text, received("2025-01-01"));
    }

    private static Arguments control(Invariant invariant, Log log) {
        return Arguments.of(invariant, log);
    }

    static Stream<Arguments> controls() {
        return Stream.of(
                control(Invariant.RATIFICATION_AFTER_SIGNATURE, inForce().add(ratified("FRA", "2003-01-01"))),
                control(Invariant.SIGNATURE_IN_WINDOW, inForce().add(signed("FRA", "2001-01-01"))),
                control(
                        Invariant.BY_THE_RULE,
                        inForce()
                                .add(
                                        acceded("FRA", "2003-01-01"),
                                        new EntryIntoForceRecorded(
                                                id("FRA"), day("2003-03-01"), null, received("2003-04-01")))),
                control(
                        Invariant.NO_PARTY_BEFORE_THE_TREATY,
                        inForce()
                                .add(
                                        acceded("FRA", "2001-01-01"),
                                        new EntryIntoForceRecorded(
                                                id("FRA"), day("2002-01-01"), "early", received("2002-01-01")))),
                control(
                        Invariant.NOT_BEFORE_THE_ACT,
                        inForce()
                                .add(
                                        acceded("FRA", "2004-01-01"),
                                        new EntryIntoForceRecorded(
                                                id("FRA"), day("2003-01-01"), "early", received("2004-01-01")))),
                control(
                        Invariant.REVOKED_IN_TIME,
                        inForce()
                                .add(
                                        acceded("FRA", "2003-01-01"),
                                        new WithdrawalNotified(id("FRA"), null, null, received("2004-01-01")),
                                        // the day on which it takes effect: too late by one
                                        new WithdrawalRevoked(id("FRA"), received("2005-01-01")))),
                control(
                        Invariant.DECLARATIONS,
                        inForce()
                                .add(
                                        acceded("FRA", "2003-01-01"),
                                        new DeclarationMade(
                                                id("FRA"),
                                                "art-12-3",
                                                null,
                                                null,
                                                null,
                                                null,
                                                received("2004-01-01")))),
                control(
                        Invariant.BACK_DATED,
                        inForce()
                                .add(
                                        acceded("FRA", "2003-01-01"),
                                        new WithdrawalNotified(
                                                id("FRA"), day("2004-01-01"), null, received("2004-01-02")))),
                control(
                        Invariant.CORRECTIONS,
                        inForce()
                                .add(
                                        announced(null),
                                        new ActCorrected(2, announced(null), "no change", received("2025-02-01")))),
                control(
                        Invariant.CORRECTIONS,
                        inForce().add(new ActCorrected(9, announced(null), "no such act", received("2025-02-01")))),
                control(
                        Invariant.NOTIFICATIONS,
                        inForce()
                                .add(
                                        new AnnouncementNoted(
                                                id("HUN"),
                                                null,
                                                circulated("2025-01-01", "C.N.1.2025.TREATIES-XVIII.10", null)),
                                        new AnnouncementNoted(
                                                id("HUN"),
                                                "b",
                                                circulated("2025-01-02", "C.N.1.2025.TREATIES-XVIII.13", null)))),
                control(
                        Invariant.CIRCULATED_AFTER_RECEIPT,
                        inForce()
                                .add(new AnnouncementNoted(
                                        id("HUN"), null, circulated("2025-01-02", null, "2025-01-01")))),
                control(Invariant.NO_PERSONAL_DATA, inForce().add(announced("write to jane.doe@example.org"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("controls")
    void givenALogThatTheLawWouldNeverAllow_whenAudited_thenTheInvariantIsViolated(Invariant invariant, Log log) {
        var findings = log.audited();

        assertThat(violated(findings)).contains(invariant);
        var found = findings.stream()
                .filter(finding -> finding.invariant() == invariant)
                .findFirst()
                .orElseThrow();
        assertThat(found.violations()).isNotEmpty().allSatisfy(one -> {
            assertThat(one.sentence()).isNotBlank();
            assertThat(one.where()).contains("rome-statute");
        });
    }

    @Test
    void givenAPositionASequenceOrATimeOutOfOrder_whenAudited_thenEachIsFound() {
        var first = entry(0, ROME, 0, START, REGISTERED);
        for (var second : List.of(
                entry(2, ROME, 1, START, announced(null)),
                entry(1, ROME, 2, START, announced(null)),
                entry(1, ROME, 1, START.minusSeconds(1), announced(null)))) {
            assertThat(violated(audit(List.of(first, second)))).contains(Invariant.RECORDED_IN_ORDER);
        }
        assertThat(violated(audit(List.of(entry(0, ROME, 0, START, announced(null))))))
                .as("an act before the registration")
                .containsExactly(Invariant.RECORDED_IN_ORDER);
    }

    @Test
    void givenTheRealHistory_whenAudited_thenNothingIsViolatedAndNearlyEverythingWasChecked() {
        var log = new Log();
        Seed.ALL.recorded().forEach(one -> log.add(Streams.ofTreaty(one.treaty()), one.event()));

        var findings = log.audited();

        assertThat(violated(findings)).isEmpty();
        assertThat(findings).hasSize(25);
        assertThat(findings.stream()
                        .filter(finding -> finding.outcome().equals("not-checked"))
                        .map(finding -> finding.invariant().number()))
                .as("approval, documents; what only a live ledger has; nothing in this history was corrected")
                .containsExactly(11, 13, 14, 15, 22, 23);
        assertThat(findings.stream().mapToLong(Finding::checked).sum()).isGreaterThan(3_000);
    }

    /** What a register that computes its answers cannot get wrong by itself: the checks are given wrong answers. */
    private static StatusChecks checks(Findings findings, LegalStatus status) {
        return StatusChecks.of(findings, status, new StatusChecks.View(Directory.PARTICIPANTS, 1_000));
    }

    private static List<Invariant> violated(Findings findings) {
        return violated(findings.all());
    }

    @Test
    void givenACountThatIsOneOff_whenChecked_thenItIsFound() {
        var status = Seed.ALL.status("rome-statute");
        var memberships = status.everParties().stream()
                .flatMap(who -> status.memberships(who).stream())
                .toList();
        var series = status.series(Basis.IN_FORCE);
        var right = new Findings();
        checks(right, status).counts(memberships, series, day -> status.count(Basis.IN_FORCE, day));
        var wrong = new Findings();
        checks(wrong, status).counts(memberships, series, day -> 1 + status.count(Basis.IN_FORCE, day));
        var missing = new Findings();
        checks(missing, status)
                .counts(memberships.subList(1, memberships.size()), series, day -> status.count(Basis.IN_FORCE, day));

        assertThat(violated(right)).isEmpty();
        assertThat(violated(wrong)).containsExactly(Invariant.SUM_OF_MEMBERSHIPS);
        assertThat(violated(missing)).containsExactly(Invariant.SUM_OF_MEMBERSHIPS);
    }

    @Test
    void givenTwoPeriodsOfOneStateThatOverlap_whenChecked_thenItIsFound() {
        var status = Seed.ALL.status("rome-statute");
        var period = status.memberships(id("FRA")).getFirst();
        var findings = new Findings();
        checks(findings, status).noOverlap(List.of(period, period));

        assertThat(violated(findings)).containsExactly(Invariant.NO_OVERLAP);
    }

    @Test
    void givenASeriesThatSkipsOrCountsAnOrganization_whenChecked_thenItIsFound() {
        var findings = new Findings();
        checks(findings, Seed.ALL.status("rome-statute"))
                .series(new Series(
                        List.of(new Series.Step(day("2002-07-01"), 2, List.of(id("EUE")), List.of(), List.of()))));

        assertThat(violated(findings)).containsExactly(Invariant.COHORTS, Invariant.ORGANIZATIONS_NEVER_COUNT);
    }

    @Test
    void givenAFractionThatDoesNotSayWhatItWasTakenOf_whenChecked_thenItIsFound() {
        var deletion = Seed.ALL.status("rome-statute-c");
        var threshold = deletion.clauses().entryIntoForce().threshold();
        var right = new Findings();
        checks(right, deletion).denominators(threshold, deletion.finding());
        var wrong = new Findings();
        checks(wrong, deletion)
                .denominators(
                        threshold,
                        new org.treatyledger.core.rules.Finding.Unmet(
                                List.of("18 of 110 instruments"), new TreeSet<>()));

        assertThat(violated(right)).isEmpty();
        assertThat(violated(wrong)).containsExactly(Invariant.DENOMINATORS);
    }

    @Test
    void givenAMembershipWithoutEvidenceOrOutsideTheParent_whenChecked_thenItIsFound() {
        var amendment = Seed.ALL.status("rome-statute-a");
        var real = amendment.partiesOn(day("2026-01-01"), false).getFirst();
        var findings = new Findings();
        checks(findings, amendment)
                .membership(new Membership(
                        id("USA"), real.consent(), real.entersIntoForceOn(), null, List.of(), List.of()));

        assertThat(violated(findings)).contains(Invariant.EVIDENCE, Invariant.WITHIN_THE_PARENT);
    }
}
