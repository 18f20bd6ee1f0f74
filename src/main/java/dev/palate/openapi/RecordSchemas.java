package dev.palate.openapi;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Describes records: a component that is not {@link Nullable} is required, and one that is accepts null. Maps that are written
 * as fields of their owner become additional properties.
 */
final class RecordSchemas implements ModelConverter {

    /** Marks a field that a response leaves out instead of writing null; {@link ResponseFields} removes the mark. */
    static final String OPTIONAL = "x-optional";

    /** Of the references to them: springdoc names schemas after simple names, and the last class of a name would win. */
    private final Map<String, Class<?>> classes = new ConcurrentHashMap<>();

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> converters) {
        Class<?> raw = Json.mapper().constructType(type.getType()).getRawClass();
        if (JsonNode.class.isAssignableFrom(raw)) {
            return new Schema<>(); // any value, not the methods of the class
        }
        Schema<?> resolved = converters.hasNext() ? converters.next().resolve(type, context, converters) : null;
        if (resolved != null && raw.isRecord()) {
            requireOwnName(resolved.get$ref(), raw);
            Schema<?> schema = definition(resolved, context.getDefinedModels());
            if (schema != null && schema.getProperties() != null) {
                describe(raw, schema, context);
            }
        }
        return resolved;
    }

    private void requireOwnName(@Nullable String reference, Class<?> type) {
        Class<?> other = reference == null ? null : classes.putIfAbsent(reference, type);
        if (other != null && other != type) {
            throw new IllegalStateException(
                    type + " and " + other + " have the same schema " + reference + ": name one with @Schema");
        }
    }

    @SuppressWarnings("rawtypes") // the map of the swagger library
    private static @Nullable Schema<?> definition(Schema<?> schema, Map<String, Schema> defined) {
        String reference = schema.get$ref();
        return reference == null
                ? schema
                : defined.get(reference.substring(Components.COMPONENTS_SCHEMAS_REF.length()));
    }

    private static void describe(Class<?> type, Schema<?> schema, ModelConverterContext context) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                describe(component.getType(), schema, context);
            } else if (component.getAccessor().isAnnotationPresent(JsonAnyGetter.class)) {
                schema.getProperties().remove(component.getName());
                JavaType values =
                        Json.mapper().constructType(component.getGenericType()).getContentType();
                schema.setAdditionalProperties(context.resolve(new AnnotatedType(values)));
            } else {
                describe(component, schema);
            }
        }
    }

    private static void describe(RecordComponent component, Schema<?> schema) {
        JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
        String name = renamed == null || renamed.value().isEmpty() ? component.getName() : renamed.value();
        Schema<?> property = schema.getProperties().get(name);
        if (property == null) {
            return;
        }
        allowAnyValue(Json.mapper().constructType(component.getGenericType()), property);
        boolean required = schema.getRequired() != null && schema.getRequired().contains(name);
        if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            if (!required) {
                schema.addRequiredItem(name);
            }
        } else if (component.getAccessor().isAnnotationPresent(JsonInclude.class)) {
            property.addExtension(OPTIONAL, true);
        } else if (!required) {
            schema.getProperties().put(name, nullable(property));
        }
    }

    /** The converters describe a value of any type as an object without fields. */
    private static void allowAnyValue(JavaType type, Schema<?> schema) {
        if (type.isMapLikeType()
                && !type.getContentType().hasRawClass(Object.class)
                && schema.getAdditionalProperties() instanceof Schema<?> values) {
            allowAnyValue(type.getContentType(), values);
        } else if (type.isMapLikeType() || type.isTypeOrSubTypeOf(JsonNode.class)) {
            schema.setAdditionalProperties(true);
        } else if (type.hasRawClass(Object.class) && "object".equals(schema.getType())) {
            schema.setType(null);
        } else {
            Arrays.stream(type.getRawClass().getMethods())
                    .filter(method -> method.isAnnotationPresent(JsonValue.class))
                    .forEach(method ->
                            allowAnyValue(Json.mapper().constructType(method.getGenericReturnType()), schema));
        }
    }

    /** Next to a reference no other keyword counts in OpenAPI 3.0, so it is wrapped. */
    private static Schema<?> nullable(Schema<?> property) {
        return property.get$ref() == null
                ? property.nullable(true)
                : new Schema<>().nullable(true).allOf(List.of(property));
    }
}
