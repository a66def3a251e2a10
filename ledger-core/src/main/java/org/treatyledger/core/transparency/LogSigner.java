package org.treatyledger.core.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A private key that signs notes. It is kept as two lines: the private key as Go's note package writes it,
 * {@code PRIVATE+KEY+name+hash+base64}, and the verifier key that belongs to it.
 */
public final class LogSigner {

    private static final String PRIVATE = "PRIVATE+KEY+";

    /** What stands before the 32 bytes of an Ed25519 private key in its PKCS #8 form. Source: RFC 8410. */
    private static final byte[] PKCS8_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private static final byte[] PROBE = "a note".getBytes(StandardCharsets.UTF_8);

    private final LogKey key;
    private final byte[] seed;
    private final PrivateKey privateKey;

    private LogSigner(LogKey key, byte[] seed) {
        this.key = key;
        this.seed = seed;
        this.privateKey = privateKey(seed);
    }

    /** A fresh key of that name. */
    public static LogSigner generate(String name, SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, random);
            var pair = generator.generateKeyPair();
            return new LogSigner(
                    LogKey.of(name, last(pair.getPublic().getEncoded())),
                    last(pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has Ed25519", e);
        }
    }

    private static byte[] last(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - LogKey.KEY_LENGTH, encoded.length);
    }

    /** The key that {@link #toText} wrote; throws {@link MalformedLog} where the two lines do not belong together. */
    public static LogSigner parse(String text) {
        var lines = text.strip().split("\n", -1);
        if (lines.length != 2 || !lines[0].startsWith(PRIVATE)) {
            throw new MalformedLog("A signing key is kept as two lines, the first of which starts with " + PRIVATE);
        }
        var key = LogKey.parse(lines[1]);
        var start = PRIVATE + key.name() + "+" + LogKey.hex(key.id()) + "+";
        if (!lines[0].startsWith(start)) {
            throw new MalformedLog("The two lines of the signing key are of different keys");
        }
        var encoded = LogKey.base64(lines[0].substring(start.length()));
        if (encoded.length != LogKey.KEY_LENGTH + 1 || encoded[0] != LogKey.ED25519) {
            throw new MalformedLog("Only Ed25519 keys are understood");
        }
        var signer = new LogSigner(key, Arrays.copyOfRange(encoded, 1, encoded.length));
        if (!key.verifies(PROBE, signer.sign(PROBE))) {
            throw new MalformedLog("The two lines of the signing key are of different keys");
        }
        return signer;
    }

    private static PrivateKey privateKey(byte[] seed) {
        try {
            var encoded = ByteBuffer.allocate(PKCS8_PREFIX.length + seed.length)
                    .put(PKCS8_PREFIX)
                    .put(seed)
                    .array();
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new MalformedLog("Not an Ed25519 private key", e);
        }
    }

    /** The verifier key that belongs to it. */
    public LogKey key() {
        return key;
    }

    byte[] sign(byte[] text) {
        try {
            var signing = Signature.getInstance("Ed25519");
            signing.initSign(privateKey);
            signing.update(text);
            return signing.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has Ed25519", e);
        }
    }

    /** Both lines, the first of which is a secret. */
    public String toText() {
        var encoded = ByteBuffer.allocate(seed.length + 1)
                .put(LogKey.ED25519)
                .put(seed)
                .array();
        return PRIVATE + key.name() + "+" + LogKey.hex(key.id()) + "+"
                + Base64.getEncoder().encodeToString(encoded) + "\n" + key + "\n";
    }
}
