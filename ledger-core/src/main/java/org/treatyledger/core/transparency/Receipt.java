package org.treatyledger.core.transparency;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One entry with all that proves that the log holds it, as one text that can be kept and checked offline. Source: C2SP
 * tlog-proof; its extra data is the entry itself.
 */
public final class Receipt {

    private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";
    private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,17}");

    /** A tree has at most 2^63 leaves. */
    private static final int MOST_HASHES = 63;

    private final byte[] entry;
    private final InclusionProof proof;
    private final SignedNote checkpoint;

    /**
     * The receipt of an entry.
     *
     * @param entry its exact bytes
     * @param checkpoint the signed note under whose root the proof leads
     */
    public Receipt(byte[] entry, InclusionProof proof, SignedNote checkpoint) {
        this.entry = entry.clone();
        this.proof = proof;
        this.checkpoint = checkpoint;
    }

    /** The exact bytes of the entry. */
    public byte[] entry() {
        return entry.clone();
    }

    /** The way from the entry to the root. */
    public InclusionProof proof() {
        return proof;
    }

    /** The signed note under whose root the proof leads. */
    public SignedNote checkpoint() {
        return checkpoint;
    }

    /** The text as it is handed out. */
    @Override
    public String toString() {
        var encoder = Base64.getEncoder();
        var text = new StringBuilder(FIRST_LINE)
                .append('\n')
                .append(EXTRA)
                .append(encoder.encodeToString(entry))
                .append('\n')
                .append(INDEX)
                .append(proof.index())
                .append('\n');
        proof.hashes().forEach(hash -> text.append(encoder.encodeToString(hash.bytes()))
                .append('\n'));
        return text.append('\n').append(checkpoint).toString();
    }

    /** The receipt that was written so; throws {@link MalformedLog} for any other text. */
    public static Receipt parse(String text) {
        var end = text.indexOf("\n\n");
        if (end < 0) {
            throw new MalformedLog("A receipt has an empty line before its checkpoint");
        }
        var lines = text.substring(0, end).split("\n", -1);
        if (lines.length < 3
                || lines.length > 3 + MOST_HASHES
                || !lines[0].equals(FIRST_LINE)
                || !lines[1].startsWith(EXTRA)
                || !lines[2].startsWith(INDEX)) {
            throw new MalformedLog("A receipt starts with " + FIRST_LINE + ", the entry and its index");
        }
        var index = lines[2].substring(INDEX.length());
        if (!NUMBER.matcher(index).matches()) {
            throw new MalformedLog("Not an index: " + index);
        }
        var hashes = new ArrayList<Hash>();
        for (var line : List.of(lines).subList(3, lines.length)) {
            hashes.add(hash(line));
        }
        var checkpoint = SignedNote.parse(text.substring(end + 2));
        var size = Checkpoint.parse(checkpoint.text()).size();
        return new Receipt(
                LogKey.base64(lines[1].substring(EXTRA.length())),
                new InclusionProof(Long.parseLong(index), size, hashes),
                checkpoint);
    }

    private static Hash hash(String line) {
        var bytes = LogKey.base64(line);
        if (bytes.length != Hash.LENGTH) {
            throw new MalformedLog("Not a hash: " + line);
        }
        return Hash.of(bytes);
    }

    /** Whether a log with one of these keys holds this entry at this index; throws as {@link Checkpoint#open}. */
    public boolean proves(List<LogKey> keys) {
        var opened = Checkpoint.open(checkpoint.toString(), keys);
        return proof.size() == opened.size() && proof.proves(Hash.ofLeaf(entry), opened.root());
    }
}
