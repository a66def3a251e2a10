package org.treatyledger.core.transparency;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a log commits to: that its first {@code size} entries have this root. Source: C2SP tlog-checkpoint.
 *
 * @param origin the log's unique name
 */
public record Checkpoint(String origin, long size, Hash root) {

    private static final Pattern SIZE = Pattern.compile("0|[1-9]\\d{0,18}");

    /** The three lines of the note. */
    public String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root.bytes()) + "\n";
    }

    /** The note, signed by each of them. */
    public SignedNote sign(List<LogSigner> signers) {
        return SignedNote.sign(text(), signers);
    }

    /** What a note's text says; extension lines are passed over. Throws {@link MalformedLog} for any other text. */
    public static Checkpoint parse(String text) {
        var lines = text.split("\n", -1);
        if (lines.length < 4 || !lines[lines.length - 1].isEmpty() || lines[0].isEmpty()) {
            throw new MalformedLog("A checkpoint has three lines: origin, size and root");
        }
        if (!SIZE.matcher(lines[1]).matches()) {
            throw new MalformedLog("Not a size: " + lines[1]);
        }
        var root = LogKey.base64(lines[2]);
        if (root.length != Hash.LENGTH) {
            throw new MalformedLog("Not a root hash: " + lines[2]);
        }
        try {
            return new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.of(root));
        } catch (NumberFormatException e) {
            throw new MalformedLog("Not a size: " + lines[1], e);
        }
    }

    /**
     * The checkpoint of a note that one of these keys signed, whose name is the log's; throws {@link MalformedLog} where
     * none did, or the note is of a log of another name.
     */
    public static Checkpoint open(String note, List<LogKey> keys) {
        var signed = SignedNote.parse(note);
        var checkpoint = parse(signed.text());
        var own = keys.stream()
                .filter(key -> key.name().equals(checkpoint.origin()))
                .toList();
        if (own.isEmpty()) {
            throw new MalformedLog("The checkpoint is of another log than the key: " + checkpoint.origin());
        }
        if (!signed.isSignedBy(own)) {
            throw new MalformedLog("The checkpoint is not signed by the key");
        }
        return checkpoint;
    }
}
