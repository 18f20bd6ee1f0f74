package dev.palate.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One operation of the service's OpenAPI.
 *
 * @param path with its variables in braces
 * @param parameters of the query
 * @param properties of a JSON body, with their types
 * @param body media type of the body, empty where there is none
 */
record Operation(String method, String path, List<String> parameters, List<String> properties, String body) {

    /** Paths of one algorithm: they would queue a training for many requests. The general path is tested. */
    private static final String OF_ONE_ALGORITHM = "/models/[^{/]+/(train|tune)";

    /** An operation whose response never ends; only its path and parameters can be wrong. */
    private static final String STREAM = "/job-events";

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    static List<Operation> all(JsonNode api) {
        List<Operation> all = new ArrayList<>();
        api.path("paths")
                .propertyStream()
                .filter(path -> !path.getKey().matches(OF_ONE_ALGORITHM)
                        && !path.getKey().equals(STREAM))
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .forEach(entry -> all.add(of(api, entry.getKey(), path.getKey(), entry.getValue()))));
        return all;
    }

    private static Operation of(JsonNode api, String method, String path, JsonNode description) {
        List<String> parameters = new ArrayList<>();
        for (JsonNode parameter : description.path("parameters")) {
            if (parameter.path("in").asString().equals("query")) {
                parameters.add(parameter.path("name").asString());
            }
        }
        JsonNode content = description.path("requestBody").path("content");
        String type = content.propertyStream()
                .map(java.util.Map.Entry::getKey)
                .findFirst()
                .orElse("");
        List<String> properties = new ArrayList<>();
        schema(api, content.path(type).path("schema"))
                .path("properties")
                .propertyStream()
                .forEach(property -> properties.add(property.getKey()));
        return new Operation(method.toUpperCase(Locale.ROOT), path, parameters, properties, type);
    }

    private static JsonNode schema(JsonNode api, JsonNode schema) {
        JsonNode found = schema.has("items") ? schema.path("items") : schema;
        String reference = found.path("$ref").asString("");
        return reference.isEmpty() ? found : api.at(reference.substring(1));
    }
}
