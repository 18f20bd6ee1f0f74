package dev.palate.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BinarySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.util.StringUtils;

/** Names every operation after its method and path, and describes the problems and the streams that it can return. */
final class Operations implements OpenApiCustomizer {

    private static final String PROBLEM = "Problem";
    private static final String EVENTS = "SseEmitter";
    private static final String FILE = "StreamingResponseBody";

    private static final Map<String, String> PROBLEMS = Map.of(
            "400", "The request is invalid; errors names the wrong fields.",
            "401", "The key is missing, unknown, expired or revoked.",
            "403", "The role of the key does not include this call.",
            "404", "A resource in the path does not exist.",
            "409", "The call contradicts the present state.",
            "413", "The body is too large.",
            "415", "The body has the wrong media type.",
            "429", "Too much load: Retry-After says when to repeat the request.",
            "500", "A fault of the service.",
            "503", "The database is unavailable: Retry-After says when to repeat the request.");

    @Override
    public void customise(OpenAPI api) {
        api.getComponents().addSchemas(PROBLEM, problemSchema());
        api.getComponents().getSchemas().keySet().removeAll(List.of(EVENTS, FILE));
        api.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    operation.setOperationId(operationId(method, path));
                    operation.getResponses().values().forEach(Operations::describeStream);
                    describeProblems(path, method, operation);
                }));
    }

    /** {@code PUT /users/{userId}/ratings/{itemId}} is {@code putUserRating}: a segment before a variable is in the singular. */
    static String operationId(HttpMethod method, String path) {
        StringBuilder name = new StringBuilder(method.name().toLowerCase(Locale.ROOT));
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            if (segments[i].isEmpty() || segments[i].startsWith("{")) {
                continue;
            }
            boolean single = i + 1 < segments.length && segments[i + 1].startsWith("{");
            name.append(capitalized(single ? singular(segments[i]) : segments[i]));
        }
        return name.toString();
    }

    private static String singular(String noun) {
        String ending = noun.endsWith("ches") ? "es" : "s";
        return noun.endsWith(ending) ? noun.substring(0, noun.length() - ending.length()) : noun;
    }

    /** {@code item-knn} is {@code ItemKnn}. */
    static String capitalized(String name) {
        return Arrays.stream(name.split("[-.]", -1))
                .map(StringUtils::capitalize)
                .collect(Collectors.joining());
    }

    /** Replaces the schemas that springdoc derives from Spring's types for streams by the schemas of their content. */
    private static void describeStream(ApiResponse response) {
        if (response.getContent() == null) {
            return;
        }
        for (MediaType media : response.getContent().values()) {
            String reference =
                    media.getSchema() == null ? "" : media.getSchema().get$ref();
            if (reference != null && (reference.isEmpty() || reference.endsWith("/" + EVENTS))) {
                media.setSchema(new StringSchema());
            } else if (reference != null && reference.endsWith("/" + FILE)) {
                MediaType file = new MediaType().schema(new BinarySchema());
                response.setContent(new Content()
                        .addMediaType("application/zip", file)
                        .addMediaType("application/octet-stream", file));
                return;
            }
        }
    }

    private static void describeProblems(String path, HttpMethod method, Operation operation) {
        boolean body = operation.getRequestBody() != null;
        List<String> codes = new ArrayList<>(List.of("401", "403", "429", "500", "503"));
        if (body || operation.getParameters() != null) {
            codes.add("400");
        }
        if (path.contains("{")) {
            codes.add("404");
        }
        if (method != HttpMethod.GET && path.matches("/(models|training-jobs|imports|api-keys|interaction-types).*")) {
            codes.add("409");
        }
        if (body) {
            codes.addAll(List.of("413", "415"));
        }
        Map<String, ApiResponse> all = new TreeMap<>(operation.getResponses());
        codes.forEach(code -> all.putIfAbsent(code, problem(PROBLEMS.getOrDefault(code, ""))));
        all.put(ApiResponses.DEFAULT, problem("An RFC 9457 problem, identified by its type."));
        ApiResponses responses = new ApiResponses();
        all.forEach(responses::addApiResponse);
        operation.setResponses(responses);
    }

    private static ApiResponse problem(String description) {
        MediaType type = new MediaType().schema(new Schema<>().$ref(Components.COMPONENTS_SCHEMAS_REF + PROBLEM));
        return new ApiResponse()
                .description(description)
                .content(new Content().addMediaType("application/problem+json", type));
    }

    private static Schema<?> problemSchema() {
        Schema<?> error = new ObjectSchema()
                .addProperty("field", new StringSchema().example("k"))
                .addProperty("message", new StringSchema());
        error.setRequired(List.of("field", "message"));
        Schema<?> errors = new ArraySchema().items(error);
        errors.addExtension(RecordSchemas.OPTIONAL, true);
        Schema<?> problem = new ObjectSchema()
                .addProperty("type", new StringSchema().example("https://palate.dev/problems/unknown-user"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema())
                .addProperty("errors", errors);
        problem.setRequired(List.of("type", "title", "status", "detail"));
        return problem;
    }
}
