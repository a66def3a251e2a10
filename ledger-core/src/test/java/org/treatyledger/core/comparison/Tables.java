package org.treatyledger.core.comparison;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.Directory;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Seed;
import org.treatyledger.core.vocabulary.ParticipantId;

/** Tables for comparisons: the right one of a treaty's real history, and few words for rows of others. */
final class Tables {

    static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    static final Names NAMES = Names.of(
            Directory.PARTICIPANTS,
            List.of(
                    new Names.Alias("Swaziland", new ParticipantId("SWZ"), true),
                    new Names.Alias("Yugoslavia", new ParticipantId("YUG"), true),
                    new Names.Alias("Yugoslavia", new ParticipantId("SRB"), true)));
    static final Set<Column> ALL = EnumSet.of(
            Column.PARTICIPANT,
            Column.SIGNATURE,
            Column.DEPOSIT,
            Column.ENTRY_INTO_FORCE,
            Column.MEANS,
            Column.WITHDRAWAL_NOTIFIED,
            Column.EXIT);

    private Tables() {}

    static LegalStatus status(String treaty) {
        return Seed.ALL.status(treaty);
    }

    static Comparison compare(String treaty, PublishedTable table) {
        return Comparison.of(status(treaty), DAY, NAMES, table);
    }

    /** What the ledger itself would print: a row for every consent that was not taken back, and for mere signatories. */
    static List<PublishedRow> right(String treaty) {
        var status = status(treaty);
        var everyone = new TreeSet<>(status.everParties());
        status.histories().forEach(history -> everyone.add(history.participant()));
        var rows = new ArrayList<PublishedRow>();
        for (var id : everyone) {
            for (var facts : Facts.of(status, id, DAY)) {
                if (facts.consent() == null || facts.consent().takenBackOn() == null) {
                    rows.add(row(rows.size() + 2, facts));
                }
            }
        }
        return rows;
    }

    private static PublishedRow row(int line, Facts facts) {
        var dates = new EnumMap<Column, PublishedDate>(Column.class);
        for (var column : Column.values()) {
            var day = facts.in(column, DAY);
            if (day != null && column != Column.WITHDRAWAL) {
                dates.put(column, PublishedDate.read(day.toString()));
            }
        }
        var means = facts.means();
        return new PublishedRow(
                line,
                Directory.PARTICIPANTS.nameOf(facts.participant()),
                null,
                dates,
                means == null ? null : means.label());
    }

    static PublishedRow with(PublishedRow row, Column column, @Nullable LocalDate day) {
        var dates = new EnumMap<Column, PublishedDate>(Column.class);
        dates.putAll(row.dates());
        if (day == null) {
            dates.remove(column);
        } else {
            dates.put(column, PublishedDate.read(day.toString()));
        }
        return new PublishedRow(row.line(), row.participant(), row.number(), dates, row.means());
    }

    static PublishedRow named(PublishedRow row, String name) {
        return new PublishedRow(row.line(), name, row.number(), row.dates(), row.means());
    }

    static PublishedRow by(PublishedRow row, @Nullable String means) {
        return new PublishedRow(row.line(), row.participant(), row.number(), row.dates(), means);
    }

    /** One row of deposit and entry into force; an empty text leaves the cell empty. */
    static PublishedTable oneRow(String participant, String deposit, String entry) {
        var dates = new EnumMap<Column, PublishedDate>(Column.class);
        Map.of(Column.DEPOSIT, deposit, Column.ENTRY_INTO_FORCE, entry).forEach((column, text) -> {
            if (!text.isEmpty()) {
                dates.put(column, PublishedDate.read(text));
            }
        });
        return new PublishedTable(
                EnumSet.of(Column.PARTICIPANT, Column.DEPOSIT, Column.ENTRY_INTO_FORCE),
                List.of(new PublishedRow(2, participant, null, dates, null)));
    }

    static PublishedTable table(Column[] columns, PublishedRow... rows) {
        return new PublishedTable(Set.copyOf(Arrays.asList(columns)), List.of(rows));
    }
}
