package dev.palate.core.ensemble;

import dev.palate.core.matrix.SparseVector;

/** Makes the scores of different models comparable. */
final class StandardScores {

    private StandardScores() {}

    /**
     * Adds {@code weight * (score - mean) / deviation} to {@code sums}, with mean and standard deviation over the items that are
     * not in {@code foldIn}. Adds nothing if all their scores are equal.
     *
     * @param scores {@code [items]} from {@code offset}
     * @param sums {@code [items]} from {@code sumsOffset}
     */
    static void add(
            float[] scores, int offset, int items, SparseVector foldIn, double weight, float[] sums, int sumsOffset) {
        double sum = 0;
        double squares = 0;
        // The first score is subtracted from all, because the variance of large, almost equal numbers would lose its
        // digits.
        double shift = items == 0 ? 0 : scores[offset];
        for (int item = 0; item < items; item++) {
            double score = scores[offset + item] - shift;
            sum += score;
            squares += score * score;
        }
        int count = items;
        for (int at = 0; at < foldIn.size(); at++) {
            double score = scores[offset + foldIn.index(at)] - shift;
            sum -= score;
            squares -= score * score;
            count--;
        }
        double mean = sum / Math.max(1, count);
        double variance = squares / Math.max(1, count) - mean * mean;
        if (!(variance > 0)) {
            return;
        }
        float factor = (float) (weight / Math.sqrt(variance));
        float centre = (float) (mean + shift);
        for (int item = 0; item < items; item++) {
            sums[sumsOffset + item] += factor * (scores[offset + item] - centre);
        }
    }
}
