package org.treatyledger.core.comparison;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.vocabulary.ConsentMeans;

/** One row of the table beside what the ledger knows of it, and what has been found in it so far. */
final class Sighting {

    final LegalStatus status;
    final LocalDate day;
    final PublishedTable table;
    final PublishedRow row;
    final String name;
    final Facts facts;
    private final List<Discrepancy> found = new ArrayList<>();

    Sighting(LegalStatus status, LocalDate day, PublishedTable table, PublishedRow row, String name, Facts facts) {
        this.status = status;
        this.day = day;
        this.table = table;
        this.row = row;
        this.name = name;
        this.facts = facts;
    }

    /** What the ledger has in that column. */
    @Nullable
    LocalDate ours(Column column) {
        return facts.in(column, day);
    }

    /** What the table has there, read in the way that agrees where it can be read in two. */
    @Nullable
    LocalDate theirs(Column column) {
        var date = row.in(column);
        return date == null ? null : date.nearest(ours(column)).day();
    }

    /** Whether the table has the column and left the cell of this row empty. */
    boolean isEmpty(Column column) {
        return table.has(column) && row.in(column) == null;
    }

    /** The means by which the row consented, as far as either side says. */
    boolean isSuccession() {
        return facts.isSuccession()
                || Optional.ofNullable(row.means())
                        .flatMap(MeansAsWritten::read)
                        .filter(means -> means == ConsentMeans.SUCCESSION)
                        .isPresent();
    }

    @Nullable
    LocalDate treatySince() {
        return status.inForceSince().orElse(null);
    }

    @Nullable
    LocalDate parentSince() {
        return status.parentInForceSince().orElse(null);
    }

    /** The day on which the treaty would be in force for a State that deposited on that day, by the rules alone. */
    Optional<LocalDate> expected(LocalDate deposit) {
        var since = treatySince();
        return since == null
                ? Optional.empty()
                : status.clauses()
                        .entryIntoForce()
                        .perState()
                        .from(deposit, parentSince())
                        .map(own -> own.isBefore(since) ? since : own);
    }

    void found(Code code, Column column, String sentence) {
        var ours = column == Column.MEANS
                ? Optional.ofNullable(facts.means()).map(ConsentMeans::label)
                : Optional.ofNullable(ours(column)).map(LocalDate::toString);
        var date = row.in(column);
        var theirs =
                switch (column) {
                    case MEANS -> row.means();
                    case NUMBER -> row.number();
                    case PARTICIPANT -> row.participant();
                    case SIGNATURE, DEPOSIT, ENTRY_INTO_FORCE, WITHDRAWAL_NOTIFIED, EXIT, WITHDRAWAL ->
                        date == null ? null : date.written();
                };
        found.add(new Discrepancy(
                row.line(),
                row.participant(),
                facts.participant(),
                code,
                column,
                sentence,
                ours.orElse(null),
                theirs,
                facts.evidence()));
    }

    boolean has(Code code) {
        return found.stream().anyMatch(one -> one.code() == code);
    }

    List<Discrepancy> found() {
        return List.copyOf(found);
    }
}
