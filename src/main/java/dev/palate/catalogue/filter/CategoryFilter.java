package dev.palate.catalogue.filter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The categories that an item must and must not have. Names are compared exactly.
 *
 * @param any the item has at least one of these; empty: not required
 * @param all the item has all of these
 * @param none the item has none of these
 */
public record CategoryFilter(List<String> any, List<String> all, List<String> none) {

    /** The greatest number of categories in a filter. */
    public static final int MOST_TERMS = 1_000;

    /** Accepts every item. */
    public static final CategoryFilter OPEN = new CategoryFilter(List.of(), List.of(), List.of());

    public CategoryFilter {
        any = List.copyOf(any);
        all = List.copyOf(all);
        none = List.copyOf(none);
    }

    /**
     * Parses terms: {@code Drama} or {@code any:Drama}, {@code all:War}, {@code none:Horror}. A term without one of the three
     * prefixes is a category name, including its colons.
     */
    public static CategoryFilter parse(List<String> terms) {
        List<String> any = new ArrayList<>();
        List<String> all = new ArrayList<>();
        List<String> none = new ArrayList<>();
        for (String term : terms) {
            if (term.startsWith("all:")) {
                all.add(term.substring(4));
            } else if (term.startsWith("none:")) {
                none.add(term.substring(5));
            } else if (term.startsWith("any:")) {
                any.add(term.substring(4));
            } else {
                any.add(term);
            }
        }
        CategoryFilter filter = new CategoryFilter(any, all, none);
        return filter.isOpen() ? OPEN : filter;
    }

    /** Whether every item is accepted. */
    public boolean isOpen() {
        return any.isEmpty() && all.isEmpty() && none.isEmpty();
    }

    public boolean accepts(List<String> categories) {
        return isOpen() || satisfies(categories);
    }

    private boolean satisfies(List<String> categories) {
        return (any.isEmpty() || !Collections.disjoint(any, categories))
                && categories.containsAll(all)
                && Collections.disjoint(none, categories);
    }
}
