package dev.palate.catalogue;

import dev.palate.attribute.Attributes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads items from the rows of one query. Items with the same categories share them, and items with the same attributes, too. */
final class ItemRowReader {

    static final String SELECT = """
            select external_id, title, year, categories, description, nullif(attributes, '{}')::text, available_from,
                available_until, hidden
            from items""";

    private static final TypeReference<Map<String, @Nullable Object>> JSON = new TypeReference<>() {};

    private final JsonMapper json;
    private final Map<List<String>, List<String>> categories = new HashMap<>();
    private final Map<String, Attributes> attributes = new HashMap<>();

    ItemRowReader(JsonMapper json) {
        this.json = json;
    }

    /** @param row of {@link #SELECT} */
    Item read(ResultSet row) throws SQLException {
        return new Item(
                row.getString(1),
                row.getString(2),
                row.getObject(3, Integer.class),
                categories.computeIfAbsent(List.of((String[]) row.getArray(4).getArray()), Function.identity()),
                row.getString(5),
                attributes(row.getString(6)),
                time(row, 7),
                time(row, 8),
                row.getBoolean(9));
    }

    private Attributes attributes(@Nullable String text) {
        return text == null
                ? Attributes.NONE
                : attributes.computeIfAbsent(text, read -> Attributes.of(json.readValue(read, JSON), "attributes"));
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
