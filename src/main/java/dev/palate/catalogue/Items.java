package dev.palate.catalogue;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** The items in PostgreSQL. Every change of them moves the catalogue's revision in the same transaction. */
@Repository
class Items {

    private static final String UPSERT = """
            insert into items as i (external_id, title, year, categories) values (?, ?, ?, ?)
            on conflict (external_id) do update
                set title = excluded.title, year = excluded.year, categories = excluded.categories
                where (i.title, i.year, i.categories)
                    is distinct from (excluded.title, excluded.year, excluded.categories)
            returning xmax = 0""";

    private final JdbcClient jdbc;
    private final ErasureLock erasureLock;

    Items(JdbcClient jdbc, ErasureLock erasureLock) {
        this.jdbc = jdbc;
        this.erasureLock = erasureLock;
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
