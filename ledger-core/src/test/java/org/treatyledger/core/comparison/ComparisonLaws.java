package org.treatyledger.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.treatyledger.core.rules.DateRule;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Seed;
import org.treatyledger.core.vocabulary.ConsentMeans;

/**
 * A right table agrees in every row; a table that is wrong in one cell is reported in that row and in no other, by the
 * code of the mistake. Every row of the real history, spoilt in every way.
 */
class ComparisonLaws {

    /** Of a hundred spoilt dates: an amendment's entry into force a year early is its deposit, and the like. */
    private static final int MOST_COINCIDENCES = 15;

    static List<String> treaties() {
        return Seed.TREATIES.stream().map(clauses -> clauses.treaty().value()).toList();
    }

    private static Comparison compare(LegalStatus status, List<PublishedRow> rows) {
        return Comparison.of(status, Tables.DAY, Tables.NAMES, new PublishedTable(Tables.ALL, rows));
    }

    private static List<PublishedRow> with(List<PublishedRow> rows, int at, PublishedRow row) {
        var changed = new ArrayList<>(rows);
        changed.set(at, row);
        return changed;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("treaties")
    void givenARightTable_whenCompared_thenNothingIsReported(String treaty) {
        var right = Tables.right(treaty);
        var comparison = compare(Tables.status(treaty), right);

        assertThat(comparison.discrepancies()).isEmpty();
        assertThat(comparison.remarks()).isEmpty();
        assertThat(comparison.agreeing()).isEqualTo(right.size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("treaties")
    void givenADateSpoilt_whenCompared_thenThatRowAloneIsReportedByTheCodeOfTheMistake(String treaty) {
        var status = Tables.status(treaty);
        var rule = status.clauses().entryIntoForce().perState();
        var right = Tables.right(treaty);
        var spoilt = new TreeMap<String, Integer>();
        var byAnother = 0;
        for (var i = 0; i < right.size(); i++) {
            for (var mutation : Mutation.ALL) {
                var row = mutation.of(right.get(i), rule);
                if (row.isEmpty()) {
                    continue;
                }
                spoilt.merge(mutation.name(), 1, Integer::sum);
                var found = compare(status, with(right, i, row.get())).discrepancies();
                var what = mutation + " of " + row.get();
                assertThat(found).as(what).isNotEmpty();
                assertThat(found)
                        .as(what)
                        .extracting(Discrepancy::line)
                        .containsOnly(row.get().line());
                var first = found.getFirst().code();
                if (first != mutation.code()) {
                    byAnother++;
                    assertThat(coincidences(mutation, right.get(i), row.get(), status, rule))
                            .as(what + ": " + found)
                            .contains(first);
                }
            }
        }
        assertThat(byAnother)
                .isLessThanOrEqualTo(MOST_COINCIDENCES
                        * spoilt.values().stream().mapToInt(Integer::intValue).sum()
                        / 100);
        if (treaty.equals("rome-statute")) {
            assertThat(spoilt.keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            Mutation.ALL.stream().map(Mutation::name).toList());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("treaties")
    void givenARowSpoiltAsAWhole_whenCompared_thenThatRowAloneIsReported(String treaty) {
        var status = Tables.status(treaty);
        var right = Tables.right(treaty);
        for (var i = 0; i < right.size(); i++) {
            var row = right.get(i);
            var line = row.line();
            if (row.means() != null) {
                var other = row.means().equals("accession") ? ConsentMeans.APPROVAL : ConsentMeans.ACCESSION;
                only(Code.MEANS_DIFFER, line, compare(status, with(right, i, Tables.by(row, other.label()))));
            }
            only(Code.UNKNOWN_NAME, line, compare(status, with(right, i, Tables.named(row, row.participant() + "x"))));
            var twice = new ArrayList<>(right);
            twice.add(new PublishedRow(9_999, row.participant(), null, row.dates(), row.means()));
            only(Code.DUPLICATE_ROW, 9_999, compare(status, twice));
            var without = new ArrayList<>(right);
            without.remove(i);
            only(Code.MISSING_IN_TABLE, null, compare(status, without));
            if (row.in(Column.EXIT) != null) {
                var silent = Tables.with(Tables.with(row, Column.EXIT, null), Column.WITHDRAWAL_NOTIFIED, null);
                only(Code.LISTED_THOUGH_WITHDRAWN, line, compare(status, with(right, i, silent)));
            }
        }
    }

    private static void only(Code code, @Nullable Integer line, Comparison comparison) {
        assertThat(comparison.discrepancies()).as(code.label()).hasSize(1);
        var found = comparison.discrepancies().getFirst();
        assertThat(found.code()).as(found.sentence()).isEqualTo(code);
        assertThat(found.line()).as(found.sentence()).isEqualTo(line);
    }

    /** The codes that also name the spoilt date, because it happens to be another date of the row or of the rules. */
    private static Set<Code> coincidences(
            Mutation mutation, PublishedRow right, PublishedRow spoilt, LegalStatus status, DateRule rule) {
        var codes = EnumSet.noneOf(Code.class);
        var wrong = Mutation.day(spoilt, mutation.column());
        var deposit = Mutation.day(right, Column.DEPOSIT);
        if (wrong == null) {
            return codes;
        }
        if (wrong.equals(Mutation.day(right, Column.SIGNATURE))) {
            codes.add(mutation.column() == Column.DEPOSIT ? Code.DEPOSIT_IS_SIGNATURE : Code.DATE_COLUMNS_CONFUSED);
        }
        if (wrong.equals(deposit) || wrong.equals(Mutation.day(right, Column.ENTRY_INTO_FORCE))) {
            codes.add(Code.DATE_COLUMNS_CONFUSED);
            codes.add(Code.DATE_OF_SUCCESSION);
        }
        if (mutation.column() == Column.ENTRY_INTO_FORCE && deposit != null) {
            if (status.inForceSince().filter(wrong::equals).isPresent()) {
                codes.add(Code.GENERAL_DATE_TAKEN);
            }
            if (rule.from(deposit).equals(wrong)) {
                codes.add(
                        "succession".equals(right.means())
                                ? Code.RULE_APPLIED_TO_SUCCESSION
                                : Code.BEFORE_GENERAL_DATE);
            }
            if (rule instanceof DateRule.FirstOfMonthAfter(var inner)
                    && inner.from(deposit).withDayOfMonth(1).equals(wrong)) {
                codes.add(Code.FIRST_OF_MONTH_EARLY);
            }
            Misreading.of(rule).stream()
                    .filter(one -> one.rule().from(deposit).equals(wrong))
                    .forEach(one -> codes.add(one.code()));
            if (deposit.isAfter(wrong)) {
                codes.add(Code.IN_FORCE_BEFORE_DEPOSIT);
            }
        }
        return codes;
    }
}
