package dev.palate.ratingfile.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records of one JSON object a line; a column is a field of the objects. */
final class JsonRecords extends Records {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> names;
    private JsonNode object = JSON.nullNode();

    /** @param names of the fields that the columns are, by index */
    JsonRecords(PhysicalLines lines, List<String> names) {
        super(lines);
        this.names = names;
    }

    @Override
    void clear() {
        object = JSON.nullNode();
    }

    @Override
    @Nullable
    String read(String line) {
        try {
            object = JSON.readTree(line);
            return object.isObject() ? null : "is not a JSON object";
        } catch (JacksonException e) {
            return line.startsWith("{'") || line.startsWith("{u'")
                    ? "is not JSON but a Python literal: JSON needs double quotes"
                    : "is not JSON";
        }
    }

    @Override
    public @Nullable String value(int column) {
        return column < 0 ? null : text(object.path(names.get(column)));
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
            values.add(text == null ? "" : text);
        }
        return values;
    }

    /** Adds the names of the object's fields. */
    void addNames(Set<String> target) {
        target.addAll(object.propertyNames());
    }

    private static @Nullable String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? node.asString().strip() : null;
    }
}
