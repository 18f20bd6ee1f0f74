package dev.palate.core.ease;

import dev.palate.core.matrix.CoOccurrences;
import dev.palate.core.parallel.Parallel;
import dev.palate.core.training.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The nearest items of all items, and an order of the items in which those with similar neighbourhoods follow one another. Immutable.
 *
 * <p>The order is that of two minimal hashes of the neighbourhoods (Broder 1997): two items have equal ones with the probability that is
 * the share of their common neighbours.
 */
final class Neighbourhoods {

    private static final int BLOCK = 64;

    /** The longest array. */
    private static final int MOST_WEIGHTS = Integer.MAX_VALUE - 8;

    private final int[][] nearest;
    private final int[] order;

    /**
     * Checks before the regressions of all items that a matrix can hold their weights.
     *
     * @param nearest by item, ascending; not copied
     * @throws IllegalArgumentException if it cannot
     */
    Neighbourhoods(int[][] nearest) {
        this(checked(nearest), order(nearest));
    }

    /** @param order the items whose nearest ones are known */
    Neighbourhoods(int[][] nearest, int[] order) {
        this.nearest = nearest;
        this.order = order;
    }

    /**
     * Finds the neighbours.
     *
     * @param scale of each item: the inverse square root of its diagonal entry
     * @param count of each item, at most
     * @throws dev.palate.core.training.TrainingCancelledException if the listener cancelled
     */
    static Neighbourhoods of(CoOccurrences common, float[] scale, int count, int threads, TrainingListener listener) {
        int items = common.itemCount();
        int[][] nearest = new int[items][];
        int blocks = (items + BLOCK - 1) / BLOCK;
        List<NearestItems> workers = new ArrayList<>();
        for (int thread = 0; thread < Math.min(threads, blocks); thread++) {
            workers.add(new NearestItems(common, scale));
        }
        Parallel.run(threads, blocks, (thread, block) -> {
            for (int item = block * BLOCK; item < Math.min(items, (block + 1) * BLOCK); item++) {
                Ease.checkCancelled(listener);
                nearest[item] = workers.get(thread).of(item, count);
            }
        });
        return new Neighbourhoods(nearest);
    }

    private static int[][] checked(int[][] nearest) {
        long weights = Arrays.stream(nearest).mapToLong(own -> own.length).sum();
        if (weights > MOST_WEIGHTS) {
            throw new IllegalArgumentException("the items have more than two billion weights; lower neighbours");
        }
        return nearest;
    }

    private static int[] order(int[][] nearest) {
        int[] first = new int[nearest.length];
        int[] second = new int[nearest.length];
        for (int item = 0; item < nearest.length; item++) {
            first[item] = leastHash(nearest[item], 0x9E3779B9);
            second[item] = leastHash(nearest[item], 0x85EBCA6B);
        }
        return IntStream.range(0, nearest.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer item) -> first[item]).thenComparingInt(item -> second[item]))
                .mapToInt(item -> item)
                .toArray();
    }

    private static int leastHash(int[] items, int factor) {
        int least = Integer.MAX_VALUE;
        for (int item : items) {
            int hash = (item + 1) * factor;
            least = Math.min(least, (hash ^ hash >>> 15) * 0x2C1B3C6D);
        }
        return least;
    }

    int itemCount() {
        return nearest.length;
    }

    /** The nearest items of an item, ascending; the caller does not change the array. */
    int[] nearest(int item) {
        return nearest[item];
    }

    /** The item at a position of the order. */
    int item(int position) {
        return order[position];
    }

    /** Forgets the nearest items of an item. */
    void release(int item) {
        nearest[item] = new int[0];
    }
}
