package dev.palate.core.evaluation.detail;

import dev.palate.core.metrics.Bootstrap;
import dev.palate.core.metrics.Estimate;
import dev.palate.core.metrics.PairedDifference;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
     * @param baselines the names of baselines. The reference is the best of those that were measured, otherwise the first model. Of
     *     equal models the first one is the best
     */
    @SuppressWarnings("ReferenceEquality") // Two models may have equal values.
    public static List<Significance> of(
            Map<String, UserDetails> models, String metric, Set<String> baselines, Bootstrap bootstrap) {
        List<Measured> all = models.entrySet().stream()
                .map(entry -> new Measured(entry.getKey(), entry.getValue().valuesOf(metric)))
                .toList();
        Comparator<Measured> byMean = Comparator.comparingDouble(Measured::mean);
        Measured best = all.stream().max(byMean).orElseThrow();
        Measured reference = all.stream()
                .filter(model -> baselines.contains(model.name))
                .max(byMean)
                .orElse(all.get(0));
        return Stream.of(reference, best)
                .distinct()
                .flatMap(other -> all.stream()
                        .filter(model -> model != other && !(other == best && model == reference))
                        .map(model -> of(metric, model, other, bootstrap)))
                .toList();
    }

    /** The values of the users of one model. */
    @SuppressWarnings("ArrayRecordComponent") // compared by identity
    private record Measured(String name, double[] values) {

        double mean() {
            return Arrays.stream(values).average().orElse(0);
        }
    }

    private static Significance of(String metric, Measured model, Measured reference, Bootstrap bootstrap) {
        double[] differences = new double[model.values.length];
        Arrays.setAll(differences, user -> model.values[user] - reference.values[user]);
        PairedDifference paired = bootstrap.difference(differences);
        Estimate difference = paired.difference();
        double base = reference.mean();
        return new Significance(
                metric,
                model.name,
                reference.name,
                difference,
                base == 0 ? 0 : difference.mean() / base,
                paired.p(),
                difference.low() > 0 || difference.high() < 0);
    }
}
