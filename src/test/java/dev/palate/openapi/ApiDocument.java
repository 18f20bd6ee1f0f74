package dev.palate.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Compares responses with the OpenAPI 3.0 document: status, required fields, types, nulls, and no unknown fields. */
final class ApiDocument {

    private final JsonMapper json = new JsonMapper();
    private final JsonNode api;
    private final List<String> differences = new ArrayList<>();

    ApiDocument(String text) {
        this.api = json.readTree(text);
    }

    JsonNode root() {
        return api;
    }

    /** The document as {@code clients/openapi.json} has it: in a stable order, and without the address of this service. */
    String forClients() {
        ObjectNode copy = (ObjectNode) api.deepCopy();
        copy.putArray("servers").addObject().put("url", "http://localhost:8080");
        copy.set("paths", sorted(api.path("paths"), true));
        copy.set("components", sorted(api.path("components"), true));
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(copy) + "\n";
    }

    /** By name, as are the fields of its values if they are objects of objects, as paths are of operations. */
    private ObjectNode sorted(JsonNode object, boolean deep) {
        ObjectNode result = json.createObjectNode();
        object.propertyStream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        field -> result.set(field.getKey(), deep ? sorted(field.getValue(), false) : field.getValue()));
        return result;
    }

    /** The differences between the responses and the document; empty if there are none. */
    List<String> differences(Iterable<Exchange> exchanges) {
        differences.clear();
        exchanges.forEach(this::compare);
        return differences.stream().distinct().toList();
    }

    private void compare(Exchange exchange) {
        String at = exchange.method() + " " + exchange.path() + " " + exchange.status();
        JsonNode operation =
                api.path("paths").path(exchange.path()).path(exchange.method().toLowerCase(Locale.ROOT));
        JsonNode response = resolved(operation.path("responses").path(Integer.toString(exchange.status())));
        if (response.isMissingNode()) {
            differences.add(at + ": the status is not documented");
        } else if (!exchange.body().isEmpty()) {
            String type = exchange.contentType().replaceFirst(";.*", "");
            JsonNode schema = response.path("content").path(type).path("schema");
            if (schema.isMissingNode()) {
                differences.add(at + ": " + type + " is not documented");
            } else {
                compare(at, schema, json.readTree(exchange.body()));
            }
        }
    }

    private void compare(String at, JsonNode written, JsonNode value) {
        JsonNode schema = resolved(written);
        if (value.isNull()) {
            if (!schema.isEmpty() && !schema.path("nullable").asBoolean()) {
                differences.add(at + " is null");
            }
            return;
        }
        schema.path("allOf").forEach(part -> compare(at, part, value));
        if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(allowed -> allowed.equals(value))) {
            differences.add(at + " has the value " + value);
        }
        String type = schema.path("type").asString("");
        if (!isOfType(type, value)) {
            differences.add(at + " is not of the type " + type + ": " + value);
        } else if (type.equals("array")) {
            value.forEach(entry -> compare(at + "[]", schema.path("items"), entry));
        } else if (type.equals("object")) {
            compareFields(at, schema, value);
        }
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? api.at(node.path("$ref").asString().substring(1)) : node;
    }

    private void compareFields(String at, JsonNode schema, JsonNode value) {
        for (JsonNode required : schema.path("required")) {
            if (!value.has(required.asString())) {
                differences.add(at + "." + required.asString() + " is missing");
            }
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            JsonNode property = schema.path("properties").path(field.getKey());
            JsonNode others = schema.path("additionalProperties");
            if (!property.isMissingNode()) {
                compare(at + "." + field.getKey(), property, field.getValue());
            } else if (others.isObject()) {
                compare(at + ".*", others, field.getValue());
            } else if (!others.asBoolean(false)) {
                differences.add(at + "." + field.getKey() + " is not documented");
            }
        }
    }

    private static boolean isOfType(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> true;
        };
    }
}
