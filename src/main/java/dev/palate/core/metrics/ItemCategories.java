package dev.palate.core.metrics;

import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Ranking;
import java.nio.LongBuffer;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The categories of each item as bit sets, for diversity and calibration. Immutable. */
public final class ItemCategories {

    private final int words;
    private final long[] bits;

    private ItemCategories(int words, long[] bits) {
        this.words = words;
        this.bits = bits;
    }

    /**
     * The categories of a catalogue.
     *
     * @param categories of each item by index, in any order
     */
    public static ItemCategories of(List<? extends Collection<String>> categories) {
        Map<String, Integer> indexes = new HashMap<>();
        categories.forEach(names -> names.forEach(name -> indexes.putIfAbsent(name, indexes.size())));
        int words = (indexes.size() + 63) / 64;
        long[] bits = new long[Math.multiplyExact(words, categories.size())];
        for (int item = 0; item < categories.size(); item++) {
            for (String name : categories.get(item)) {
                int index = indexes.computeIfAbsent(name, absent -> indexes.size());
                bits[item * words + index / 64] |= 1L << index;
            }
        }
        return new ItemCategories(words, bits);
    }

    /**
     * 1 minus the Jaccard similarity of the categories of two items; 1 if one of them has no categories, since they then share
     * none.
     */
    public double distance(int itemA, int itemB) {
        int shared = 0;
        int union = 0;
        for (int word = 0; word < words; word++) {
            long a = bits[itemA * words + word];
            long b = bits[itemB * words + word];
            shared += Long.bitCount(a & b);
            union += Long.bitCount(a | b);
        }
        return shared == 0 ? 1 : 1 - (double) shared / union;
    }

    /** Mean distance over all pairs of the first {@code k}; 0 for fewer than two items. */
    public double diversity(Ranking ranking, int k) {
        int length = Math.min(k, ranking.size());
        double sum = 0;
        for (int a = 1; a < length; a++) {
            for (int b = 0; b < a; b++) {
                sum += distance(ranking.item(a), ranking.item(b));
            }
        }
        return length < 2 ? 0 : 2 * sum / ((double) length * (length - 1));
    }

    /**
     * How badly the categories of the first {@code k} are calibrated to those of the items that the user likes, each with the same
     * weight: {@link CategoryShares#divergence} of Steck 2018 without rank discounts.
     */
    public double calibration(SparseVector liked, Ranking ranking, int k) {
        CategoryShares target = new CategoryShares(64 * words);
        for (int at = 0; at < liked.size(); at++) {
            target.add(codes(liked.index(at)));
        }
        CategoryShares list = new CategoryShares(64 * words);
        for (int position = 0; position < Math.min(k, ranking.size()); position++) {
            list.add(codes(ranking.item(position)));
        }
        return target.divergence(list);
    }

    private int[] codes(int item) {
        return BitSet.valueOf(LongBuffer.wrap(bits, item * words, words)).stream().toArray();
    }
}
