package org.treatyledger.core.comparison;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * A published table beside the ledger.
 *
 * @param rows a verdict for each row, in the table's order
 * @param missing what the ledger has and the table lacks
 */
public record Comparison(List<Verdict> rows, List<Discrepancy> missing) {

    /**
     * What became of a row.
     *
     * @param participant null where the name could not be resolved
     * @param found empty where the row agrees without a remark
     */
    public record Verdict(PublishedRow row, @Nullable ParticipantId participant, List<Discrepancy> found) {
        public Verdict {
            found = List.copyOf(found);
        }

        /** Whether nothing contradicts the ledger. */
        public boolean agrees() {
            return found.stream().allMatch(one -> one.code().isRemark());
        }
    }

    public Comparison {
        rows = List.copyOf(rows);
        missing = List.copyOf(missing);
    }

    /**
     * Compares a table with what the status knows.
     *
     * @param day the legal day: what was received later is not looked for, who had left by then is no party
     */
    public static Comparison of(LegalStatus status, LocalDate day, Names names, PublishedTable table) {
        return new Clerk(status, day, names, table).compare();
    }

    /** The same for an excerpt, which need not list everybody. */
    public Comparison ofExcerpt() {
        return new Comparison(rows, List.of());
    }

    /** Everything in which table and ledger differ, by line; what the table lacks comes last. */
    public List<Discrepancy> discrepancies() {
        return Stream.concat(rows.stream().flatMap(row -> row.found().stream()), missing.stream())
                .filter(one -> !one.code().isRemark())
                .toList();
    }

    /** What a reader should know of rows that agree. */
    public List<Discrepancy> remarks() {
        return rows.stream()
                .flatMap(row -> row.found().stream())
                .filter(one -> one.code().isRemark())
                .toList();
    }

    /** The number of rows that agree. */
    public int agreeing() {
        return (int) rows.stream().filter(Verdict::agrees).count();
    }

    /** How many discrepancies there are of each code. */
    public Map<Code, Integer> byCode() {
        var counts = new TreeMap<Code, Integer>();
        discrepancies().forEach(one -> counts.merge(one.code(), 1, Integer::sum));
        return counts;
    }

    /** How many days the table names in each column, all of them compared where they can be read. */
    public Map<Column, Integer> compared() {
        var counts = new TreeMap<Column, Integer>();
        rows.forEach(row -> row.row().dates().forEach((column, date) -> {
            if (date.day() != null) {
                counts.merge(column, 1, Integer::sum);
            }
        }));
        return counts;
    }
}
