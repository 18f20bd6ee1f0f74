package dev.palate.catalogue;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All items as they were at one revision of the catalogue. Immutable. */
public final class CatalogueSnapshot {

    /** The order of items everywhere, training matrices included: by length of the id, then by the id. */
    public static final Comparator<Item> ORDER = Comparator.comparingInt(
                    (Item item) -> item.id().codePointCount(0, item.id().length()))
            .thenComparing(Item::id);

    private final long revision;
    private final List<Item> items;
    private final Map<String, Item> byId;

    private CatalogueSnapshot(long revision, List<Item> items, Map<String, Item> byId) {
        this.revision = revision;
        this.items = items;
        this.byId = byId;
    }

    /**
     * @throws IllegalArgumentException if an id stands twice
     */
    public static CatalogueSnapshot of(long revision, List<Item> items) {
        Map<String, Item> byId = new HashMap<>(items.size() * 2);
        for (Item item : items) {
            if (byId.put(item.id(), item) != null) {
                throw new IllegalArgumentException("item stands twice: " + item.id());
            }
        }
        return new CatalogueSnapshot(revision, items.stream().sorted(ORDER).toList(), byId);
    }

    /** Grows with every change of the catalogue. */
    public long revision() {
        return revision;
    }

    public Optional<Item> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All items, in {@link #ORDER}. */
    public List<Item> items() {
        return items;
    }

    public int size() {
        return items.size();
    }
}
