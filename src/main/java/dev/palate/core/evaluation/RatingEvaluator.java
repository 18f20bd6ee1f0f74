package dev.palate.core.evaluation;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.metrics.Bootstrap;
import dev.palate.core.metrics.Estimate;
import dev.palate.core.metrics.RatingError;
import dev.palate.core.model.RatingPredicting;
import dev.palate.core.parallel.Parallel;
import dev.palate.core.split.RatingSplit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * RMSE and MAE of predictions for held-out ratings. Predictions are clipped to the range of the training ratings. For an item
 * without training ratings the prediction is the user's mean, for a user without training ratings the item's mean, and if both
 * have none the overall mean.
 */
final class RatingEvaluator {

    private final RatingMatrix train;
    private final RatingMatrix heldOut;
    private final int threads;
    private final RatingMeans means;

    RatingEvaluator(RatingSplit split, int threads) {
        this.train = split.train();
        this.heldOut = split.heldOut();
        this.threads = threads;
        this.means = RatingMeans.of(train);
    }

    Map<String, Estimate> measure(RatingPredicting model, Bootstrap bootstrap) {
        List<RatingError> errors = errors(model);
        double[] counts = column(errors, RatingError::count);
        Estimate squared = bootstrap.ratio(column(errors, RatingError::squaredSum), counts);
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        estimates.put(
                "rmse", new Estimate(Math.sqrt(squared.mean()), Math.sqrt(squared.low()), Math.sqrt(squared.high())));
        estimates.put("mae", bootstrap.ratio(column(errors, RatingError::absoluteSum), counts));
        return estimates;
    }

    /** As {@link #measure}, without intervals. */
    Map<String, Double> validate(RatingPredicting model) {
        RatingError total = new RatingError();
        errors(model).forEach(total::add);
        return Map.of("rmse", total.rmse(), "mae", total.mae());
    }

    private List<RatingError> errors(RatingPredicting model) {
        List<RatingError> errors =
                Stream.generate(RatingError::new).limit(heldOut.rowCount()).toList();
        float[][] predictions = new float[threads][train.columnCount()];
        Parallel.run(threads, heldOut.rowCount(), (worker, user) -> {
            if (!heldOut.row(user).isEmpty()) {
                addErrors(model, user, predictions[worker], errors.get(user));
            }
        });
        return errors;
    }

    private void addErrors(RatingPredicting model, int user, float[] predictions, RatingError error) {
        if (means.knowsUser(user)) {
            model.predict(user, train.row(user), predictions);
        }
        for (int at = heldOut.rowStart(user); at < heldOut.rowStart(user + 1); at++) {
            int item = heldOut.column(at);
            double predicted =
                    means.knowsUser(user) && means.knowsItem(item) ? predictions[item] : means.of(user, item);
            error.add(means.clip(predicted), heldOut.value(at));
        }
    }

    private static double[] column(List<RatingError> errors, ToDoubleFunction<RatingError> value) {
        double[] column = new double[errors.size()];
        Arrays.setAll(column, user -> value.applyAsDouble(errors.get(user)));
        return column;
    }
}
