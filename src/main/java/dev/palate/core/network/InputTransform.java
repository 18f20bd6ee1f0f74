package dev.palate.core.network;

import dev.palate.core.matrix.Relevance;
import dev.palate.core.matrix.SparseVector;

/**
 * How a user's raw ratings are transformed before the first layer.
 *
 * @param binary whether ratings of at least {@code threshold} count as 1 and the others not at all; else raw values
 * @param threshold in rating units
 * @param l2Normalised whether the input (not the target) is divided by its Euclidean norm
 * @param dropout the share of input entries set to 0 in training, the others scaled by {@code 1 / (1 - dropout)}
 * @param lowWeight of binary training rows: what a rating one unit below the threshold counts, one two units below its square and so
 *     on; 0: they do not count
 * @param recency of fold-ins: how much less older entries count; 0: all alike
 */
public record InputTransform(
        boolean binary, float threshold, boolean l2Normalised, float dropout, float lowWeight, float recency) {

    /** Ratings as they are. */
    public static final InputTransform RAW = new InputTransform(false, 0, false, 0, 0, 0);

    /** 1 for ratings of at least {@code threshold}, less for lower ones, normalised to length 1. */
    public static InputTransform binary(double threshold, double lowWeight, double recency, double dropout) {
        return new InputTransform(true, (float) threshold, true, (float) dropout, (float) lowWeight, (float) recency);
    }

    /** The transform of training rows, of which older entries count like others. */
    public InputTransform ofTraining() {
        return new InputTransform(binary, threshold, l2Normalised, dropout, lowWeight, 0);
    }

    /** The transform of a fold-in, of which low ratings never count: users do not want more of what they rated low. */
    public InputTransform ofFoldIn() {
        return new InputTransform(binary, threshold, l2Normalised, dropout, 0, recency);
    }

    public InputTransform {
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be in [0, 1), not " + dropout);
        }
        if (!(lowWeight >= 0 && lowWeight <= 1)) {
            throw new IllegalArgumentException("lowWeight must be in [0, 1], not " + lowWeight);
        }
    }

    /** Whether the network sees a rating at all; it does see a raw rating of 0. */
    public boolean keeps(float rating) {
        return !binary || lowWeight > 0 || rating >= threshold;
    }

    /** The value that the network sees and reproduces for a rating, before normalisation and dropout; 0 drops it. */
    public float target(float rating) {
        return binary ? Relevance.of(rating, threshold, lowWeight) : rating;
    }

    /** The same for an entry with this recency rank. */
    public float target(float rating, int rank) {
        return target(rating) * Relevance.ofRank(rank, recency);
    }

    /** The divisor of a row's inputs: the Euclidean norm of its targets if inputs are normalised and it is not 0; else 1. */
    public float norm(SparseVector ratings) {
        double sum = 0;
        for (int k = 0; l2Normalised && k < ratings.size(); k++) {
            double target = target(ratings.value(k), ratings.rank(k));
            sum += target * target;
        }
        return sum == 0 ? 1 : (float) Math.sqrt(sum);
    }
}
