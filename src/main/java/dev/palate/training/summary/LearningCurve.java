package dev.palate.training.summary;

import java.util.List;

/**
 * A metric over the epochs of a training, thinned out.
 *
 * @param metric such as {@code ndcg@100}, or {@code trainLoss} if nothing is measured after the epochs
 * @param epochs ascending, at most {@value #MOST_POINTS}, and fewer in lists of more than a hundred jobs; the last one is the newest
 * @param values of the metric after these epochs
 */
public record LearningCurve(String metric, List<Integer> epochs, List<Double> values) {

    static final int MOST_POINTS = 60;
    static final int FEWEST_POINTS = 10;

    public LearningCurve {
        epochs = List.copyOf(epochs);
        values = List.copyOf(values);
    }
}
