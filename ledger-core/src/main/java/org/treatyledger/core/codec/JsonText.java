package org.treatyledger.core.codec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON from outside: read strictly, and told apart by what it says and not by how it is spaced. */
public final class JsonText {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private JsonText() {}

    /** The value that the bytes hold; throws {@link MalformedJson} where they are no JSON, or name a key twice. */
    public static JsonNode read(byte[] bytes) {
        try {
            var node = JSON.readTree(bytes);
            if (node.isMissingNode()) {
                throw new MalformedJson(null, "The body is empty.", "Send a JSON object.");
            }
            refuseControlCharacters(node, "");
            return node;
        } catch (JacksonException e) {
            var where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            var fault = new MalformedJson(null, "This is not JSON" + where + ".", "Mend it, or name each key once.");
            fault.initCause(e);
            throw fault;
        }
    }

    /** At the edge only: what the log once took it must read for ever. */
    private static void refuseControlCharacters(JsonNode node, String path) {
        if (node.isString() && node.stringValue().chars().anyMatch(JsonText::isControl)) {
            throw new MalformedJson(path, path + " holds a control character.", "Send text; line breaks are allowed.");
        }
        node.properties()
                .forEach(field -> refuseControlCharacters(
                        field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey()));
        if (node.isArray()) {
            node.forEach(element -> refuseControlCharacters(element, path + "[]"));
        }
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
    }

    /** A digest of a command: where it was sent, and what its body says. 64 hexadecimal digits. */
    public static String digest(String scope, JsonNode body) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(scope.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) '\n');
            return HexFormat.of().formatHex(sha256.digest(CanonicalJson.bytes(body)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** The value as text, for storing and sending. */
    public static String write(JsonNode node) {
        return new String(CanonicalJson.bytes(node), StandardCharsets.UTF_8);
    }
}
