package dev.palate.core.evaluation;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.RatingPredicting;

/**
 * The mean rating overall, of each item and of each user. As a predictor it is the baseline of rating prediction: the overall
 * mean plus the deviations of the item and of the user from it, each damped as if by five additional average ratings.
 */
final class RatingMeans implements RatingPredicting {

    private static final double DAMPING = 5;

    private final double overall;
    private final double lowest;
    private final double highest;
    private final double[] itemSums;
    private final int[] itemCounts;
    private final RatingMatrix train;
    private final double[] itemDeviations;

    private RatingMeans(RatingMatrix train, double overall, double lowest, double highest) {
        this.train = train;
        this.overall = overall;
        this.lowest = lowest;
        this.highest = highest;
        itemSums = new double[train.columnCount()];
        itemCounts = train.columnCounts();
        itemDeviations = new double[train.columnCount()];
        for (int at = 0; at < train.size(); at++) {
            itemSums[train.column(at)] += train.value(at);
        }
        for (int item = 0; item < itemSums.length; item++) {
            itemDeviations[item] = (itemSums[item] - overall * itemCounts[item]) / (itemCounts[item] + DAMPING);
        }
    }

    static RatingMeans of(RatingMatrix train) {
        double sum = 0;
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int at = 0; at < train.size(); at++) {
            sum += train.value(at);
            lowest = Math.min(lowest, train.value(at));
            highest = Math.max(highest, train.value(at));
        }
        if (train.size() == 0) {
            throw new IllegalArgumentException("there are no training ratings to predict from");
        }
        return new RatingMeans(train, sum / train.size(), lowest, highest);
    }

    boolean knowsUser(int user) {
        return train.rowStart(user + 1) > train.rowStart(user);
    }

    boolean knowsItem(int item) {
        return itemCounts[item] > 0;
    }

    /** The item's mean; for an item without ratings the user's mean, or the overall mean for a user without ratings. */
    double of(int user, int item) {
        if (knowsItem(item)) {
            return itemSums[item] / itemCounts[item];
        }
        SparseVector row = train.row(user);
        double sum = 0;
        for (int k = 0; k < row.size(); k++) {
            sum += row.value(k);
        }
        return row.isEmpty() ? overall : sum / row.size();
    }

    double clip(double prediction) {
        return Math.min(highest, Math.max(lowest, prediction));
    }

    @Override
    public void predict(int trainingRow, SparseVector ratings, float[] predictions) {
        double deviation = 0;
        for (int k = 0; k < ratings.size(); k++) {
            deviation += ratings.value(k) - overall - itemDeviations[ratings.index(k)];
        }
        double base = overall + deviation / (ratings.size() + DAMPING);
        for (int item = 0; item < itemDeviations.length; item++) {
            predictions[item] = (float) (base + itemDeviations[item]);
        }
    }
}
