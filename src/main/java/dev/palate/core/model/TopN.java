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
        int item = 0;
        for (; item < itemCount && size < capacity; item++) {
            float score = scores[offset + item];
            if (!Float.isNaN(score) && candidate.test(item)) {
                siftUp(heapItems, heapScores, size++, item, score);
            }
        }
        int end = size == 0 ? 0 : offset + itemCount;
        for (int at = offset + item; at < end; at++) {
            at = firstAbove(heapScores[0], scores, at, end);
            if (at < end && candidate.test(at - offset)) {
                siftDown(heapItems, heapScores, size, at - offset, scores[at]);
            }
        }
        return sorted(heapItems, heapScores, size);
    }

    /** The best {@code n} of {@code scores} among all items that {@code candidate} accepts. */
    public static Ranking select(float[] scores, int n, IntPredicate candidate) {
        return select(scores, 0, scores.length, n, candidate);
    }

    /**
     * The index of the first score above {@code limit}; {@code to} if there is none. Hardly any score is, so they are compared eight at a
     * time.
     */
    @SuppressWarnings("ShortCircuitBoolean") // one branch for eight comparisons
    private static int firstAbove(float limit, float[] scores, int from, int to) {
        int at = from;
        while (at + 8 <= to
                && !(scores[at] > limit
                        | scores[at + 1] > limit
                        | scores[at + 2] > limit
                        | scores[at + 3] > limit
                        | scores[at + 4] > limit
                        | scores[at + 5] > limit
                        | scores[at + 6] > limit
                        | scores[at + 7] > limit)) {
            at += 8;
        }
        while (at < to && !(scores[at] > limit)) {
            at++;
        }
        return at;
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
