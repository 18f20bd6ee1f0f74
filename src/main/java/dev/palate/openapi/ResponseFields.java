package dev.palate.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Makes all fields of responses required: a response writes null instead of leaving a field out. */
@SuppressWarnings("rawtypes") // the maps of the swagger library
final class ResponseFields implements OpenApiCustomizer {

    @Override
    public void customise(OpenAPI api) {
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        Set<Schema> sent = new HashSet<>();
        Set<Schema> received = new HashSet<>();
        for (PathItem path : api.getPaths().values()) {
            for (Operation operation : path.readOperations()) {
                operation.getResponses().values().forEach(response -> collect(response.getContent(), schemas, sent));
                if (operation.getRequestBody() != null) {
                    collect(operation.getRequestBody().getContent(), schemas, received);
                }
            }
        }
        sent.removeAll(received);
        sent.forEach(ResponseFields::requireFields);
        schemas.values().forEach(ResponseFields::removeMarks);
    }

    private static void collect(@Nullable Content content, Map<String, Schema> schemas, Set<Schema> found) {
        if (content != null) {
            content.values().forEach(media -> collect(media.getSchema(), schemas, found));
        }
    }

    private static void collect(@Nullable Schema<?> schema, Map<String, Schema> schemas, Set<Schema> found) {
        if (schema == null) {
            return;
        }
        if (schema.get$ref() != null) {
            Schema<?> target = schemas.get(schema.get$ref().substring(Components.COMPONENTS_SCHEMAS_REF.length()));
            if (target != null && found.add(target)) {
                parts(target).forEach(part -> collect(part, schemas, found));
            }
            return;
        }
        parts(schema).forEach(part -> collect(part, schemas, found));
    }

    private static Stream<Schema> parts(Schema<?> schema) {
        Stream<Schema> properties =
                schema.getProperties() == null ? Stream.empty() : schema.getProperties().values().stream();
        Stream<Schema> composed = schema.getAllOf() == null ? Stream.empty() : schema.getAllOf().stream();
        Stream<Schema> values =
                schema.getAdditionalProperties() instanceof Schema<?> value ? Stream.of(value) : Stream.empty();
        return Stream.of(properties, composed, values, Stream.ofNullable(schema.getItems()))
                .flatMap(part -> part);
    }

    private static void requireFields(Schema<?> schema) {
        if (schema.getProperties() == null) {
            return;
        }
        schema.getProperties().forEach((name, property) -> {
            boolean optional =
                    property.getExtensions() != null && property.getExtensions().containsKey(RecordSchemas.OPTIONAL);
            boolean required =
                    schema.getRequired() != null && schema.getRequired().contains(name);
            if (!optional && !required) {
                schema.addRequiredItem(name);
            }
        });
    }

    private static void removeMarks(Schema<?> schema) {
        if (schema.getProperties() != null) {
            schema.getProperties().values().stream()
                    .filter(property -> property.getExtensions() != null)
                    .forEach(property -> property.getExtensions().remove(RecordSchemas.OPTIONAL));
        }
    }
}
