package org.treatyledger.core.codec;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.TreatyId;
import tools.jackson.databind.JsonNode;

/**
 * An answer of the interface that came with {@code ?proof=true}, as far as it can be computed again offline.
 *
 * @param on the legal day that was asked about
 * @param position the log position up to which it may know
 * @param view whose knowledge
 * @param basis of the count; null where no count was asked
 * @param count null where none was asked
 * @param rows who is what, where States were asked for
 * @param which which States the rows are
 * @param checkpoint the signed note that covers the entries
 */
public record ProvenAnswer(
        TreatyId treaty,
        LocalDate on,
        @Nullable LocalDate known,
        long position,
        AsOf.View view,
        @Nullable Basis basis,
        @Nullable Integer count,
        List<Row> rows,
        Which which,
        String checkpoint,
        List<Entry> entries) {

    /** Which States the rows of an answer are. */
    public enum Which {
        /** There are no rows. */
        NONE,
        /** One, who was asked for. */
        ONE,
        /** All parties, and no others. */
        PARTIES,
        /** All who ever acted, and no others. */
        PARTICIPANTS
    }

    /** What one State is said to be. */
    public record Row(
            ParticipantId participant,
            String status,
            @Nullable LocalDate signedOn,
            @Nullable LocalDate depositedOn,
            @Nullable String means,
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

    /** The most States that can be counted: there are fewer codes. */
    private static final int MOST_STATES = 17_576;

    /**
     * Reads an answer; throws {@link MalformedJson} where it is none, came without proof, or answers nothing that can be
     * computed again.
     */
    public static ProvenAnswer read(byte[] json) {
        var node = JsonText.read(json);
        var it = new Fields(node, "");
        var which = which(node);
        var counts = node.has("count");
        if (which == Which.NONE && !counts) {
            throw new MalformedJson(
                    "count", "The answer holds no count and no States.", "Ask a count, a list or a State.");
        }
        var proof = it.object("proof");
        return new ProvenAnswer(
                it.treaty("treaty"),
                it.date("on"),
                it.findDate("known"),
                it.position("position"),
                it.word("view", ProvenAnswer::view, "legal or public"),
                counts ? it.word("basis", Basis::parse, "in-force, consented or signed") : null,
                counts ? it.number("count", 0, MOST_STATES) : null,
                rows(which, it),
                which,
                proof.text("checkpoint"),
                proof.list("entries", ProvenAnswer::entry));
    }

    private static Optional<AsOf.View> view(String label) {
        return Arrays.stream(AsOf.View.values())
                .filter(view -> view.label().equals(label))
                .findFirst();
    }

    private static Which which(JsonNode node) {
        if (node.has("parties")) {
            return Which.PARTIES;
        }
        if (node.has("participants")) {
            return Which.PARTICIPANTS;
        }
        return node.has("participant") ? Which.ONE : Which.NONE;
    }

    private static List<Row> rows(Which which, Fields it) {
        return switch (which) {
            case NONE -> List.of();
            case ONE -> List.of(row(it));
            case PARTIES -> it.list("parties", (row, path) -> row(new Fields(row, path)));
            case PARTICIPANTS -> it.list("participants", (row, path) -> row(new Fields(row, path)));
        };
    }

    private static Row row(Fields it) {
        return new Row(
                it.participant("participant"),
                it.text("status"),
                it.findDate("signedOn"),
                it.findDate("depositedOn"),
                it.findText("means"),
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
