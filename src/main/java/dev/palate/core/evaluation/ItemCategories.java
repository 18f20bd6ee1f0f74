package dev.palate.core.evaluation;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The categories of each item, for diversity; two items compare in a few machine words. Immutable. */
public final class ItemCategories {

    private final List<BitSet> items;

    private ItemCategories(List<BitSet> items) {
        this.items = items;
    }

    /** @param categories of each item by index, in any order */
    public static ItemCategories of(List<? extends Collection<String>> categories) {
        Map<String, Integer> bits = new HashMap<>();
        return new ItemCategories(categories.stream()
                .map(names -> {
                    BitSet set = new BitSet();
                    names.forEach(name -> set.set(bits.computeIfAbsent(name, absent -> bits.size())));
                    return set;
                })
                .toList());
    }

    /**
     * 1 minus the Jaccard similarity of the two items' categories; 1 where one of them has none, since nothing that they
     * share is known.
     */
    public double distance(int itemA, int itemB) {
        BitSet common = (BitSet) items.get(itemA).clone();
        common.and(items.get(itemB));
        int shared = common.cardinality();
        int union = items.get(itemA).cardinality() + items.get(itemB).cardinality() - shared;
        return shared == 0 ? 1 : 1 - (double) shared / union;
    }
}
