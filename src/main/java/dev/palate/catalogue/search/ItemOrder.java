package dev.palate.catalogue.search;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The orders in which items can be listed; ties are in {@link CatalogueSnapshot#ORDER}, and items without a year come last. */
@SuppressWarnings("ImmutableEnumChecker") // Comparators of the JDK are immutable.
public enum ItemOrder {
    ID("id", CatalogueSnapshot.ORDER),
    ID_DESCENDING("-id", CatalogueSnapshot.ORDER.reversed()),
    TITLE("title", byTitle()),
    TITLE_DESCENDING("-title", byTitle().reversed()),
    YEAR("year", byYear(Comparator.naturalOrder())),
    YEAR_DESCENDING("-year", byYear(Comparator.reverseOrder()));

    private final String key;
    private final Comparator<Item> comparator;

    ItemOrder(String key, Comparator<Item> comparator) {
        this.key = key;
        this.comparator = comparator.thenComparing(CatalogueSnapshot.ORDER);
    }

    /** The order with that name, for example {@code -year} for the newest items first. */
    public static Optional<ItemOrder> of(String key) {
        return Arrays.stream(values()).filter(order -> order.key.equals(key)).findAny();
    }

    public static List<String> keys() {
        return Arrays.stream(values()).map(order -> order.key).toList();
    }

    Comparator<Item> comparator() {
        return comparator;
    }

    private static Comparator<Item> byTitle() {
        return Comparator.comparing(Item::title, String.CASE_INSENSITIVE_ORDER);
    }

    private static Comparator<Item> byYear(Comparator<Integer> order) {
        return Comparator.comparing(Item::year, Comparator.nullsLast(order));
    }
}
