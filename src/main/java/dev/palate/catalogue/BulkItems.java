package dev.palate.catalogue;

import dev.palate.attribute.Attributes;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
     * @return what was done; items that would have too many attributes are as before
     */
    @Transactional
    WrittenItems putAll(Collection<Item> items, Set<ItemField> given) {
        Set<String> overfull = given.contains(ItemField.ATTRIBUTES) ? lockOverfull(items) : Set.of();
        List<Item> ordered = items.stream()
                .filter(item -> !overfull.contains(item.id()))
                .sorted(CatalogueSnapshot.ORDER)
                .toList();
        int changed = 0;
        for (int from = 0; from < ordered.size(); from += BATCH) {
            List<Item> batch = ordered.subList(from, Math.min(from + BATCH, ordered.size()));
            JdbcClient.StatementSpec statement = jdbc.sql(UPSERT).param("items", json.writeValueAsString(batch));
            for (ItemField field : ItemField.values()) {
                statement = statement.param(field.name(), given.contains(field));
            }
            changed += statement.update();
        }
        if (changed > 0) {
            requireMemory(nextRevision());
        }
        return new WrittenItems(changed, overfull);
    }

    /** Locks the items in the order in which every writer locks them, so that no other transaction adds attributes meanwhile. */
    private Set<String> lockOverfull(Collection<Item> items) {
        jdbc.sql("""
                        select id from items where external_id = any(?::text[])
                        order by length(external_id), external_id collate "C" for no key update""")
                .param(items.stream().map(Item::id).toArray(String[]::new))
                .query(Integer.class)
                .list();
        return overfull(items);
    }

    /** The ids of those of the items that would have too many attributes together with those that they have. */
    Set<String> overfull(Collection<Item> added) {
        Map<String, Attributes> attributes =
                added.stream().collect(Collectors.toMap(Item::id, Item::attributes, Attributes::with));
        return jdbc.sql("""
                        select i.external_id
                        from jsonb_each(:added::jsonb) as given (id, attributes)
                        join items i on i.external_id = given.id
                        where (select count(*) from jsonb_object_keys(i.attributes || given.attributes)) > :most""")
                .param("added", json.writeValueAsString(attributes))
                .param("most", Attributes.MOST)
                .query(String.class)
                .set();
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
