package dev.palate.recommendation.selection;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Maximal marginal relevance over categories (Carbonell and Goldstein 1998): the next item is the one with the greatest
 * {@code (1 - diversity) * relevance - diversity * similarity}, where relevance is the score scaled to 0..1 over the pool
 * and similarity is the greatest Jaccard similarity of its categories to those of an item chosen before. Equal values go
 * to the item that the scores put first. O(pool * n).
 */
final class Diversity {

    private Diversity() {}

    /**
     * Picks {@code n} of a pool.
     *
     * @param scores of the pool, descending
     * @param categories of each item of the pool
     * @param diversity 0 keeps the order of the scores, 1 looks at categories alone
     * @return positions in the pool, in the order of choice
     */
    static int[] pick(float[] scores, List<List<String>> categories, double diversity, int n) {
        int pool = scores.length;
        int[][] codes = codes(categories);
        double[] similarity = new double[pool];
        boolean[] taken = new boolean[pool];
        int[] picked = new int[Math.min(n, pool)];
        for (int position = 0; position < picked.length; position++) {
            int best = -1;
            double bestValue = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < pool; i++) {
                double value = (1 - diversity) * relevance(scores, i) - diversity * similarity[i];
                if (!taken[i] && value > bestValue) {
                    best = i;
                    bestValue = value;
                }
            }
            taken[best] = true;
            picked[position] = best;
            for (int i = 0; i < pool; i++) {
                similarity[i] = Math.max(similarity[i], jaccard(codes[i], codes[best]));
            }
        }
        return picked;
    }

    private static double relevance(float[] scores, int i) {
        double range = (double) scores[0] - scores[scores.length - 1];
        return range > 0 ? (scores[i] - scores[scores.length - 1]) / range : 1;
    }

    private static int[][] codes(List<List<String>> categories) {
        Map<String, Integer> codes = new HashMap<>();
        return categories.stream()
                .map(names -> names.stream()
                        .mapToInt(name -> codes.computeIfAbsent(name, k -> codes.size()))
                        .distinct()
                        .sorted()
                        .toArray())
                .toArray(int[][]::new);
    }

    /** Of two ascending sets; 0 if either is empty. */
    static double jaccard(int[] a, int[] b) {
        int common = 0;
        for (int code : a) {
            if (Arrays.binarySearch(b, code) >= 0) {
                common++;
            }
        }
        return common == 0 ? 0 : (double) common / (a.length + b.length - common);
    }
}
