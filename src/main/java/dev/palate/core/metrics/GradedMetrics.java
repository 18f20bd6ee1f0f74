package dev.palate.core.metrics;

import dev.palate.core.matrix.SparseVector;
import java.util.Arrays;

/**
 * One user's measures with the ratings themselves as gains, over all items, as in the notebook. Both are in 0..1 for ratings
 * of at least 0, and 0 for a user without ratings.
 */
public final class GradedMetrics {

    private GradedMetrics() {}

    /**
     * scikit-learn's {@code ndcg_score}: gain = rating, discount 1/log2(rank+1), ideal = the user's own ratings sorted; items
     * of equal score share the mean gain of their positions (McSherry and Najork 2008).
     *
     * @param scores {@code [itemCount]} from {@code offset}, no NaN
     */
    public static double ndcg(float[] scores, int offset, int itemCount, SparseVector ratings, int k) {
        double ideal = ideal(ratings, k);
        return ideal > 0 ? gain(descending(scores, offset, itemCount), ratings, k) / ideal : 0;
    }

    /** The sum of the ratings of the {@code k} best scored items, ties by item index, over the sum of all the user's ratings. */
    public static double recall(float[] scores, int offset, int itemCount, SparseVector ratings, int k) {
        long[] order = descending(scores, offset, itemCount);
        float[] gains = dense(ratings, itemCount);
        double found = 0;
        for (int position = 0; position < Math.min(k, itemCount); position++) {
            found += gains[(int) order[position]];
        }
        double sum = 0;
        for (int i = 0; i < ratings.size(); i++) {
            sum += ratings.value(i);
        }
        return sum > 0 ? found / sum : 0;
    }

    private static double gain(long[] order, SparseVector ratings, int k) {
        float[] gains = dense(ratings, order.length);
        double total = 0;
        for (int from = 0; from < Math.min(k, order.length); ) {
            int to = from;
            double sum = 0;
            while (to < order.length && order[to] >>> 32 == order[from] >>> 32) {
                sum += gains[(int) order[to++]];
            }
            double discounts = Discounts.sum(Math.min(k, to)) - Discounts.sum(from);
            total += sum / (to - from) * discounts;
            from = to;
        }
        return total;
    }

    private static double ideal(SparseVector ratings, int k) {
        float[] sorted = ratings.values();
        Arrays.sort(sorted);
        double total = 0;
        for (int position = 0; position < Math.min(k, sorted.length); position++) {
            total += sorted[sorted.length - 1 - position] * Discounts.at(position);
        }
        return total;
    }

    private static float[] dense(SparseVector ratings, int itemCount) {
        float[] gains = new float[itemCount];
        for (int i = 0; i < ratings.size(); i++) {
            gains[ratings.index(i)] = ratings.value(i);
        }
        return gains;
    }

    /** Score descending in the high word, as bits that ascend; item index ascending in the low word. */
    private static long[] descending(float[] scores, int offset, int itemCount) {
        long[] order = new long[itemCount];
        for (int item = 0; item < itemCount; item++) {
            // Adding 0 turns -0 into 0, since both are equal as floats.
            int bits = Float.floatToIntBits(scores[offset + item] + 0f);
            int ascending = bits ^ ((bits >> 31) & 0x7fffffff);
            order[item] = ((long) ~ascending << 32) | item;
        }
        Arrays.sort(order);
        return order;
    }
}
