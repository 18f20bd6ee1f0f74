package dev.palate.training.order;

import dev.palate.core.hyperparameter.HyperparameterSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The border between JSON objects and the records that a {@link HyperparameterSchema} describes. */
public final class SettingsJson {

    private static final TypeReference<LinkedHashMap<String, Object>> PLAIN = new TypeReference<>() {};
    private static final JsonMapper JSON = new JsonMapper();

    private SettingsJson() {}

    /**
     * {@code base} with the fields of {@code settings} over it.
     *
     * @throws dev.palate.core.hyperparameter.InvalidHyperparametersException if a field is unknown, of the wrong type or out of
     *     its range
     */
    public static <H extends Record> H read(HyperparameterSchema<H> schema, H base, @Nullable JsonNode settings) {
        return settings == null || settings.isNull() ? base : schema.read(base, plain(settings));
    }

    public static <H extends Record> ObjectNode write(HyperparameterSchema<H> schema, H values) {
        return JSON.valueToTree(schema.write(values));
    }

    /** Settings by name as an object. */
    public static ObjectNode plain(Map<String, Object> settings) {
        return JSON.valueToTree(settings);
    }

    static Map<String, Object> plain(JsonNode settings) {
        return JSON.convertValue(settings, PLAIN);
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }
}
