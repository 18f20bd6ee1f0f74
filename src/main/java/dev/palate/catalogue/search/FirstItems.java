package dev.palate.catalogue.search;

import dev.palate.catalogue.Item;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Selects a page of sorted items. It keeps only the items up to the end of the page, because sorting a catalogue of a million items for
 * each request would take a second.
 */
final class FirstItems {

    private FirstItems() {}

    /** @param items in {@link CatalogueSnapshot#ORDER} */
    static Page<Item> page(List<Item> items, ItemOrder order, PageParameters page) {
        if (order == ItemOrder.ID) {
            return Page.cut(items, page);
        }
        int from = (int) Math.min(page.offset(), items.size());
        int to = Math.min(from + page.size(), items.size());
        List<Item> first = from == to ? List.of() : first(items, order.comparator(), to);
        return Page.of(first.subList(Math.min(from, first.size()), first.size()), page, items.size());
    }

    private static List<Item> first(List<Item> items, Comparator<Item> order, int count) {
        PriorityQueue<Item> best = new PriorityQueue<>(count, order.reversed());
        for (Item item : items) {
            if (best.size() < count) {
                best.add(item);
            } else if (order.compare(item, best.element()) < 0) {
                best.remove();
                best.add(item);
            }
        }
        List<Item> sorted = new ArrayList<>(best);
        sorted.sort(order);
        return sorted;
    }
}
