package dev.palate.ratingfile.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records of one JSON object a line; a column is a field of the objects. */
final class JsonRecords extends Records {

    /** Of a field that an object has twice, nobody can say which value is meant. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final List<String> names;
    private JsonNode object = JSON.nullNode();
    private String broken = "";

    /** @param names of the fields that the columns are, by index */
    JsonRecords(PhysicalLines lines, List<String> names) {
        super(lines);
        this.names = names;
    }

    @Override
    void clear() {
        object = JSON.nullNode();
        broken = "";
    }

    @Override
    @Nullable
    String read(String line) {
        try {
            object = JSON.readTree(line);
            return object.isObject() ? null : "is not a JSON object";
        } catch (JacksonException e) {
            broken = line;
            return fault(line, e);
        }
    }

    private static String fault(String line, JacksonException exception) {
        if (exception.getOriginalMessage().startsWith("Duplicate Object property ")) {
            return "has a field twice";
        }
        return line.startsWith("{'") || line.startsWith("{u'")
                ? "is not JSON but a Python literal: JSON needs double quotes"
                : "is not JSON";
    }

    @Override
    public @Nullable String value(int column) {
        String raw = object.isObject() ? raw(column) : null;
        return raw == null ? null : raw.strip();
    }

    @Override
    public @Nullable String raw(int column) {
        if (column < 0) {
            return null;
        }
        return object.isObject() ? text(object.path(names.get(column))) : beforeFault(names.get(column));
    }

    /** The field of a broken line, if it is complete before the fault. */
    private @Nullable String beforeFault(String name) {
        try (JsonParser parser = JSON.createParser(broken)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    boolean wanted = parser.currentName().equals(name);
                    JsonToken value = parser.nextToken();
                    if (wanted) {
                        return value.isScalarValue() && value != JsonToken.VALUE_NULL ? parser.getString() : null;
                    }
                    parser.skipChildren();
                }
            }
        } catch (JacksonException e) {
            // The fault comes before the field.
        }
        return null;
    }

    @Override
    public @Nullable List<String> values(int column) {
        JsonNode node = column < 0 ? JSON.nullNode() : object.path(names.get(column));
        if (!node.isArray()) {
            return null;
        }
        List<String> values = new ArrayList<>();
        for (JsonNode value : node) {
            String text = text(value);
            values.add(text == null ? "" : text.strip());
        }
        return values;
    }

    @Override
    public @Nullable Object json(int column) {
        JsonNode node = column < 0 ? JSON.nullNode() : object.path(names.get(column));
        return node.isMissingNode() || node.isNull() ? null : JSON.treeToValue(node, Object.class);
    }

    /** Adds the names of the object's fields. */
    void addNames(Set<String> target) {
        target.addAll(object.propertyNames());
    }

    private static @Nullable String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? node.asString() : null;
    }
}
