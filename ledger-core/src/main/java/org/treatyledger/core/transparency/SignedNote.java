package org.treatyledger.core.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A text and who signed it. Source: C2SP signed-note.
 *
 * @param text what is signed, ending in a newline
 * @param signatures at least one, of known keys or not
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

    private static final String DASH = "\u2014 ";

    /** The longest note that is read, and the most signatures in it. */
    private static final int LONGEST = 1_000_000;

    private static final int MOST_SIGNATURES = 100;

    /**
     * One signature line: whose, by which key.
     *
     * @param encoded the key's id and the signature's bytes, in base64
     */
    public record NoteSignature(String name, int id, String encoded) {

        private static final int ID_LENGTH = 4;

        static NoteSignature by(LogSigner signer, byte[] text) {
            var signature = signer.sign(text);
            var bytes = ByteBuffer.allocate(ID_LENGTH + signature.length)
                    .putInt(signer.key().id())
                    .put(signature);
            return new NoteSignature(
                    signer.key().name(), signer.key().id(), Base64.getEncoder().encodeToString(bytes.array()));
        }

        boolean isOf(LogKey key) {
            return key.name().equals(name) && key.id() == id;
        }

        byte[] bytes() {
            var bytes = LogKey.base64(encoded);
            return Arrays.copyOfRange(bytes, ID_LENGTH, bytes.length);
        }

        @Override
        public String toString() {
            return DASH + name + " " + encoded;
        }
    }

    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    /** The text signed by each of them. */
    public static SignedNote sign(String text, List<LogSigner> signers) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return new SignedNote(
                text,
                signers.stream().map(signer -> NoteSignature.by(signer, bytes)).toList());
    }

    /** The note that was written so; throws {@link MalformedLog} where the text is none. */
    public static SignedNote parse(String note) {
        if (note.length() > LONGEST || note.chars().anyMatch(c -> c < ' ' && c != '\n') || note.contains("\uFFFD")) {
            throw new MalformedLog("A note is UTF-8 text of at most " + LONGEST + " characters, without control codes");
        }
        var split = note.lastIndexOf("\n\n");
        if (split < 0 || !note.endsWith("\n") || split + 2 == note.length()) {
            throw new MalformedLog("A note is a text, an empty line and signatures, each line ended by a newline");
        }
        var signatures = new ArrayList<NoteSignature>();
        for (var line : note.substring(split + 2, note.length() - 1).split("\n", -1)) {
            signatures.add(signature(line));
        }
        if (signatures.size() > MOST_SIGNATURES) {
            throw new MalformedLog("A note with more than " + MOST_SIGNATURES + " signatures");
        }
        return new SignedNote(note.substring(0, split + 1), signatures);
    }

    private static NoteSignature signature(String line) {
        var space = line.indexOf(' ', DASH.length());
        if (!line.startsWith(DASH) || space <= DASH.length()) {
            throw new MalformedLog("Not a signature line: " + line);
        }
        var encoded = line.substring(space + 1);
        var bytes = ByteBuffer.wrap(LogKey.base64(encoded));
        if (bytes.remaining() <= NoteSignature.ID_LENGTH) {
            throw new MalformedLog("A signature has more than four bytes: " + line);
        }
        return new NoteSignature(line.substring(DASH.length(), space), bytes.getInt(), encoded);
    }

    /**
     * Whether it may be believed: a known key signed it, and no signature of a known key is wrong. Signatures of others
     * are passed over.
     */
    public boolean isSignedBy(List<LogKey> known) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var signed = false;
        for (var signature : signatures) {
            for (var key : known) {
                if (signature.isOf(key)) {
                    if (!key.verifies(bytes, signature.bytes())) {
                        return false;
                    }
                    signed = true;
                }
            }
        }
        return signed;
    }

    /** The note as it is handed out. */
    @Override
    public String toString() {
        var note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature).append('\n'));
        return note.toString();
    }
}
