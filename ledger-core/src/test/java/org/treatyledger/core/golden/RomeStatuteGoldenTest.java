package org.treatyledger.core.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treatyledger.core.rules.Finding;
import org.treatyledger.core.treaty.Acts;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.treaty.Consent;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Membership;
import org.treatyledger.core.treaty.Seed;
import org.treatyledger.core.treaty.TreatyEvent.SuccessionNotified;

/**
 * The real history against files that were computed without this code, and against dates that others published. The
 * files are never written by this test.
 */
class RomeStatuteGoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    private static LegalStatus of(String treaty) {
        return Seed.ALL.status(treaty);
    }

    private static List<String> golden(String file) throws IOException {
        return Files.readAllLines(GOLDEN.resolve(file));
    }

    @Test
    void givenTheRealHistory_whenEachStateIsAsked_thenItIsWhatTheDepositaryPublished() throws IOException {
        assertThat(consentsAndSeries("rome-statute")).isEqualTo(golden("rome-statute.txt"));
    }

    @Test
    void givenThePrivilegesAgreement_whenEachStateIsAsked_thenItIsWhatTheDepositaryPublished() throws IOException {
        assertThat(consentsAndSeries("apic")).isEqualTo(golden("apic.txt"));
    }

    @Test
    void givenTheAmendments_whenEachStateIsAsked_thenItIsBoundAYearAfterItsAcceptance() throws IOException {
        var lines = Seed.TREATIES.stream()
                .map(clauses -> clauses.treaty().value())
                .filter(treaty -> treaty.startsWith("rome-statute-"))
                .flatMap(treaty -> consents(of(treaty)).stream()
                        .map(consent -> treaty + " " + who(consent) + outcome(of(treaty), consent)))
                .toList();
        assertThat(lines).isEqualTo(golden("rome-statute-amendments.txt"));
    }

    private static List<String> consentsAndSeries(String treaty) {
        var status = of(treaty);
        var lines = new ArrayList<String>();
        for (var consent : consents(status)) {
            lines.add(who(consent) + " (" + consent.means() + ")" + outcome(status, consent));
        }
        lines.add("series");
        status.series(Basis.IN_FORCE).steps().forEach(step -> lines.add(step.on() + " " + step.count()));
        return lines;
    }

    private static List<Consent> consents(LegalStatus status) {
        return status.histories().stream()
                .flatMap(history -> history.consents().stream())
                .toList();
    }

    private static String who(Consent consent) {
        return consent.participant() + " deposited " + consent.depositedOn();
    }

    private static String outcome(LegalStatus status, Consent consent) {
        if (consent.takenBackOn() != null) {
            return " taken back " + consent.takenBackOn();
        }
        return status.memberships(consent.participant()).stream()
                .filter(membership -> membership.consent().equals(consent))
                .map(membership -> " in force " + membership.entersIntoForceOn()
                        + Optional.ofNullable(membership.exitsOn())
                                .map(day -> " exits " + day)
                                .orElse(""))
                .findFirst()
                .orElse(" not in force");
    }

    @Test
    void givenDatesThatOthersPublished_whenTheRulesAreApplied_thenNoneDiffers() throws IOException {
        var rows = golden("published.csv");
        assertThat(rows).hasSizeGreaterThan(90);
        for (var row : rows.subList(1, rows.size())) {
            var cells = List.of(row.split(",", -1));
            assertThat(of(cells.get(0)).memberships(Acts.id(cells.get(1))))
                    .as(row)
                    .extracting(Membership::entersIntoForceOn)
                    .contains(Acts.day(cells.get(2)));
        }
    }

    @ParameterizedTest(name = "{2} {1} on {0}")
    @CsvSource({
        "2024-11-08, in-force, 124",
        "2025-01-01, in-force, 125",
        "2026-11-24, in-force, 125",
        "2002-06-30, in-force, 0",
        "2002-07-01, in-force, 66",
        "2002-04-10, consented, 56",
        "2002-04-11, consented, 66",
        "2002-07-01, consented, 76",
        "2000-12-31, signed, 139",
        "2026-11-24, signed, 139",
    })
    void romeStatute_count(String day, String basis, int expected) {
        var status = of("rome-statute");
        assertThat(status.count(Basis.parse(basis).orElseThrow(), Acts.day(day)))
                .isEqualTo(expected);
        var evidence = status.evidence(Basis.parse(basis).orElseThrow(), Acts.day(day));
        assertThat(evidence).hasSizeGreaterThanOrEqualTo(expected).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void givenMontenegrosSuccession_whenAskedBeforeItsNotification_thenTheCountOfThatDayWasOneLess() {
        var independence = Acts.day("2006-06-03");
        assertThat(Seed.ALL
                        .status("rome-statute", new AsOf(Acts.day("2006-10-22"), Long.MAX_VALUE))
                        .count(Basis.IN_FORCE, independence))
                .isEqualTo(100);
        assertThat(of("rome-statute").count(Basis.IN_FORCE, independence)).isEqualTo(101);
    }

    @Test
    void givenMontenegrosSuccession_whenAskedBeforeItsRecording_thenTheCountOfThatDayWasOneLess() {
        var recorded = of("rome-statute").acts().stream()
                .filter(act -> act.event() instanceof SuccessionNotified)
                .findFirst()
                .orElseThrow()
                .position();
        var independence = Acts.day("2006-06-03");
        assertThat(Seed.ALL.status("rome-statute", new AsOf(null, recorded - 1)).count(Basis.IN_FORCE, independence))
                .isLessThan(Seed.ALL
                        .status("rome-statute", new AsOf(null, recorded))
                        .count(Basis.IN_FORCE, independence));
    }

    @Test
    void romeStatute_art126_sixtiethInstrument() {
        assertThat(of("rome-statute").finding()).isInstanceOfSatisfying(Finding.Met.class, met -> {
            assertThat(met.on()).isEqualTo(Acts.day("2002-04-11"));
            assertThat(met.by())
                    .extracting(Object::toString)
                    .containsExactly("BGR", "BIH", "COD", "IRL", "JOR", "KHM", "MNG", "NER", "ROU", "SVK");
            assertThat(met.firstRank()).isEqualTo(57);
            assertThat(met.entersIntoForceOn()).isEqualTo(Acts.day("2002-07-01"));
            assertThat(met.trace())
                    .containsExactly(
                            "threshold met 2002-04-11",
                            "66 instruments, of 60 needed",
                            "60th day after: 2002-06-10",
                            "first day of the month after: 2002-07-01");
        });
    }

    @Test
    void romeStatute_art121_4_sevenEighthsOfTheParties() {
        assertThat(of("rome-statute-c").finding())
                .isInstanceOfSatisfying(Finding.Unmet.class, unmet -> assertThat(unmet.missing())
                        .singleElement()
                        .asString()
                        .isEqualTo("18 of 110 instruments (deposits by 7/8 of the parties to the parent treaty on the"
                                + " day: 7/8 of 125, rounded up, is 110)"));
        assertThat(of("rome-statute").partiesOn(Acts.day("2026-11-24"))).isEqualTo(125);
    }
}
