package dev.palate.catalogue;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds the row ids of items for tables that refer to them, with {@link JdbcClient}: every write of ratings and interactions does so. */
@Repository
public class ItemRowIds {

    private final JdbcClient jdbc;

    ItemRowIds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The row ids of those of {@code itemIds} that exist, by external id, as the caller's transaction sees them. */
    public Map<String, Integer> find(Collection<String> itemIds) {
        Map<String, Integer> rows = new HashMap<>();
        jdbc.sql("select external_id, id from items where external_id = any(?)")
                .param(itemIds.stream().distinct().toArray(String[]::new))
                .query(row -> {
                    rows.put(row.getString(1), row.getInt(2));
                });
        return rows;
    }
}
