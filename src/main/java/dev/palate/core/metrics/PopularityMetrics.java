package dev.palate.core.metrics;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Ranking;
import java.util.Arrays;

/** Novelty and popularity of a ranking, from the number of training users that interacted with each item. Immutable. */
public final class PopularityMetrics {

    private final double[] novelty;
    private final double[] percentile;
    private final double[] share;

    private PopularityMetrics(double[] novelty, double[] percentile, double[] share) {
        this.novelty = novelty;
        this.percentile = percentile;
        this.share = share;
    }

    /**
     * The popularity among the users of {@code train}.
     *
     * @param train {@code [users x items]}; every stored rating counts as 1
     */
    public static PopularityMetrics of(RatingMatrix train) {
        int[] counts = train.columnCounts();
        int[] sorted = counts.clone();
        Arrays.sort(sorted);
        double[] novelty = new double[counts.length];
        double[] percentile = new double[counts.length];
        double[] share = new double[counts.length];
        for (int item = 0; item < counts.length; item++) {
            novelty[item] = Math.log(Math.max(1, train.rowCount()) / (double) Math.max(1, counts[item])) / Math.log(2);
            share[item] = counts[item] / (double) Math.max(1, train.rowCount());
            int below = lowerBound(sorted, counts[item]);
            int notAbove = lowerBound(sorted, counts[item] + 1);
            percentile[item] = 100 * (below + (notAbove - below) / 2.0) / counts.length;
        }
        return new PopularityMetrics(novelty, percentile, share);
    }

    /**
     * Mean over the first {@code k} of -log2 of the item's share of the training users, in bits; an item without
     * users counts as having one. 0 for an empty ranking.
     */
    public double novelty(Ranking ranking, int k) {
        return mean(novelty, ranking, k);
    }

    /**
     * Mean over the first {@code k} of the percentage of catalogue items that are less popular; equally popular items count
     * half. 50 for a random list, 0 for an empty ranking.
     */
    public double percentile(Ranking ranking, int k) {
        return mean(percentile, ranking, k);
    }

    /**
     * Mean over the first {@code k} of the item's share of the training users; 0 for an empty ranking. Its ratio to the mean of the
     * items that the user likes, minus 1, is the popularity lift (Abdollahpouri et al. 2020).
     */
    public double popularity(Ranking ranking, int k) {
        return mean(share, ranking, k);
    }

    /** Mean over the items of the item's share of the training users; 0 without items. */
    public double popularity(SparseVector items) {
        double sum = 0;
        for (int at = 0; at < items.size(); at++) {
            sum += share[items.index(at)];
        }
        return items.isEmpty() ? 0 : sum / items.size();
    }

    private static double mean(double[] values, Ranking ranking, int k) {
        int length = Math.min(k, ranking.size());
        double sum = 0;
        for (int position = 0; position < length; position++) {
            sum += values[ranking.item(position)];
        }
        return length == 0 ? 0 : sum / length;
    }

    private static int lowerBound(int[] sorted, int value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
