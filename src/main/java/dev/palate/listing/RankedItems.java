package dev.palate.listing;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.listing.RankedItem.Figures;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The items of a list, best first, as of one state of the counts and of the catalogue; immutable. Items that have no events in the
 * window, do not trend or are older than the window are not in it.
 */
public final class RankedItems {

    private final ListWindow window;
    private final LocalDate today;
    private final Instant asOf;
    private final Ranking ranking;
    private final long catalogueRevision;
    /** By place in the ranking; null: erased since. */
    private final @Nullable Item[] items;

    /**
     * The items of a list, hidden ones as well.
     *
     * @param itemIds best first
     * @param figures by place in {@code itemIds}, from 0
     */
    record Ranking(List<String> itemIds, IntFunction<Figures> figures) {}

    private RankedItems(
            ListWindow window, LocalDate today, Instant asOf, Ranking ranking, CatalogueSnapshot catalogue) {
        this.window = window;
        this.today = today;
        this.asOf = asOf;
        this.ranking = ranking;
        this.catalogueRevision = catalogue.revision();
        this.items = new @Nullable Item[ranking.itemIds().size()];
        for (int place = 0; place < items.length; place++) {
            items[place] = catalogue.find(ranking.itemIds().get(place)).orElse(null);
        }
    }

    static RankedItems of(
            ListWindow window, LocalDate today, Instant asOf, Ranking ranking, CatalogueSnapshot catalogue) {
        return new RankedItems(window, today, asOf, ranking, catalogue);
    }

    /** The same ranking of the items as they are in {@code catalogue}. */
    RankedItems in(CatalogueSnapshot catalogue) {
        return isOf(catalogue) ? this : new RankedItems(window, today, asOf, ranking, catalogue);
    }

    boolean isOf(CatalogueSnapshot catalogue) {
        return catalogue.revision() == catalogueRevision;
    }

    public ListWindow window() {
        return window;
    }

    int size() {
        return items.length;
    }

    /** The last day of the window. */
    public LocalDate today() {
        return today;
    }

    /** When the counts were read. */
    public Instant asOf() {
        return asOf;
    }

    /** All items, hidden ones as well. */
    public List<RankedItem> all() {
        return select(item -> true, 0, items.length);
    }

    /**
     * The items that match, with ranks among these.
     *
     * @param offset how many of the best of them to skip
     * @param k at most as many are returned
     */
    public List<RankedItem> select(Predicate<Item> condition, int offset, int k) {
        List<RankedItem> selected = new ArrayList<>(Math.min(k, items.length));
        int rank = 0;
        for (int place = 0; place < items.length && selected.size() < k; place++) {
            Item item = items[place];
            if (item != null && condition.test(item) && ++rank > offset) {
                selected.add(new RankedItem(rank, item, ranking.figures().apply(place)));
            }
        }
        return selected;
    }
}
