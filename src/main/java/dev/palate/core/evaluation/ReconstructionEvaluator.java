package dev.palate.core.evaluation;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.metrics.Bootstrap;
import dev.palate.core.metrics.Estimate;
import dev.palate.core.metrics.GradedMetrics;
import dev.palate.core.model.Model;
import dev.palate.core.model.Reconstructing;
import dev.palate.core.model.Reconstructing.Reconstruction;
import dev.palate.core.parallel.Parallel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/**
 * The notebook's measures of how well a model reproduces the rows that it is shown. As in the notebook, the scores are the
 * sigmoids of the outputs in single precision; where these saturate, items are tied.
 *
 * @param rows the test users, {@code [users x items]}
 */
record ReconstructionEvaluator(RatingMatrix rows, List<Integer> k, int threads) {

    /**
     * {@code testLoss} (only for a {@link Reconstructing} model), {@code ndcg@k}, {@code recall@k} and {@code mse}. The first and last
     * are sums over the whole test set and have no interval.
     *
     * @param seed of the latent noise
     */
    Map<String, Estimate> measure(Model model, long seed, Bootstrap bootstrap) {
        return measure(model, seed, bootstrap::mean);
    }

    /** As {@link #measure}, without intervals, for use between epochs. */
    Map<String, Double> validate(Model model, long seed) {
        Map<String, Double> means = new LinkedHashMap<>();
        measure(
                        model,
                        seed,
                        values -> Estimate.exact(Arrays.stream(values).average().orElse(0)))
                .forEach((name, estimate) -> means.put(name, estimate.mean()));
        return means;
    }

    private Map<String, Estimate> measure(Model model, long seed, Function<double[], Estimate> mean) {
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        Reconstruction result;
        if (model instanceof Reconstructing reconstructing) {
            result = reconstructing.reconstruct(rows, seed);
            estimates.put("testLoss", Estimate.exact(result.testLoss()));
        } else {
            float[] outputs = new float[Math.multiplyExact(rows.rowCount(), rows.columnCount())];
            model.scoreRows(rows, 0, rows.rowCount(), outputs);
            double error = Reconstructing.squaredError(rows, outputs, DoubleUnaryOperator.identity());
            result = new Reconstruction(outputs, 0, error / Math.max(1, outputs.length));
        }
        columns(result.outputs()).forEach((name, values) -> estimates.put(name, mean.apply(values)));
        estimates.put("mse", Estimate.exact(result.meanSquaredError()));
        return estimates;
    }

    private Map<String, double[]> columns(float[] outputs) {
        int items = rows.columnCount();
        Map<String, double[]> columns = new LinkedHashMap<>();
        double[][] ndcg = new double[k.size()][rows.rowCount()];
        double[][] recall = new double[k.size()][rows.rowCount()];
        for (int cut = 0; cut < k.size(); cut++) {
            columns.put("ndcg@" + k.get(cut), ndcg[cut]);
        }
        for (int cut = 0; cut < k.size(); cut++) {
            columns.put("recall@" + k.get(cut), recall[cut]);
        }
        Parallel.run(threads, rows.rowCount(), (worker, user) -> {
            float[] scores = new float[items];
            for (int item = 0; item < items; item++) {
                scores[item] = (float) (1 / (1 + Math.exp(-outputs[user * items + item])));
            }
            for (int cut = 0; cut < k.size(); cut++) {
                ndcg[cut][user] = GradedMetrics.ndcg(scores, 0, items, rows.row(user), k.get(cut));
                recall[cut][user] = GradedMetrics.recall(scores, 0, items, rows.row(user), k.get(cut));
            }
        });
        return columns;
    }
}
