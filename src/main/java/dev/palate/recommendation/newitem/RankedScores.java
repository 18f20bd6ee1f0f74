package dev.palate.recommendation.newitem;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** The scores of known items and their predicted scores, each sorted: it finds the score at the rank of a predicted score. */
final class RankedScores {

    private final float[] scores;
    private final float[] predicted;

    private RankedScores(float[] scores, float[] predicted) {
        this.scores = scores;
        this.predicted = predicted;
    }

    /**
     * @param scores {@code [items]} from {@code offset}
     * @param predicted {@code [items]}
     * @param included the items that count
     */
    static RankedScores of(float[] scores, int offset, float[] predicted, IntPredicate included) {
        float[] actual = new float[predicted.length];
        float[] expected = new float[predicted.length];
        int size = 0;
        for (int item = 0; item < predicted.length; item++) {
            if (included.test(item)) {
                actual[size] = scores[offset + item];
                expected[size++] = predicted[item];
            }
        }
        Arrays.sort(actual, 0, size);
        Arrays.sort(expected, 0, size);
        return new RankedScores(Arrays.copyOf(actual, size), Arrays.copyOf(expected, size));
    }

    /**
     * The score of the rank that {@code value} has among the predicted scores: as many scores are higher as predicted scores are. Below
     * all of them it is the lowest score, and {@code value} itself without any.
     */
    float score(float value) {
        int size = scores.length;
        if (size == 0) {
            return value;
        }
        int higher = size - notHigher(value);
        return scores[Math.max(0, size - 1 - higher)];
    }

    /** How many predicted scores are at most {@code value}. */
    private int notHigher(float value) {
        int low = 0;
        int high = predicted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (predicted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
