package org.treatyledger.core.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A verifier key: whose signature a note must bear. Source: C2SP signed-note, "Verifier keys"; Ed25519 (RFC 8032) only.
 */
public final class LogKey {

    static final byte ED25519 = 1;

    /** The length of an Ed25519 public key in bytes. */
    static final int KEY_LENGTH = 32;

    /** No Unicode spaces, no plus sign, nothing that is not to be seen. */
    private static final Pattern NAME = Pattern.compile("[^\\s+\\p{Z}\\p{C}]+", Pattern.UNICODE_CHARACTER_CLASS);

    /** What stands before the 32 bytes of an Ed25519 key in its X.509 form. Source: RFC 8410. */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final byte[] publicKey;
    private final PublicKey verifier;

    private LogKey(String name, byte[] publicKey) {
        this.name = name;
        this.publicKey = publicKey;
        this.verifier = verifier(publicKey);
    }

    /** The key of that name and those 32 bytes; throws {@link MalformedLog} where either can be none. */
    public static LogKey of(String name, byte[] publicKey) {
        if (!NAME.matcher(name).matches()) {
            throw new MalformedLog("A key's name holds neither spaces nor plus signs: \"" + name + "\"");
        }
        if (publicKey.length != KEY_LENGTH) {
            throw new MalformedLog("An Ed25519 key has " + KEY_LENGTH + " bytes, not " + publicKey.length);
        }
        return new LogKey(name, publicKey.clone());
    }

    /** The key that a line {@code name+hash+base64} writes; throws {@link MalformedLog} where it writes none. */
    public static LogKey parse(String line) {
        var parts = line.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new MalformedLog("A verifier key is written name+hash+base64");
        }
        var encoded = base64(parts[2]);
        if (encoded.length != KEY_LENGTH + 1 || encoded[0] != ED25519) {
            throw new MalformedLog("Only Ed25519 keys are understood");
        }
        var key = of(parts[0], Arrays.copyOfRange(encoded, 1, encoded.length));
        if (!hex(key.id()).equals(parts[1])) {
            throw new MalformedLog("The key's hash " + parts[1] + " is not that of its name and bytes");
        }
        return key;
    }

    /** Bytes have one way to be written: a bit that does not count may not be set either. */
    static byte[] base64(String text) {
        try {
            var bytes = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedLog("Not base64: " + text, e);
        }
        throw new MalformedLog("Not base64: " + text);
    }

    private static PublicKey verifier(byte[] publicKey) {
        try {
            var encoded = ByteBuffer.allocate(X509_PREFIX.length + KEY_LENGTH)
                    .put(X509_PREFIX)
                    .put(publicKey)
                    .array();
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new MalformedLog("Not an Ed25519 key", e);
        }
    }

    /** The name of whoever signs: the log's origin. */
    public String name() {
        return name;
    }

    /** The key's id: the first four bytes of a hash of its name and bytes. */
    public int id() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            digest.update(ED25519);
            return ByteBuffer.wrap(digest.digest(publicKey)).getInt();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    static String hex(int id) {
        return HexFormat.of().toHexDigits(id);
    }

    /** Whether this key made that signature of the text. */
    boolean verifies(byte[] text, byte[] signature) {
        try {
            var verification = Signature.getInstance("Ed25519");
            verification.initVerify(verifier);
            verification.update(text);
            return verification.verify(signature);
        } catch (GeneralSecurityException notASignature) {
            return false;
        }
    }

    /** The line {@code name+hash+base64}. */
    @Override
    public String toString() {
        var encoded =
                ByteBuffer.allocate(KEY_LENGTH + 1).put(ED25519).put(publicKey).array();
        return name + "+" + hex(id()) + "+" + Base64.getEncoder().encodeToString(encoded);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogKey key && name.equals(key.name) && Arrays.equals(publicKey, key.publicKey);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(publicKey);
    }
}
