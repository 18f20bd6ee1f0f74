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

/**
 * The notebook's measures of how well a model reproduces the rows that it is shown. As in the notebook, the scores are the
 * sigmoids of the outputs in single precision; where these saturate, items are tied.
 */
final class ReconstructionEvaluator {

    private final RatingMatrix rows;
    private final List<Integer> k;
    private final int threads;

    /** @param rows the test users, {@code [users x items]} */
    ReconstructionEvaluator(RatingMatrix rows, List<Integer> k, int threads) {
        this.rows = rows;
        this.k = k;
        this.threads = threads;
    }

    /**
     * {@code testLoss} (only for a {@link Reconstructing} model), {@code ndcg@k}, {@code recall@k} and {@code mse}. The first and last
     * are sums over the whole test set and have no interval.
     *
     * @param seed of the latent noise
     */
    Map<String, Estimate> measure(Model model, long seed, Bootstrap bootstrap) {
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        Reconstruction result = reconstruct(model, seed, estimates);
        columns(result.outputs()).forEach((name, values) -> estimates.put(name, bootstrap.mean(values)));
        estimates.put("mse", Estimate.exact(result.meanSquaredError()));
        return estimates;
    }

    /** As {@link #measure}, without intervals, for use between epochs. */
    Map<String, Double> validate(Model model, long seed) {
        Map<String, Estimate> exact = new LinkedHashMap<>();
        Reconstruction result = reconstruct(model, seed, exact);
        Map<String, Double> means = new LinkedHashMap<>();
        exact.forEach((name, estimate) -> means.put(name, estimate.mean()));
        columns(result.outputs())
                .forEach((name, values) ->
                        means.put(name, Arrays.stream(values).average().orElse(0)));
        means.put("mse", result.meanSquaredError());
        return means;
    }

    private Reconstruction reconstruct(Model model, long seed, Map<String, Estimate> estimates) {
        if (model instanceof Reconstructing reconstructing) {
            Reconstruction result = reconstructing.reconstruct(rows, seed);
            estimates.put("testLoss", Estimate.exact(result.testLoss()));
            return result;
        }
        float[] outputs = new float[Math.multiplyExact(rows.rowCount(), rows.columnCount())];
        model.scoreRows(rows, 0, rows.rowCount(), outputs);
        return new Reconstruction(outputs, 0, meanSquaredError(outputs));
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

    /** Over all entries, missing ratings counted as 0. */
    private double meanSquaredError(float[] outputs) {
        double sum = 0;
        for (float output : outputs) {
            sum += (double) output * output;
        }
        for (int user = 0; user < rows.rowCount(); user++) {
            for (int at = rows.rowStart(user); at < rows.rowStart(user + 1); at++) {
                double output = outputs[user * rows.columnCount() + rows.column(at)];
                sum += rows.value(at) * (rows.value(at) - 2 * output);
            }
        }
        return outputs.length == 0 ? 0 : sum / outputs.length;
    }
}
