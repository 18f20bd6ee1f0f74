package dev.palate.catalogue;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The items in PostgreSQL. Every change of them moves the catalogue's revision in the same transaction. */
@Repository
class Items {

    private static final String REPLACE = """
            on conflict (external_id) do update
                set title = excluded.title, year = excluded.year, categories = excluded.categories
                where (i.title, i.year, i.categories)
                    is distinct from (excluded.title, excluded.year, excluded.categories)""";
    private static final String UPSERT = """
            insert into items as i (external_id, title, year, categories) values (?, ?, ?, ?)
            """ + REPLACE + " returning xmax = 0";
    private static final String UPSERT_ALL = """
            insert into items as i (external_id, title, year, categories)
            select id, title, year, categories
            from jsonb_to_recordset(?::jsonb) as given (id text, title text, year integer, categories text[])
            order by length(id), id collate "C"
            """ + REPLACE;
    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final ErasureLock erasureLock;
    private final JsonMapper json;

    Items(JdbcClient jdbc, ErasureLock erasureLock, JsonMapper json) {
        this.jdbc = jdbc;
        this.erasureLock = erasureLock;
        this.json = json;
    }

    @Transactional
    ItemChange put(Item item) {
        Optional<Boolean> created = jdbc.sql(UPSERT)
                .param(item.id())
                .param(item.title())
                .param(item.year())
                .param(item.categories().toArray(String[]::new))
                .query(Boolean.class)
                .optional();
        created.ifPresent(changed -> nextRevision());
        return created.map(isNew -> isNew ? ItemChange.CREATED : ItemChange.CHANGED)
                .orElse(ItemChange.UNCHANGED);
    }

    /** Writes them in the order of their ids, so that two callers cannot wait for each other in a circle. */
    @Transactional
    int putAll(Collection<Item> items) {
        List<Item> ordered = items.stream().sorted(CatalogueSnapshot.ORDER).toList();
        int changed = 0;
        for (int from = 0; from < ordered.size(); from += BATCH) {
            List<Item> batch = ordered.subList(from, Math.min(from + BATCH, ordered.size()));
            changed +=
                    jdbc.sql(UPSERT_ALL).param(json.writeValueAsString(batch)).update();
        }
        if (changed > 0) {
            nextRevision();
        }
        return changed;
    }

    /** Erases the item and its ratings, and moves the revision of every user who had rated it. */
    @Transactional
    boolean delete(String id) {
        erasureLock.holdAlone();
        jdbc.sql("""
                        update users set revision = default where id in (
                            select user_id from ratings where item_id = (select id from items where external_id = ?))""").param(id).update();
        boolean existed =
                jdbc.sql("delete from items where external_id = ?").param(id).update() > 0;
        if (existed) {
            nextRevision();
        }
        return existed;
    }

    long revision() {
        return jdbc.sql("select revision from catalogue_revision")
                .query(Long.class)
                .single();
    }

    /** Revision and items of one moment. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    CatalogueSnapshot snapshot() {
        long revision = revision();
        List<Item> items = jdbc.sql("select external_id, title, year, categories from items")
                .query((row, number) -> item(row))
                .list();
        return CatalogueSnapshot.of(revision, items);
    }

    private void nextRevision() {
        jdbc.sql("update catalogue_revision set revision = revision + 1").update();
    }

    private static Item item(ResultSet row) throws SQLException {
        Array categories = row.getArray(4);
        return new Item(row.getString(1), row.getString(2), row.getObject(3, Integer.class), List.of((String[])
                categories.getArray()));
    }
}
