package org.treatyledger.core.comparison;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * One thing in which a published table and the ledger differ.
 *
 * @param line the line of the table, from 1, counting its header; null where the table lacks a row
 * @param written the participant as the table writes it; empty where the table lacks a row
 * @param participant null where the name could not be resolved
 * @param sentence what is wrong, with the arithmetic
 * @param ours what the ledger has; null where nothing
 * @param theirs what the table has, as written; null where nothing
 * @param evidence the positions that the ledger's side rests on, ascending
 */
public record Discrepancy(
        @Nullable Integer line,
        String written,
        @Nullable ParticipantId participant,
        Code code,
        Column column,
        String sentence,
        @Nullable String ours,
        @Nullable String theirs,
        List<Long> evidence) {
    public Discrepancy {
        evidence = List.copyOf(evidence);
    }
}
