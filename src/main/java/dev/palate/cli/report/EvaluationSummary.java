package dev.palate.cli.report;

import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.RankingComparison;
import dev.palate.core.evaluation.detail.Breakdown;
import dev.palate.core.evaluation.detail.Significance;
import dev.palate.core.evaluation.detail.UserDetails;
import dev.palate.core.metrics.Bootstrap;
import dev.palate.core.metrics.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * What one or several splits say together.
 *
 * @param splits one for each seed
 * @param sameUsers whether all splits measure the same users, whose values are averaged; otherwise the users of all splits count as
 *     different users
 * @param details by algorithm, with the users of all splits; empty if no rankings were measured
 * @param metrics of each algorithm: its interval is that of a single split, otherwise that over the users of all splits
 * @param significance paired differences by each accuracy at each cut-off; empty if there is nothing to compare
 * @param breakdowns the criterion by the activity of users, then recall and share of the lists by the popularity of items
 */
public record EvaluationSummary(
        List<EvaluatedSplit> splits,
        boolean sameUsers,
        Map<String, UserDetails> details,
        Map<String, Map<String, Estimate>> metrics,
        List<Significance> significance,
        List<Breakdown> breakdowns) {

    /** @param samples of the bootstrap */
    public static EvaluationSummary of(List<EvaluatedSplit> splits, boolean sameUsers, int samples) {
        Bootstrap bootstrap = new Bootstrap(samples, splits.get(0).report().splitSeed());
        Map<String, UserDetails> details = details(splits, sameUsers);
        return new EvaluationSummary(
                List.copyOf(splits),
                sameUsers,
                details,
                metrics(splits, details, bootstrap),
                significance(splits, details, bootstrap),
                breakdowns(splits, details, bootstrap));
    }

    private static Map<String, UserDetails> details(List<EvaluatedSplit> splits, boolean sameUsers) {
        if (splits.size() == 1) {
            return splits.get(0).details();
        }
        Map<String, UserDetails> merged = new LinkedHashMap<>();
        common(splits, EvaluatedSplit::detailsWithChosen)
                .forEach((name, parts) ->
                        merged.put(name, sameUsers ? UserDetails.averaged(parts) : UserDetails.pooled(parts)));
        return merged;
    }

    private static Map<String, Map<String, Estimate>> metrics(
            List<EvaluatedSplit> splits, Map<String, UserDetails> details, Bootstrap bootstrap) {
        Map<String, Map<String, Estimate>> metrics = new LinkedHashMap<>();
        results(splits).forEach((name, results) -> {
            Map<String, Estimate> ofOne = new LinkedHashMap<>();
            UserDetails users = details.get(name);
            for (String metric : results.get(0).metrics().keySet()) {
                boolean pooled = splits.size() > 1 && users != null && users.metrics().contains(metric);
                ofOne.put(metric, pooled ? bootstrap.mean(users.valuesOf(metric)) : mean(results, metric));
            }
            metrics.put(name, ofOne);
        });
        return metrics;
    }

    /** The interval is that of a single split; the mean of several has none. */
    private static Estimate mean(List<AlgorithmResult> results, String metric) {
        return results.size() == 1
                ? Objects.requireNonNull(results.get(0).metrics().get(metric))
                : Estimate.exact(results.stream()
                        .map(result -> Objects.requireNonNull(result.metrics().get(metric)))
                        .mapToDouble(Estimate::mean)
                        .average()
                        .orElse(0));
    }

    private static List<Significance> significance(
            List<EvaluatedSplit> splits, Map<String, UserDetails> details, Bootstrap bootstrap) {
        List<String> baselines = List.copyOf(RankingComparison.baselineNames());
        List<Significance> all = new ArrayList<>();
        if (details.size() > 1) {
            for (String family : List.of("ndcg", "recall")) {
                for (int k : splits.get(0).report().k()) {
                    all.addAll(Significance.of(details, family + "@" + k, baselines, bootstrap));
                }
            }
        }
        return all;
    }

    private static List<Breakdown> breakdowns(
            List<EvaluatedSplit> splits, Map<String, UserDetails> details, Bootstrap bootstrap) {
        return details.isEmpty()
                ? List.of()
                : List.of(
                        Breakdown.byActivity(details, criterion(splits), bootstrap),
                        Breakdown.recallByPopularity(details, bootstrap),
                        Breakdown.exposureByPopularity(details, bootstrap));
    }

    private static Map<String, List<AlgorithmResult>> results(List<EvaluatedSplit> splits) {
        return common(
                splits,
                splits.size() == 1 ? EvaluatedSplit::resultsByName : EvaluatedSplit::resultsWithChosen);
    }

    private static <T> Map<String, List<T>> common(
            List<EvaluatedSplit> splits, Function<EvaluatedSplit, Map<String, T>> named) {
        Map<String, List<T>> common = new LinkedHashMap<>();
        List<Map<String, T>> all = splits.stream().map(named).toList();
        for (String name : all.get(0).keySet()) {
            List<T> values = all.stream().map(split -> split.get(name)).filter(Objects::nonNull).toList();
            if (values.size() == splits.size()) {
                common.put(name, values);
            }
        }
        return common;
    }

    EvaluatedSplit first() {
        return splits.get(0);
    }

    boolean hasSeveral() {
        return splits.size() > 1;
    }

    /** The results of each algorithm that all splits have, in the order of the splits. */
    Map<String, List<AlgorithmResult>> results() {
        return results(splits);
    }

    /** The names of all metrics of all algorithms. */
    Set<String> metricNames() {
        Set<String> names = new LinkedHashSet<>();
        metrics.values().forEach(ofOne -> names.addAll(ofOne.keySet()));
        return names;
    }

    /** The metric by which epochs and settings are chosen for rankings. */
    String criterion() {
        return criterion(splits);
    }

    private static String criterion(List<EvaluatedSplit> splits) {
        List<Integer> k = splits.get(0).report().k();
        return "ndcg@" + k.get(k.size() - 1);
    }

    /** Which users the figures are computed from. */
    String usersNote() {
        int users = details.values().stream()
                .findFirst()
                .map(UserDetails::userCount)
                .orElse(first().report().testUsers());
        if (!hasSeveral()) {
            return "Both models of a pair are measured on the same %d users.".formatted(users);
        }
        return sameUsers
                ? "All seeds measure the same %d users; a user counts with the mean over the seeds.".formatted(users)
                : ("The users of all seeds are pooled: %d. A user who is in the test of several seeds counts once for"
                                + " each of them.")
                        .formatted(users);
    }
}
