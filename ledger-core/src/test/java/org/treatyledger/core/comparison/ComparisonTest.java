package org.treatyledger.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.treatyledger.core.vocabulary.ParticipantId;

/** Mistakes that were found in published tables, and others of their kinds, each named for what it is. */
class ComparisonTest {

    private static List<Discrepancy> found(String participant, String deposit, String entry) {
        return Tables.compare("rome-statute", Tables.oneRow(participant, deposit, entry))
                .rows()
                .getFirst()
                .found();
    }

    private static List<String> codes(List<Discrepancy> found) {
        return found.stream().map(one -> one.code().label()).toList();
    }

    @ParameterizedTest(name = "{0}: {1}, {2} → {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                // E1: an organization's release of 2 April 2012.
                "Guatemala, 2012-04-02, 2012-06-01, first-of-month-forgotten",
                // E2: a list of parliamentarians, and the country page beside it.
                "Chad,      2007-01-01, '',         date-columns-confused",
                "Comoros,   2006-11-01, '',         date-columns-confused",
                "Comoros,   2006-11-01, 2006-08-18, date-columns-confused",
                "Comoros,   2006-08-18, 2006-08-18, date-columns-confused",
                // E12: a blog.
                "Burundi,   2004-09-24, '',         date-differs",
                // The kinds of mistake, on other rows.
                "Ukraine,   2024-10-25, 2025-02-01, first-of-month-twice",
                "Ukraine,   2024-10-25, 2024-12-01, first-of-month-early",
                "Ukraine,   2024-10-25, 2024-12-24, first-of-month-forgotten",
                "Ukraine,   2024-10-25, 2024-12-25, unit-confused",
                "Albania,   2003-01-31, 2003-04-01, first-of-month-forgotten",
                "Ukraine,   2024-10-25, 2002-07-01, general-date-taken",
                "Senegal,   1999-02-02, 1999-05-01, before-general-date",
                "Senegal,   1999-02-02, 2002-07-11, date-differs",
                "Montenegro, 2006-06-03, '',        date-of-succession",
                "Montenegro, 2006-10-23, 2007-01-01, rule-applied-to-succession",
                "Armenia,   1999-10-01, '',         deposit-is-signature",
                "Armenia,   2032-11-14, '',         year-typo",
                "Armenia,   2023-11-15, '',         one-day-off",
                "Armenia,   2023-11-41, '',         unreadable-date",
                "Afghanistan, 2003-10-02, '',       day-month-swapped",
                "Burundi,   2004-09-12, '',         digits-transposed",
                "Malaysia,  2019-03-04, '',         instrument-withdrawn",
                "Egypt,     2005-01-01, '',         no-consent",
                "India,     2005-01-01, '',         unknown-in-ledger",
                "Atlantis,  2005-01-01, '',         unknown-name",
                "Yugoslavia, 2001-09-06, '',        ambiguous-name",
                "Ukrane,    2024-10-25, 2025-01-01, unknown-name",
            })
    void givenARowOfAPublishedTable_whenCompared_thenItsMistakeIsNamed(
            String participant, String deposit, String entry, String code) {
        var mistakes = found(participant, deposit, entry).stream()
                .filter(one -> one.code() != Code.LISTED_THOUGH_WITHDRAWN)
                .toList();

        assertThat(codes(mistakes)).startsWith(code);
        assertThat(mistakes).allSatisfy(one -> assertThat(one.sentence()).hasSizeGreaterThan(20));
    }

    @Test
    void givenTheFirstOfTheMonthForgotten_whenCompared_thenTheArithmeticIsShown() {
        var guatemala = found("Guatemala", "2012-04-02", "2012-06-01").getFirst();

        assertThat(guatemala.sentence())
                .isEqualTo("Deposited 2 April 2012, 60th day after is 1 June 2012, first day of the month after is"
                        + " 1 July 2012; the table says 1 June 2012: that is the sixtieth day following the deposit;"
                        + " that day itself was taken, and the step to the first of the month after it was forgotten.");
        assertThat(guatemala.ours()).isEqualTo("2012-07-01");
        assertThat(guatemala.theirs()).isEqualTo("2012-06-01");
        assertThat(guatemala.evidence()).hasSize(1);
    }

    /** E3, on a treaty that we have: the year of the entry into force lies before the deposit. */
    @Test
    void givenAYearMistyped_whenItPutsForceBeforeDeposit_thenBothAreSaid() {
        assertThat(codes(found("Ukraine", "2024-10-25", "2024-01-01")))
                .containsExactly("year-typo", "in-force-before-deposit");
    }

    @Test
    void givenAStateThatTheLedgerLacks_whenItsOwnDatesContradictEachOther_thenTheyAreCompared() {
        var india = found("India", "2005-01-31", "2005-04-02");

        assertThat(codes(india)).containsExactly("unknown-in-ledger", "inner-arithmetic");
        assertThat(india.getLast().sentence())
                .contains("deposited 31 January 2005, 60th day after is 1 April 2005, first day of the month after is"
                        + " 1 May 2005; it says 2 April 2005");
        assertThat(codes(found("India", "2005-01-31", "2005-05-01")))
                .as("the control: right arithmetic")
                .containsExactly("unknown-in-ledger");
    }

    @Test
    void givenAWrongDeposit_whenTheEntryFollowsFromIt_thenItIsOneMistake() {
        var ukraine = found("Ukraine", "2023-10-25", "2024-01-01");

        assertThat(codes(ukraine)).containsExactly("year-typo");
        assertThat(ukraine.getFirst().sentence()).contains("follows from that");
    }

    @Test
    void givenAStateThatLeft_whenTheTableSaysSo_thenItAgrees() {
        var burundi = Tables.right("rome-statute").stream()
                .filter(row -> row.participant().equals("Burundi"))
                .findFirst()
                .orElseThrow();
        var said = new PublishedTable(Tables.ALL, List.of(burundi));
        var unsaid = new PublishedTable(
                EnumSet.of(Column.PARTICIPANT, Column.DEPOSIT), List.of(Tables.with(burundi, Column.EXIT, null)));

        assertThat(Tables.compare("rome-statute", said).rows().getFirst().agrees())
                .isTrue();
        assertThat(codes(
                        Tables.compare("rome-statute", unsaid).rows().getFirst().found()))
                .as("the control: notice alone is not said in a table without its column")
                .isEmpty();
    }

    @Test
    void givenAStateThatLeft_whenTheTableKeepsSilent_thenItIsListedThoughWithdrawn() {
        assertThat(codes(found("Burundi", "2004-09-21", "2004-12-01"))).containsExactly("listed-though-withdrawn");
        assertThat(codes(found("Gambia", "2002-06-28", "2002-09-01")))
                .as("the control: it revoked its notification")
                .isEmpty();
    }

    @Test
    void givenTheDayAsked_whenTheStateLeftLater_thenItIsStillAParty() {
        var table = Tables.oneRow("Burundi", "2004-09-21", "2004-12-01");
        var before = Comparison.of(Tables.status("rome-statute"), LocalDate.of(2016, 10, 26), Tables.NAMES, table);

        assertThat(before.rows().getFirst().agrees()).isTrue();
    }

    @Test
    void givenAListOfNames_whenCompared_thenWhoIsMissingAndWhoIsNoPartyIsSaid() {
        var rows = new ArrayList<PublishedRow>();
        for (var period : Tables.status("rome-statute").partiesOn(Tables.DAY, true)) {
            if (!period.participant().code().equals("UKR")) {
                rows.add(new PublishedRow(rows.size() + 1, period.participant().code(), null, Map.of(), null));
            }
        }
        rows.add(new PublishedRow(rows.size() + 1, "PHL", null, Map.of(), null));
        rows.add(new PublishedRow(rows.size() + 1, "USA", null, Map.of(), null));
        rows.add(new PublishedRow(rows.size() + 1, "MYS", null, Map.of(), null));
        var list = Tables.compare("rome-statute", new PublishedTable(EnumSet.of(Column.PARTICIPANT), rows));

        assertThat(list.discrepancies())
                .extracting(one -> one.participant() + " " + one.code().label())
                .containsExactly(
                        "PHL listed-though-withdrawn",
                        "USA no-consent",
                        "MYS instrument-withdrawn",
                        "UKR missing-in-table");
    }

    @Test
    void givenAFormerName_whenResolved_thenItIsARemarkAndNoDiscrepancy() {
        var statute = Tables.compare("rome-statute", Tables.oneRow("Swaziland", "", ""));
        assertThat(codes(statute.rows().getFirst().found())).containsExactly("unknown-in-ledger", "former-name");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "Côte d'Ivoire",
                "cote d’ivoire",
                "COTE DIVOIRE",
                "CIV",
                "civ",
                "Côte d'Ivoire 3",
                "Côte d'Ivoire [4]"
            })
    void givenANameInAnotherDress_whenResolved_thenItIsTheSameParticipant(String written) {
        assertThat(Tables.NAMES.resolve(written))
                .isEqualTo(new Names.Resolution.Found(new ParticipantId("CIV"), false));
    }

    @Test
    void givenSlashes_whenAnotherRowShowsTheHabit_thenTheDateIsReadByItOtherwiseFlagged() {
        var afghanistan = Tables.oneRow("Afghanistan", "10/02/2003", "").rows().getFirst();
        var american = Tables.oneRow("Albania", "01/31/2003", "").rows().getFirst();
        var british = Tables.oneRow("Albania", "31/01/2003", "").rows().getFirst();
        var columns = new Column[] {Column.PARTICIPANT, Column.DEPOSIT};

        assertThat(codes(Tables.compare("rome-statute", Tables.table(columns, afghanistan, british))
                        .rows()
                        .getFirst()
                        .found()))
                .isEmpty();
        assertThat(codes(Tables.compare("rome-statute", Tables.table(columns, afghanistan, american))
                        .rows()
                        .getFirst()
                        .found()))
                .containsExactly("day-month-swapped");
        assertThat(codes(Tables.compare("rome-statute", Tables.table(columns, afghanistan))
                        .rows()
                        .getFirst()
                        .found()))
                .containsExactly("ambiguous-date");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "2003-02-10",
                "10-02-2003",
                "10.02.2003",
                "10 Feb 2003",
                "10 February 2003",
                "February 10, 2003",
                "Feb. 10, 2003",
                "10-Feb-2003",
                "2003/02/10"
            })
    void givenADate_whenWrittenInAnotherWay_thenItIsTheSameDay(String written) {
        assertThat(PublishedDate.read(written).day()).isEqualTo("2003-02-10");
        assertThat(PublishedDate.read(written).otherwise()).isNull();
    }
}
