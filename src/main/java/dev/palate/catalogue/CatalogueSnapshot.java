package dev.palate.catalogue;

import dev.palate.core.matrix.IdIndex;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** All items at one revision of the catalogue; immutable. */
public final class CatalogueSnapshot {

    /** The order of items everywhere, training matrices included: by length of the id, then by the id. */
    public static final Comparator<Item> ORDER = Comparator.comparingInt(
                    (Item item) -> item.id().codePointCount(0, item.id().length()))
            .thenComparing(Item::id, CatalogueSnapshot::compareCodePoints);

    private final long revision;
    private final List<Item> items;
    private final Map<String, Entry> byId;
    private final Availabilities availabilities;
    /** By lists of ids that are in use. A value does not refer to its key. */
    private final Map<IdIndex, IndexedItems> indexed = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * The items by the indexes of a list of ids, such as the columns of a model. Each item is looked up by its id once, and by its index
     * from then on, which takes a tenth of the time. Safe for concurrent use: threads that look for the same item at the same time find
     * the same one, and items are immutable.
     */
    public static final class IndexedItems {

        private static final Entry ABSENT = new Entry(new Item("", "", null, List.of()), -1);

        private final Map<String, Entry> byId;
        private final @Nullable Entry[] byIndex;

        private IndexedItems(Map<String, Entry> byId, int size) {
            this.byId = byId;
            this.byIndex = new @Nullable Entry[size];
        }

        /**
         * The item with its position, or null.
         *
         * @param id of the index
         */
        @SuppressWarnings("ReferenceEquality") // ABSENT is a mark.
        public @Nullable Entry find(int index, String id) {
            Entry entry = byIndex[index];
            if (entry == null) {
                entry = byId.getOrDefault(id, ABSENT);
                byIndex[index] = entry;
            }
            return entry == ABSENT ? null : entry;
        }
    }

    private CatalogueSnapshot(long revision, List<Item> items, Map<String, Entry> byId) {
        this.revision = revision;
        this.items = items;
        this.byId = byId;
        this.availabilities = Availabilities.of(items);
    }

    /**
     * An item with its position.
     *
     * @param position in {@link #items}, from 0
     */
    public record Entry(Item item, int position) {}

    /**
     * @throws IllegalArgumentException if an id is duplicated
     */
    public static CatalogueSnapshot of(long revision, List<Item> items) {
        List<Item> sorted = items.stream().sorted(ORDER).toList();
        Map<String, Entry> byId = new HashMap<>(items.size() * 2);
        for (Item item : sorted) {
            if (byId.put(item.id(), new Entry(item, byId.size())) != null) {
                throw new IllegalArgumentException("duplicate item: " + item.id());
            }
        }
        return new CatalogueSnapshot(revision, sorted, byId);
    }

    /** Grows with every change of the catalogue. */
    public long revision() {
        return revision;
    }

    public Optional<Item> find(String id) {
        return Optional.ofNullable(byId.get(id)).map(Entry::item);
    }

    /** The item with its position, or null. */
    public @Nullable Entry entry(String id) {
        return byId.get(id);
    }

    /** Which items are available at a time: equal for two times if the same items are. */
    public int availabilityAt(Instant time) {
        return availabilities.at(time);
    }

    /** The items by the indexes of {@code ids}; one instance for each index. */
    public IndexedItems by(IdIndex ids) {
        return indexed.computeIfAbsent(ids, key -> new IndexedItems(byId, key.size()));
    }

    /** All items, in {@link #ORDER}. */
    public List<Item> items() {
        return items;
    }

    public int size() {
        return items.size();
    }

    /** The order of PostgreSQL's collation "C". UTF-16 order differs: it puts characters outside the basic plane before some inside. */
    private static int compareCodePoints(String left, String right) {
        int different = Arrays.mismatch(left.toCharArray(), right.toCharArray());
        if (different < 0 || different == left.length() || different == right.length()) {
            return Integer.compare(left.length(), right.length());
        }
        char a = left.charAt(different);
        char b = right.charAt(different);
        return Character.isSurrogate(a) == Character.isSurrogate(b)
                ? Character.compare(a, b)
                : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
    }
}
