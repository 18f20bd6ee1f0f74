package dev.palate.catalogue;

import dev.palate.attribute.Attributes;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes all items, or many at once, with {@link JdbcClient}, because these are bulk operations. Every change
 * increments the catalogue's revision in the same transaction.
 */
@Repository
class BulkItems {

    private static final String UPSERT = """
            insert into items as i (external_id, title, year, categories, description, attributes, available_from,
                available_until, hidden)
            select id, title, year, categories, description, attributes, "availableFrom", "availableUntil", hidden
            from jsonb_to_recordset(:items::jsonb)
                as given (id text, title text, year integer, categories text[], description text, attributes jsonb,
                    "availableFrom" timestamptz, "availableUntil" timestamptz, hidden boolean)
            order by length(id), id collate "C"
            on conflict (external_id) do update
                set (title, year, categories, description, attributes, available_from, available_until, hidden) = (%1$s)
                where (i.title, i.year, i.categories, i.description, i.attributes, i.available_from, i.available_until,
                    i.hidden) is distinct from (%1$s)""".formatted("""
            excluded.title, excluded.year, excluded.categories,
            case when :DESCRIPTION then excluded.description else i.description end,
            case when :ATTRIBUTES then i.attributes || excluded.attributes else i.attributes end,
            case when :AVAILABILITY then excluded.available_from else i.available_from end,
            case when :AVAILABILITY then excluded.available_until else i.available_until end,
            case when :HIDDEN then excluded.hidden else i.hidden end""");
    private static final String CREATE_MISSING = """
            insert into items (external_id, title)
            select id, id from unnest(?::text[]) as given (id)
            order by length(id), id collate "C"
            on conflict (external_id) do nothing""";
    private static final String NEXT_REVISION = "update catalogue_revision set revision = revision + 1 returning bytes";
    private static final int BATCH = 1000;
    private static final int FETCH_SIZE = 1000;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final CatalogueSettings settings;

    BulkItems(JdbcClient jdbc, JsonMapper json, CatalogueSettings settings) {
        this.jdbc = jdbc;
        this.json = json;
        this.settings = settings;
    }

    /**
     * Creates or replaces the items. It writes them in the order of their ids, so that two callers cannot wait for each other.
     *
     * @param given the fields that change existing items
     * @return how many were new or changed
     * @throws dev.palate.attribute.AttributesException if an item would have too many attributes
     */
    @Transactional
    int putAll(Collection<Item> items, Set<ItemField> given) {
        List<Item> ordered = items.stream().sorted(CatalogueSnapshot.ORDER).toList();
        int changed = 0;
        for (int from = 0; from < ordered.size(); from += BATCH) {
            List<Item> batch = ordered.subList(from, Math.min(from + BATCH, ordered.size()));
            JdbcClient.StatementSpec statement = jdbc.sql(UPSERT).param("items", json.writeValueAsString(batch));
            for (ItemField field : ItemField.values()) {
                statement = statement.param(field.name(), given.contains(field));
            }
            changed += statement.update();
            if (given.contains(ItemField.ATTRIBUTES)) {
                requireFewAttributes(batch);
            }
        }
        if (changed > 0) {
            requireMemory(nextRevision());
        }
        return changed;
    }

    /** The added attributes and those that an item had can be too many. */
    private void requireFewAttributes(List<Item> written) {
        jdbc.sql("""
                        select external_id, size
                        from items, lateral (select count(*)::integer as size from jsonb_object_keys(attributes)) counted
                        where external_id = any(?::text[]) and size > ? limit 1""")
                .params(written.stream().map(Item::id).toArray(String[]::new), Attributes.MOST)
                .query((row, number) -> Attributes.tooManyOf("item " + row.getString(1), row.getInt(2)))
                .optional()
                .ifPresent(problem -> {
                    throw problem;
                });
    }

    /** See {@link Catalogue#createMissing(Connection, Collection)}. */
    int createMissing(Connection connection, Collection<String> ids) {
        return createMissing(JdbcClient.create(new SingleConnectionDataSource(connection, true)), ids);
    }

    /** See {@link Catalogue#createMissing(Collection)}. */
    @Transactional
    int createMissing(Collection<String> ids) {
        return createMissing(jdbc, ids);
    }

    private int createMissing(JdbcClient own, Collection<String> ids) {
        int created = own.sql(CREATE_MISSING).param(ids.toArray(String[]::new)).update();
        if (created > 0) {
            requireMemory(own.sql(NEXT_REVISION).query(Long.class).single());
        }
        return created;
    }

    long revision() {
        return jdbc.sql("select revision from catalogue_revision")
                .query(Long.class)
                .single();
    }

    /** Returns the memory that all items need, which triggers count in the transaction of each change. */
    long nextRevision() {
        return jdbc.sql(NEXT_REVISION).query(Long.class).single();
    }

    long bytes() {
        return jdbc.sql("select bytes from catalogue_revision")
                .query(Long.class)
                .single();
    }

    /**
     * @param needed by all items
     * @throws CatalogueFullException if the settings allow less; the caller's transaction rolls back
     */
    void requireMemory(long needed) {
        if (needed > settings.bytes()) {
            throw new CatalogueFullException(needed, settings.bytes());
        }
    }

    /** The revision and the items at one moment. They are read as a stream. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    CatalogueSnapshot snapshot() {
        long revision = revision();
        ItemRowReader reader = new ItemRowReader(json);
        List<Item> items = jdbc.sql(ItemRowReader.SELECT)
                .withFetchSize(FETCH_SIZE)
                .query((row, number) -> reader.read(row))
                .list();
        return CatalogueSnapshot.of(revision, items);
    }
}
