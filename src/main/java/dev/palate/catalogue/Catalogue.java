package dev.palate.catalogue;

import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import java.util.List;
import org.springframework.stereotype.Service;

/**
 * The items that can be rated and recommended. Reads are answered from a snapshot in memory, so they need no database; a
 * change is in this process' snapshot before the call that made it returns, and in other processes' within about a second.
 */
@Service
public class Catalogue {

    private final Items items;
    private volatile CatalogueSnapshot current;

    Catalogue(Items items) {
        this.items = items;
        this.current = items.snapshot();
    }

    /** The newest known state of the catalogue. */
    public CatalogueSnapshot snapshot() {
        return current;
    }

    /**
     * @throws UnknownItemException if there is no such item
     */
    public Item get(String id) {
        return current.find(id).orElseThrow(() -> new UnknownItemException(id));
    }

    /** The matching items in {@link CatalogueSnapshot#ORDER}. */
    public Page<Item> list(ItemQuery query, PageParameters page) {
        List<Item> matching = current.items().stream().filter(query::matches).toList();
        return Page.cut(matching, page);
    }

    /** Creates the item, or replaces what was known of it. */
    public ItemChange put(Item item) {
        ItemChange change = items.put(item);
        refresh();
        return change;
    }

    /**
     * Creates or replaces many items in one transaction; each id stands once.
     *
     * @return how many were new or changed
     */
    public int putAll(List<Item> all) {
        int changed = items.putAll(all);
        refresh();
        return changed;
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

    /** Reads the items again if any process has changed them: one cheap query if not. */
    public synchronized void refresh() {
        if (items.revision() != current.revision()) {
            current = items.snapshot();
        }
    }
}
