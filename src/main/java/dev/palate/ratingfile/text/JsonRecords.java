package dev.palate.ratingfile.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records of one JSON object a line; a column is a field of the objects. */
final class JsonRecords implements Records {

    private static final JsonMapper JSON = new JsonMapper();

    private final PhysicalLines lines;
    private final List<String> names;
    private String line = "";
    private JsonNode object = JSON.nullNode();
    private @Nullable String fault;

    /** @param names of the fields that the columns are, by index */
    JsonRecords(PhysicalLines lines, List<String> names) {
        this.lines = lines;
        this.names = names;
    }

    @Override
    public boolean next() {
        for (String next = lines.next(); next != null; next = lines.next()) {
            if (!next.isBlank()) {
                line = next;
                object = JSON.nullNode();
                fault = lines.isTooLong() ? "is longer than " + PhysicalLines.MAXIMUM_BYTES + " bytes" : read();
                return true;
            }
        }
        return false;
    }

    private @Nullable String read() {
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
    public @Nullable String fault() {
        return fault;
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

    @Override
    public String text() {
        return line;
    }

    @Override
    public long line() {
        return lines.number();
    }

    @Override
    public long position() {
        return lines.number();
    }

    @Override
    public void skipTo(long position) {
        lines.skipTo(position);
    }

    @Override
    public void close() {
        lines.close();
    }

    private static @Nullable String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? node.asString().strip() : null;
    }
}
