package dev.palate.catalogue;

import dev.palate.database.polling.RevisionedSnapshot;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * The items that can be rated and recommended. Reads use a snapshot in memory and need no database. A change is visible in
 * this process before the call that makes it returns, and in other processes within about a second.
 */
@Service
public class Catalogue {

    private static final Logger log = LoggerFactory.getLogger(Catalogue.class);

    private final Items items;
    private final BulkItems bulk;
    private final CatalogueSettings settings;
    private final RevisionedSnapshot<CatalogueSnapshot> current;

    Catalogue(Items items, BulkItems bulk, CatalogueSettings settings) {
        this.items = items;
        this.bulk = bulk;
        this.settings = settings;
        long needed = bulk.bytes();
        if (needed > settings.bytes()) {
            log.warn("No item can be added: {}", new CatalogueFullException(needed, settings.bytes()).getMessage());
        }
        this.current = new RevisionedSnapshot<>(bulk::snapshot, CatalogueSnapshot::revision, bulk::revision);
    }

    /** The memory that the items may need in each process. */
    public long memory() {
        return settings.bytes();
    }

    /** The newest known state of the catalogue. */
    public CatalogueSnapshot snapshot() {
        return current.get();
    }

    /**
     * @throws UnknownItemException if there is no such item
     */
    public Item get(String id) {
        return current.get().find(id).orElseThrow(() -> new UnknownItemException(id));
    }

    /** Creates the item or replaces it. */
    public ItemChange put(Item item) {
        ItemChange change = items.put(item);
        refresh();
        return change;
    }

    /**
     * Hides an item from all lists, or shows it again.
     *
     * @throws UnknownItemException if there is no such item
     */
    public Item hide(String id, boolean hidden) {
        Item item = items.hide(id, hidden).orElseThrow(() -> new UnknownItemException(id));
        refresh();
        return item;
    }

    /**
     * Creates or replaces many items with distinct ids, in the caller's transaction or in a new one. The snapshot does not show
     * them before the next {@link #refresh} after the commit.
     *
     * @param given the fields that change existing items
     * @return what was done; items that would have too many attributes are as before
     */
    public WrittenItems putAll(List<Item> all, Set<ItemField> given) {
        return bulk.putAll(all, given);
    }

    /** The ids of those of the items that would have too many attributes together with those that they have. */
    public Set<String> overfull(List<Item> added) {
        return bulk.overfull(added);
    }

    /**
     * Creates the items that do not exist, with their id as title, in the transaction of {@code connection}. The snapshot does
     * not show them before the next {@link #refresh} after the commit.
     *
     * @return how many were created
     */
    public int createMissing(Connection connection, Collection<String> ids) {
        return ids.isEmpty() ? 0 : bulk.createMissing(connection, ids);
    }

    /** The same as {@link #createMissing(Connection, Collection)}, in the caller's transaction or in a new one. */
    public int createMissing(Collection<String> ids) {
        return ids.isEmpty() ? 0 : bulk.createMissing(ids);
    }

    /**
     * Erases the item and every rating of it.
     *
     * @throws UnknownItemException if there is no such item
     */
    public void delete(String id) {
        boolean existed = items.delete(id);
        refresh();
        if (!existed) {
            throw new UnknownItemException(id);
        }
    }

    /** Reads the items again if any process has changed them; otherwise it costs one cheap query. */
    public void refresh() {
        current.refresh();
    }
}
