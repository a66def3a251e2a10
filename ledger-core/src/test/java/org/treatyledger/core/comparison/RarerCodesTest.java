package org.treatyledger.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.treaty.Acts.id;
import static org.treatyledger.core.treaty.Acts.ratify;
import static org.treatyledger.core.treaty.Acts.sign;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.treaty.Acts;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Seed;
import org.treatyledger.core.treaty.TreatyCommand;
import org.treatyledger.core.treaty.TreatySpecification;
import org.treatyledger.core.vocabulary.ConsentMeans;

/** What a table can get wrong that no table of the real history shows. */
class RarerCodesTest {

    private static PublishedRow row(String who, Map<Column, String> days, @Nullable String number, String means) {
        var dates = new EnumMap<Column, PublishedDate>(Column.class);
        days.forEach((column, text) -> dates.put(column, PublishedDate.read(text)));
        return new PublishedRow(2, who, number, dates, means.isEmpty() ? null : means);
    }

    private static List<String> codes(LegalStatus status, PublishedRow row) {
        return Comparison.of(status, Tables.DAY, Tables.NAMES, new PublishedTable(Tables.ALL, List.of(row)))
                .rows()
                .getFirst()
                .found()
                .stream()
                .map(one -> one.code().label())
                .toList();
    }

    @ParameterizedTest(name = "{0}, {1} {2}: {3}")
    @CsvSource({
        "GMB, EXIT,                2017-11-10, withdrawal-revoked",
        "GMB, WITHDRAWAL_NOTIFIED, 2016-11-10, ''",
        "KEN, EXIT,                2017-11-10, no-such-act",
        "KEN, WITHDRAWAL_NOTIFIED, 2016-11-10, no-such-act",
        "BDI, EXIT,                2016-10-27, exit-is-notice",
        "BDI, EXIT,                2017-10-27, ''",
        "BDI, WITHDRAWAL_NOTIFIED, 2017-10-27, date-columns-confused",
        "PHL, WITHDRAWAL,          2018-03-17, ''",
        "PHL, WITHDRAWAL,          2019-03-17, ''",
        "PHL, WITHDRAWAL,          2019-03-18, one-day-off"
    })
    void givenAColumnOfLeaving_whenCompared_thenNoticeExitAndRevocationAreToldApart(
            String who, Column column, String day, String code) {
        var dates = new EnumMap<Column, PublishedDate>(Column.class);
        dates.put(column, PublishedDate.read(day));
        var table = new PublishedTable(
                Set.of(Column.PARTICIPANT, column), List.of(new PublishedRow(2, who, null, dates, null)));
        var found = Tables.compare("rome-statute", table).rows().getFirst().found();

        assertThat(found.stream().map(one -> one.code().label()).toList())
                .isEqualTo(code.isEmpty() ? List.of() : List.of(code));
    }

    @Test
    void givenATreatyNotInForce_whenTheTableGivesADay_thenItIsSaid() {
        var status = Tables.status("rome-statute-c");
        var deposit = Tables.right("rome-statute-c").getFirst();
        assertThat(status.inForceSince()).isEmpty();
        assertThat(codes(status, Tables.with(deposit, Column.ENTRY_INTO_FORCE, LocalDate.of(2030, 1, 1))))
                .containsExactly("not-in-force");
    }

    @Test
    void givenAPeriodOfYears_whenOneTooManyOrDaysAreCounted_thenTheRuleIsNamed() {
        var status = Tables.status("rome-statute-a");
        var row = Tables.right("rome-statute-a").getFirst();
        var deposit = Objects.requireNonNull(Mutation.day(row, Column.DEPOSIT));
        assertThat(codes(status, Tables.with(row, Column.ENTRY_INTO_FORCE, deposit.plusYears(2))))
                .containsExactly("period-off");
        assertThat(codes(status, Tables.with(row, Column.ENTRY_INTO_FORCE, LocalDate.of(2013, 12, 25))))
                .as("the control: no misreading gives that")
                .doesNotContain("period-off", "unit-confused");
    }

    @Test
    void givenMeansThatNobodyKnows_whenCompared_thenTheyAreReported() {
        var ukraine = Map.of(Column.SIGNATURE, "2000-01-20", Column.DEPOSIT, "2024-10-25");
        var status = Tables.status("rome-statute");
        assertThat(codes(status, row("UKR", ukraine, null, "promised"))).containsExactly("unreadable-means");
        assertThat(codes(status, row("UKR", ukraine, null, "a"))).containsExactly("means-differ");
        assertThat(codes(status, row("UKR", ukraine, null, "Ratified"))).isEmpty();
    }

    @Test
    void givenAnInstrumentCirculatedLater_whenTheTableHasThatDay_thenItIsNamed() {
        var circulated =
                new Communication(LocalDate.of(2024, 10, 25), null, LocalDate.of(2024, 10, 31), null, null, null);
        var status = TreatySpecification.of(Seed.clauses("rome-statute"))
                .given(
                        sign("UKR", "2000-01-20"),
                        new TreatyCommand.DepositInstrument(
                                Acts.TREATY, id("UKR"), ConsentMeans.RATIFICATION, circulated))
                .status();

        assertThat(codes(status, row("UKR", days("2000-01-20", "2024-10-31"), null, "")))
                .containsExactly("date-of-circulation");
        assertThat(codes(status, row("UKR", days("2000-01-20", "2024-10-30"), null, "")))
                .as("the control")
                .containsExactly("date-differs");
    }

    private static Map<Column, String> days(String signed, String deposited) {
        return Map.of(Column.SIGNATURE, signed, Column.DEPOSIT, deposited);
    }

    @Test
    void givenARegionalOrganization_whenTheTableNumbersIt_thenItIsSaidThatItMustNotCount() {
        var status = TreatySpecification.of(openToOrganizations())
                .given(sign("EUE", "2000-01-20"), sign("UKR", "2000-01-20"), ratify("EUE", "2001-01-20"))
                .status();
        var row = row("European Union", days("2000-01-20", "2001-01-20"), "28", "");

        assertThat(codes(status, row)).containsExactly("regional-organization-counted");
        assertThat(codes(status, row("European Union", days("2000-01-20", "2001-01-20"), null, "")))
                .as("the control: listed without a number")
                .isEmpty();
    }

    private static FinalClauses openToOrganizations() {
        var it = Seed.clauses("rome-statute");
        var consent = it.consent();
        return new FinalClauses(
                it.treaty(),
                it.title(),
                it.shortTitle(),
                it.reference(),
                it.zone(),
                it.adopted(),
                it.parent(),
                it.signature(),
                new FinalClauses.Consent(
                        consent.signatories(), consent.others(), consent.eligible(), true, consent.citation()),
                it.reservations(),
                it.reservationsCitation(),
                it.entryIntoForce(),
                it.withdrawal(),
                it.quorum());
    }
}
