package dev.palate.core.evaluation.detail;

import dev.palate.core.metrics.Bootstrap;
import dev.palate.core.metrics.Estimate;
import dev.palate.core.metrics.PairedDifference;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The paired difference of two models on the same users. It consists of JDK types, so it can be published as JSON.
 *
 * @param metric such as {@code ndcg@100}
 * @param model whose value is compared
 * @param reference what it is compared with
 * @param difference mean of the users' differences, with its 95% interval
 * @param relative the difference in relation to the mean of the reference; 0 if that is 0
 * @param p two-sided p-value of the bootstrap
 * @param significant whether the interval does not contain 0
 */
public record Significance(
        String metric,
        String model,
        String reference,
        Estimate difference,
        double relative,
        double p,
        boolean significant) {

    /**
     * Compares each model with the reference, and with the best one by the mean of the metric.
     *
     * @param models by name, all with the same users
     * @param baselines the names of baselines. The reference is the best of those that were measured, otherwise the first model
     */
    public static List<Significance> of(
            Map<String, UserDetails> models, String metric, List<String> baselines, Bootstrap bootstrap) {
        Map<String, double[]> values = new LinkedHashMap<>();
        models.forEach((name, details) -> values.put(name, details.valuesOf(metric)));
        Comparator<String> byMean = Comparator.comparingDouble(name -> mean(values.get(name)));
        String reference = baselines.stream()
                .filter(values::containsKey)
                .max(byMean)
                .orElse(values.keySet().iterator().next());
        String best = values.keySet().stream().max(byMean).orElseThrow();
        return Stream.of(reference, best)
                .distinct()
                .flatMap(other -> values.keySet().stream()
                        .filter(name -> !name.equals(other) && !(other.equals(best) && name.equals(reference)))
                        .map(name -> of(metric, name, other, values, bootstrap)))
                .toList();
    }

    private static Significance of(
            String metric, String model, String reference, Map<String, double[]> values, Bootstrap bootstrap) {
        double[] own = values.get(model);
        double[] others = values.get(reference);
        double[] differences = new double[own.length];
        Arrays.setAll(differences, user -> own[user] - others[user]);
        PairedDifference paired = bootstrap.difference(differences);
        Estimate difference = paired.difference();
        double base = mean(others);
        return new Significance(
                metric,
                model,
                reference,
                difference,
                base == 0 ? 0 : difference.mean() / base,
                paired.p(),
                difference.low() > 0 || difference.high() < 0);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }
}
