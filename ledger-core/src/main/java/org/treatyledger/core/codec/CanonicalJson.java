package org.treatyledger.core.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The one way to write a value: the JSON Canonicalization Scheme, for objects, lists, texts, whole numbers within
 * 2<sup>53</sup>, true, false and null. Keys are sorted by UTF-16 code units, nothing is indented. Source: RFC 8785.
 */
final class CanonicalJson {

    private static final long LARGEST_EXACT = (1L << 53) - 1;

    /** Characters. */
    private static final int MOST_ARE_SHORTER = 512;

    private final StringBuilder out = new StringBuilder(MOST_ARE_SHORTER);

    private CanonicalJson() {}

    static byte[] bytes(JsonNode node) {
        var json = new CanonicalJson();
        json.write(node);
        return json.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(JsonNode node) {
        if (node.isObject()) {
            object(node);
        } else if (node.isArray()) {
            array(node);
        } else if (node.isString()) {
            string(node.stringValue());
        } else if (node.isBoolean() || node.isNull()) {
            out.append(node.isNull() ? "null" : String.valueOf(node.booleanValue()));
        } else {
            number(node);
        }
    }

    private void object(JsonNode node) {
        out.append('{');
        var separator = "";
        var fields = new ArrayList<>(node.properties());
        fields.sort(Map.Entry.comparingByKey());
        for (var field : fields) {
            out.append(separator);
            string(field.getKey());
            out.append(':');
            write(field.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void array(JsonNode node) {
        out.append('[');
        var separator = "";
        for (var element : node) {
            out.append(separator);
            write(element);
            separator = ",";
        }
        out.append(']');
    }

    private void number(JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || Math.abs(node.longValue()) > LARGEST_EXACT) {
            throw new IllegalArgumentException("Not a whole number that every reader keeps exactly: " + node);
        }
        out.append(node.longValue());
    }

    private void string(String text) {
        out.append('"');
        var plain = 0; // from here on nothing needs an escape so far
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(text, plain, i);
                escape(c);
                plain = i + 1;
            }
        }
        out.append(text, plain, text.length()).append('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default ->
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
        }
    }
}
