package dev.palate.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.BinarySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Names every operation, and describes the problems and the streams that it can return. */
final class Operations implements OpenApiCustomizer {

    private static final String EVENTS = "SseEmitter";
    private static final String FILE = "StreamingResponseBody";

    /** Whose operations are in one group, although the controllers of ratings and of the overview share them. */
    private static final String USER = "/users/{userId}";

    @Override
    public void customise(OpenAPI api) {
        ProblemResponses.addTo(api.getComponents());
        api.getComponents().getSchemas().keySet().removeAll(List.of(EVENTS, FILE));
        api.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    operation.setOperationId(OperationNames.of(method, path, operation));
                    if (path.equals(USER)) {
                        operation.setTags(List.of("Users"));
                    }
                    operation.getResponses().values().forEach(Operations::describeStream);
                    ProblemResponses.describe(path, method, operation);
                }));
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
}
