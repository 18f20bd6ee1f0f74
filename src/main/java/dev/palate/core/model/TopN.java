package dev.palate.core.model;

import java.util.function.IntPredicate;

/**
 * Selects the items with the best scores.
 *
 * <ul>
 *   <li>Candidates: the items {@code 0..itemCount-1} that the predicate accepts and whose score is a number.
 *   <li>Order: score descending; equal scores by item index ascending, so the result is deterministic.
 *   <li>Fewer than {@code n} candidates: all of them, without padding.
 * </ul>
 *
 * <p>The algorithm is a bounded heap of {@code n} items: an item that does not enter costs one comparison, one that does costs
 * O(log n), and the predicate is only evaluated for the latter.
 */
public final class TopN {

    private TopN() {}

    /**
     * The best {@code n} of the items that {@code candidate} accepts.
     *
     * @param scores {@code [itemCount]} from {@code offset}
     * @param n at least 0
     */
    public static Ranking select(float[] scores, int offset, int itemCount, int n, IntPredicate candidate) {
        int capacity = Math.min(n, itemCount);
        int[] heapItems = new int[capacity];
        float[] heapScores = new float[capacity];
        int size = 0;
        float worst = Float.NEGATIVE_INFINITY;
        for (int item = 0; item < itemCount && capacity > 0; item++) {
            float score = scores[offset + item];
            boolean enters = size < capacity ? !Float.isNaN(score) : score > worst;
            if (enters && candidate.test(item)) {
                if (size < capacity) {
                    siftUp(heapItems, heapScores, size++, item, score);
                } else {
                    siftDown(heapItems, heapScores, size, item, score);
                }
                worst = heapScores[0];
            }
        }
        return sorted(heapItems, heapScores, size);
    }

    /** The best {@code n} of {@code scores} among all items that {@code candidate} accepts. */
    public static Ranking select(float[] scores, int n, IntPredicate candidate) {
        return select(scores, 0, scores.length, n, candidate);
    }

    private static Ranking sorted(int[] heapItems, float[] heapScores, int size) {
        int[] items = new int[size];
        float[] scores = new float[size];
        for (int last = size - 1; last >= 0; last--) {
            items[last] = heapItems[0];
            scores[last] = heapScores[0];
            siftDown(heapItems, heapScores, last, heapItems[last], heapScores[last]);
        }
        return new Ranking(items, scores);
    }

    private static boolean worse(int itemA, float scoreA, int itemB, float scoreB) {
        return scoreA < scoreB || (scoreA == scoreB && itemA > itemB);
    }

    private static void siftUp(int[] items, float[] scores, int hole, int item, float score) {
        int at = hole;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!worse(item, score, items[parent], scores[parent])) {
                break;
            }
            items[at] = items[parent];
            scores[at] = scores[parent];
            at = parent;
        }
        items[at] = item;
        scores[at] = score;
    }

    private static void siftDown(int[] items, float[] scores, int size, int item, float score) {
        if (size == 0) {
            return;
        }
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && worse(items[child + 1], scores[child + 1], items[child], scores[child])) {
                child++;
            }
            if (!worse(items[child], scores[child], item, score)) {
                break;
            }
            items[at] = items[child];
            scores[at] = scores[child];
            at = child;
        }
        items[at] = item;
        scores[at] = score;
    }
}
