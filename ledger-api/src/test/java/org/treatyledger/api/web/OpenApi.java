package org.treatyledger.api.web;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description of the interface, as it is given out; its schemas are read so that what they do not name is a fault. */
final class OpenApi {

    private static final String FILE = "/static/api/v1/openapi.json";
    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;
    private final JsonNode strict;

    /** One operation. */
    record Operation(String method, String path, JsonNode described) {

        /** As routes are named in tests: {@code GET /api/v1/treaties}. */
        String route() {
            return method + " " + path;
        }
    }

    private OpenApi(JsonNode document) {
        this.document = document;
        this.strict = document.deepCopy();
        closeAll(strict);
    }

    static OpenApi read() {
        try (var file = OpenApi.class.getResourceAsStream(FILE)) {
            return new OpenApi(JSON.readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void closeAll(JsonNode node) {
        if (node instanceof ObjectNode schema
                && schema.path("properties").isObject()
                && !schema.has("additionalProperties")) {
            schema.put("additionalProperties", false);
        }
        node.forEach(OpenApi::closeAll);
    }

    JsonNode document() {
        return document;
    }

    /** What a reference within the document stands for; anything else stands for itself. */
    JsonNode resolved(JsonNode node) {
        var reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    /** All references, each once. */
    Set<String> references() {
        var all = new TreeSet<String>();
        document.findValues("$ref").forEach(reference -> all.add(reference.stringValue()));
        return all;
    }

    List<Operation> operations() {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(one ->
                                new Operation(one.getKey().toUpperCase(Locale.ROOT), path.getKey(), one.getValue())))
                .toList();
    }

    /** The operation that an address belongs to; of several, that whose path says most. */
    Optional<Operation> operation(String method, String address) {
        var path = address.replaceFirst("\\?.*", "");
        return operations().stream()
                .filter(operation -> operation.method().equals(method))
                .filter(operation -> pattern(operation.path()).matcher(path).matches())
                .min(Comparator.comparingLong(operation ->
                        operation.path().chars().filter(c -> c == '{').count()));
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(path.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+"));
    }

    /** The names of the parameters of that place: {@code query}, {@code path}, {@code header}. */
    Set<String> parameters(Operation operation, String place) {
        var names = new TreeSet<String>();
        operation.described().path("parameters").forEach(one -> {
            var parameter = resolved(one);
            if (parameter.path("in").stringValue().equals(place)) {
                names.add(parameter.path("name").stringValue());
            }
        });
        return names;
    }

    /** What an answer has to be like; none where that status or type is not described. */
    Optional<JsonNode> answer(Operation operation, int status, String type) {
        var schema = resolved(operation.described().path("responses").path(Integer.toString(status)))
                .path("content")
                .path(type)
                .path("schema");
        return schema.isMissingNode() ? Optional.empty() : Optional.of(schema);
    }

    /** The names of the headers that an answer of that status has. */
    Set<String> headers(Operation operation, int status) {
        return new TreeSet<>(resolved(operation.described().path("responses").path(Integer.toString(status)))
                .path("headers")
                .propertyNames());
    }

    /** What is wrong with a value, a line each; empty where it is as the schema says. */
    List<String> faults(JsonNode schema, JsonNode value) {
        return compiled(schema).validate(value).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private Schema compiled(JsonNode schema) {
        var root = JSON.createObjectNode();
        root.set("components", strict.path("components"));
        root.set("allOf", JSON.createArrayNode().add(schema));
        return SCHEMAS.getSchema(root);
    }

    /** The alternatives of a schema by their titles. */
    Map<String, JsonNode> alternatives(String name) {
        var all = new TreeMap<String, JsonNode>();
        schema(name).path("oneOf").forEach(one -> all.put(one.path("title").stringValue(), one));
        return all;
    }

    JsonNode schema(String name) {
        return document.path("components").path("schemas").path(name);
    }

    /** The words that a schema allows. */
    List<String> words(String name) {
        return schema(name)
                .path("enum")
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
    }

    /** Every text that is an example of a body that can be sent. */
    Stream<JsonNode> examples(String name) {
        return schema(name).path("examples").valueStream();
    }
}
