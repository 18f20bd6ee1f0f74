package dev.palate.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The problems that operations can return: each status is described once, and operations refer to it. */
final class ProblemResponses {

    private static final String PROBLEM = "Problem";
    private static final String FIELD_ERROR = "FieldError";

    /** The paths of what has a state that a call may contradict. */
    private static final String WITH_STATE =
            "/(models|training-jobs|imports|api-keys|interaction-types|scenarios|experiments"
                    + "|recommendation-batches).*";

    private record Described(String name, String description) {}

    /** In an order, so that the description has the same bytes in every process. */
    private static final Map<String, Described> PROBLEMS = new TreeMap<>(Map.ofEntries(
            entry("400", "BadRequest", "The request is invalid; errors names the wrong fields."),
            entry("401", "Unauthorized", "The key is missing, unknown, expired or revoked."),
            entry("403", "Forbidden", "The role of the key does not include this call."),
            entry("404", "NotFound", "A resource in the path does not exist."),
            entry("409", "Conflict", "The call contradicts the present state."),
            entry("413", "TooLarge", "The body is too large."),
            entry("415", "WrongMediaType", "The body has the wrong media type."),
            entry("429", "TooManyRequests", "Too much load: Retry-After says when to repeat the request."),
            entry("500", "Fault", "A fault of the service."),
            entry("503", "Unavailable", "The database is unavailable: Retry-After says when to repeat the request."),
            entry(ApiResponses.DEFAULT, "Other", "An RFC 9457 problem, identified by its type.")));

    private ProblemResponses() {}

    private static Map.Entry<String, Described> entry(String code, String name, String description) {
        return Map.entry(code, new Described(name, description));
    }

    static void addTo(Components components) {
        components.addSchemas(FIELD_ERROR, fieldErrorSchema());
        components.addSchemas(PROBLEM, problemSchema());
        MediaType type = new MediaType().schema(reference(PROBLEM));
        PROBLEMS.values()
                .forEach(problem -> components.addResponses(
                        problem.name(),
                        new ApiResponse()
                                .description(problem.description())
                                .content(new Content().addMediaType("application/problem+json", type))));
    }

    static void describe(String path, HttpMethod method, Operation operation) {
        boolean body = operation.getRequestBody() != null;
        List<String> codes = new ArrayList<>(List.of("401", "403", "429", "500", "503", ApiResponses.DEFAULT));
        if (body || operation.getParameters() != null) {
            codes.add("400");
        }
        if (path.contains("{")) {
            codes.add("404");
        }
        if (method != HttpMethod.GET && path.matches(WITH_STATE)) {
            codes.add("409");
        }
        if (body) {
            codes.addAll(List.of("413", "415"));
        }
        Map<String, ApiResponse> all = new TreeMap<>(operation.getResponses());
        PROBLEMS.forEach((code, problem) -> {
            if (codes.contains(code)) {
                all.putIfAbsent(code, new ApiResponse().$ref(problem.name()));
            }
        });
        ApiResponses responses = new ApiResponses();
        all.forEach(responses::addApiResponse);
        operation.setResponses(responses);
    }

    private static Schema<?> fieldErrorSchema() {
        Schema<?> error = new ObjectSchema()
                .addProperty("field", new StringSchema().example("k"))
                .addProperty("message", new StringSchema());
        error.setRequired(List.of("field", "message"));
        return error;
    }

    private static Schema<?> problemSchema() {
        Schema<?> errors = new ArraySchema().items(reference(FIELD_ERROR));
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

    private static Schema<?> reference(String schema) {
        return new Schema<>().$ref(Components.COMPONENTS_SCHEMAS_REF + schema);
    }
}
