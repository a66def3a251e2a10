package org.treatyledger.core.codec;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.TreatyId;
import tools.jackson.databind.JsonNode;

/**
 * An answer of the interface that came with {@code ?proof=true}, as far as it can be computed again offline.
 *
 * @param on the legal day that was asked about
 * @param position the log position up to which it may know
 * @param view {@code legal} or {@code public}
 * @param basis of the count, null where none was asked
 * @param rows who is what, where States were asked for
 * @param areParties whether the rows are all the parties, and no others
 * @param checkpoint the signed note that covers the entries
 */
public record ProvenAnswer(
        TreatyId treaty,
        LocalDate on,
        @Nullable LocalDate known,
        long position,
        String view,
        @Nullable String basis,
        @Nullable Integer count,
        List<Row> rows,
        boolean areParties,
        String checkpoint,
        List<Entry> entries) {

    /** What one State is said to be. */
    public record Row(
            ParticipantId participant,
            String status,
            @Nullable LocalDate entersIntoForceOn,
            @Nullable LocalDate exitsOn) {}

    /**
     * An entry that the answer rests on.
     *
     * @param entry its exact bytes, in base64
     * @param inclusion the hashes that lead to the checkpoint's root, in base64
     */
    public record Entry(long position, String entry, List<String> inclusion) {

        /** The exact bytes; throws {@link IllegalArgumentException} where it is no base64. */
        public byte[] bytes() {
            return Base64.getDecoder().decode(entry);
        }
    }

    public ProvenAnswer {
        rows = List.copyOf(rows);
        entries = List.copyOf(entries);
    }

    /** Reads an answer; throws {@link MalformedJson} where it is none, or came without proof. */
    public static ProvenAnswer read(byte[] json) {
        var node = JsonText.read(json);
        var it = new Fields(node, "");
        var proof = it.object("proof");
        return new ProvenAnswer(
                it.treaty("treaty"),
                it.date("on"),
                it.findDate("known"),
                it.position("position"),
                it.text("view"),
                it.findText("basis"),
                node.has("count") ? node.path("count").intValue() : null,
                rows(node, it),
                node.has("parties"),
                proof.text("checkpoint"),
                proof.list("entries", ProvenAnswer::entry));
    }

    private static List<Row> rows(JsonNode node, Fields it) {
        for (var list : List.of("parties", "participants")) {
            if (node.has(list)) {
                return it.list(list, (row, path) -> row(new Fields(row, path)));
            }
        }
        return node.has("participant") ? List.of(row(it)) : List.of();
    }

    private static Row row(Fields it) {
        return new Row(
                it.participant("participant"),
                it.text("status"),
                it.findDate("entersIntoForceOn"),
                it.findDate("exitsOn"));
    }

    private static Entry entry(JsonNode node, String path) {
        var it = new Fields(node, path);
        var hashes = new ArrayList<String>();
        it.node("inclusion").forEach(hash -> hashes.add(hash.stringValue("")));
        return new Entry(it.position("position"), it.node("entry").stringValue(""), hashes);
    }
}
