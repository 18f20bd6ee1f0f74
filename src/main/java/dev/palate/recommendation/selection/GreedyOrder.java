package dev.palate.recommendation.selection;

import dev.palate.catalogue.Item;
import dev.palate.recommendation.query.ListOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Picks the items of a list one after the other. The next item is the one with the greatest value; equal values go to the item that
 * the scores put first. With relevance as the score scaled to 0..1 over the pool, the value is
 *
 * <pre>
 * diversified = (1 - diversity) * relevance - diversity * similarity      (Carbonell and Goldstein 1998)
 * value       = (1 - calibration) * diversified - calibration * divergence   (Steck 2018)
 * </pre>
 *
 * where similarity is the greatest similarity to an item chosen before, and divergence is that of the list including the item.
 * O(n * (pool + categories)) with the number of categories of all items of the pool.
 */
final class GreedyOrder {

    private GreedyOrder() {}

    /**
     * Picks {@code n} of the candidates.
     *
     * @param pool by descending score
     * @param history the items that the user likes
     */
    static List<Candidate> pick(List<Candidate> pool, List<Item> history, ListOrder order, int n) {
        if (pool.isEmpty()) {
            return pool;
        }
        float[] scores = new float[pool.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = pool.get(i).score();
        }
        CategoryCodes codes = new CategoryCodes();
        int[][] categories =
                pool.stream().map(candidate -> codes.of(candidate.item())).toArray(int[][]::new);
        int[][] liked = history.stream().map(codes::of).toArray(int[][]::new);
        List<Candidate> picked = new ArrayList<>(Math.min(n, scores.length));
        for (int position : pick(scores, categories, liked, order, n)) {
            picked.add(pool.get(position));
        }
        return picked;
    }

    /**
     * Picks {@code n} of a pool.
     *
     * @param scores of the pool, descending
     * @param categories codes of each item of the pool, ascending
     * @param liked the codes of each item that the user likes
     * @return positions in the pool, in the order of choice
     */
    static int[] pick(float[] scores, int[][] categories, int[][] liked, ListOrder order, int n) {
        double calibration = order.calibration();
        Similarity similarity = new Similarity(categories);
        ListCalibration divergence = new ListCalibration(liked, categories);
        boolean[] taken = new boolean[scores.length];
        int[] picked = new int[Math.min(n, scores.length)];
        for (int position = 0; position < picked.length; position++) {
            int best = -1;
            double bestValue = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < scores.length; i++) {
                if (!taken[i]) {
                    double diversified =
                            (1 - order.diversity()) * relevance(scores, i) - order.diversity() * similarity.of(i);
                    double value = calibration == 0
                            ? diversified
                            : (1 - calibration) * diversified - calibration * divergence.with(i);
                    if (value > bestValue) {
                        best = i;
                        bestValue = value;
                    }
                }
            }
            taken[best] = true;
            picked[position] = best;
            if (order.diversity() > 0) {
                similarity.add(best);
            }
            divergence.add(best);
        }
        return picked;
    }

    private static double relevance(float[] scores, int i) {
        double range = (double) scores[0] - scores[scores.length - 1];
        return range > 0 ? (scores[i] - scores[scores.length - 1]) / range : 1;
    }
}
