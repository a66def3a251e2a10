package org.treatyledger.projections.web;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.treatyledger.core.comparison.Comparison;
import org.treatyledger.core.comparison.Discrepancy;
import org.treatyledger.core.comparison.Names;
import org.treatyledger.core.vocabulary.Participants;
import org.treatyledger.projections.comparison.TableReader;
import org.treatyledger.projections.comparison.UnreadableTable;

/** Compares published tables with the ledger, for programs and pages alike: names of fields are the contract's. */
public final class Comparisons {

    private final Questions questions;
    private final Participants participants;
    private final Names names;

    public Comparisons(Questions questions, Participants participants, Names names) {
        this.questions = questions;
        this.participants = participants;
        this.names = names;
    }

    /**
     * A table as it is sent.
     *
     * @param columns which header stands over which column, where that is not to be recognized
     * @param isExcerpt whether it need not list everybody
     */
    public record Table(String text, Collection<String> columns, boolean isExcerpt) {
        public Table {
            columns = List.copyOf(columns);
        }
    }

    /** A table compared, and how that was asked. */
    public record Compared(Asked asked, TableReader.Read read, Comparison comparison) {}

    /** Compares; a 404 problem where there is no such treaty, a 400 problem where the table cannot be understood. */
    public Compared compare(String treaty, Clocks clocks, Table table) {
        var asked = questions.ask(treaty, clocks);
        try {
            var read = TableReader.read(table.text(), table.columns());
            var comparison = Comparison.of(asked.status(), asked.day(), names, read.table());
            return new Compared(asked, read, table.isExcerpt() ? comparison.ofExcerpt() : comparison);
        } catch (UnreadableTable e) {
            throw Problem.of(400, "unreadable-table", e.detail())
                    .field("columns")
                    .remedy(e.remedy())
                    .asException();
        }
    }

    /** The answer for programs. */
    public Map<String, Object> answer(Compared compared) {
        var comparison = compared.comparison();
        var answer = compared.asked().answer();
        answer.put("columns", compared.read().columns());
        answer.put("totals", totals(comparison));
        answer.put(
                "discrepancies",
                comparison.discrepancies().stream().map(this::row).toList());
        answer.put("remarks", comparison.remarks().stream().map(this::row).toList());
        answer.put("ignoredColumns", compared.read().ignored());
        return answer;
    }

    private static Map<String, Object> totals(Comparison comparison) {
        var totals = new LinkedHashMap<String, Object>();
        totals.put("rows", comparison.rows().size());
        totals.put("agree", comparison.agreeing());
        totals.put("missing", comparison.missing().size());
        totals.put("discrepancies", comparison.discrepancies().size());
        var byCode = new LinkedHashMap<String, Integer>();
        comparison.byCode().forEach((code, count) -> byCode.put(code.label(), count));
        totals.put("byCode", byCode);
        var compared = new LinkedHashMap<String, Integer>();
        comparison.compared().forEach((column, count) -> compared.put(column.label(), count));
        totals.put("datesCompared", compared);
        return totals;
    }

    /** One discrepancy or remark. */
    public Map<String, Object> row(Discrepancy one) {
        var row = new LinkedHashMap<String, Object>();
        var id = one.participant();
        row.put("line", one.line());
        row.put("written", one.written());
        row.put("participant", id == null ? null : id.code());
        row.put("name", id == null ? null : participants.nameOf(id));
        row.put("code", one.code().label());
        row.put("column", one.column().label());
        row.put("ours", one.ours());
        row.put("theirs", one.theirs());
        row.put("sentence", one.sentence());
        row.put("evidence", one.evidence());
        return row;
    }

    /** The same for a person at a terminal. */
    public String text(Compared compared) {
        var comparison = compared.comparison();
        var text = new StringBuilder();
        text.append(summary(compared)).append('\n');
        comparison
                .rows()
                .forEach(row -> list(
                        text,
                        row.found().stream()
                                .filter(one -> !one.code().isRemark())
                                .toList()));
        if (!comparison.missing().isEmpty()) {
            text.append("\nNot in the table (")
                    .append(comparison.missing().size())
                    .append(")\n");
            list(text, comparison.missing());
        }
        if (!comparison.remarks().isEmpty()) {
            text.append("\nRemarks on rows that agree\n");
            list(text, comparison.remarks());
        }
        return text.toString();
    }

    /** The outcome in one sentence. */
    public static String summary(Compared compared) {
        var comparison = compared.comparison();
        return compared.asked().status().clauses().citedAs() + ", "
                + compared.asked().day() + ": "
                + comparison.agreeing() + " of " + comparison.rows().size() + " rows agree, "
                + comparison.discrepancies().size()
                + (comparison.discrepancies().size() == 1 ? " discrepancy." : " discrepancies.");
    }

    private void list(StringBuilder text, List<Discrepancy> all) {
        for (var one : all) {
            var id = one.participant();
            text.append('\n')
                    .append(one.line() == null ? "not in the table" : "line " + one.line())
                    .append(", ")
                    .append(id == null ? one.written() : participants.nameOf(id))
                    .append(": ")
                    .append(one.code().label())
                    .append("\n    ")
                    .append(one.sentence())
                    .append('\n');
        }
    }
}
