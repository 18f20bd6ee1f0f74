package dev.palate.importing;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ratings as one JSON object a line. */
final class NdjsonFields implements RatingFields {

    private static final JsonMapper JSON = new JsonMapper();

    private final String user;
    private final String item;
    private final String value;
    private final String timestamp;
    private JsonNode line = JSON.nullNode();

    NdjsonFields(ImportOptions options) {
        this.user = orElse(options.userColumn(), "userId");
        this.item = orElse(options.itemColumn(), "itemId");
        this.value = orElse(options.ratingColumn(), "value");
        this.timestamp = orElse(options.timestampColumn(), "timestamp");
    }

    @Override
    public boolean read(String text, long number) throws BadLineException {
        line = object(text);
        return true;
    }

    static JsonNode object(String text) throws BadLineException {
        try {
            JsonNode line = JSON.readTree(text);
            if (line.isObject()) {
                return line;
            }
        } catch (JacksonException e) {
            throw new BadLineException("is not JSON");
        }
        throw new BadLineException("is not a JSON object");
    }

    @Override
    public String user() {
        return text(user);
    }

    @Override
    public String item() {
        return text(item);
    }

    @Override
    public String value() {
        return line.has(value) ? text(value) : text("rating");
    }

    @Override
    public @Nullable String timestamp() {
        return line.hasNonNull(timestamp) ? text(timestamp) : line.hasNonNull("ratedAt") ? text("ratedAt") : null;
    }

    private String text(String field) {
        JsonNode node = line.path(field);
        return node.isValueNode() && !node.isNull() ? node.asString().strip() : "";
    }

    private static String orElse(@Nullable String name, String usual) {
        return name == null ? usual : name;
    }
}
