package dev.palate.core.evaluation.detail;

import dev.palate.core.metrics.Bootstrap;
import dev.palate.core.metrics.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One metric of several models by groups of users or items. It consists of JDK types, so it can be published as JSON.
 *
 * @param title what is measured
 * @param counted what the size of a group counts; empty if nothing is counted
 * @param groups in their order
 */
public record Breakdown(String title, String counted, List<Group> groups) {

    private static final int QUARTILES = 4;

    /**
     * One group.
     *
     * @param name such as {@code 21 to 53 items}
     * @param size the number of what is counted
     * @param results of each model, by its name
     */
    public record Group(String name, long size, Map<String, Estimate> results) {}

    public Breakdown {
        groups = List.copyOf(groups);
    }

    /** A metric by quartiles of the number of items that the model is shown; users with equal numbers are in the same group. */
    public static Breakdown byActivity(Map<String, UserDetails> models, String metric, Bootstrap bootstrap) {
        UserDetails any = models.values().iterator().next();
        int[] sorted = IntStream.range(0, any.userCount())
                .map(any::foldInSize)
                .sorted()
                .toArray();
        List<Group> groups = new ArrayList<>();
        int from = 0;
        for (int quartile = 1; quartile <= QUARTILES && from <= last(sorted); quartile++) {
            int to = quartile == QUARTILES ? last(sorted) : sorted[(sorted.length - 1) * quartile / QUARTILES];
            if (to >= from) {
                groups.add(activityGroup(models, metric, bootstrap, from, to));
                from = to + 1;
            }
        }
        return new Breakdown(metric + " by the number of items that the model is shown", "users", groups);
    }

    private static int last(int[] sorted) {
        return sorted.length == 0 ? -1 : sorted[sorted.length - 1];
    }

    private static Group activityGroup(
            Map<String, UserDetails> models, String metric, Bootstrap bootstrap, int from, int to) {
        UserDetails any = models.values().iterator().next();
        int[] users = IntStream.range(0, any.userCount())
                .filter(user -> any.foldInSize(user) >= from && any.foldInSize(user) <= to)
                .toArray();
        int least = IntStream.of(users).map(any::foldInSize).min().orElse(from);
        return new Group(
                least == to ? to + " items" : least + " to " + to + " items", users.length, results(models, details -> {
                    double[] values = details.valuesOf(metric);
                    return bootstrap.mean(Arrays.stream(users)
                            .mapToDouble(user -> values[user])
                            .toArray());
                }));
    }

    /** The share of the held-out items of each group of items that the lists have. */
    public static Breakdown recallByPopularity(Map<String, UserDetails> models, Bootstrap bootstrap) {
        return byPopularity(
                "Share of the held-out items that the lists have",
                models,
                hits -> bootstrap.ratio(hits.found(), hits.heldOut()));
    }

    /** The share of the places of all lists that each group of items has. */
    public static Breakdown exposureByPopularity(Map<String, UserDetails> models, Bootstrap bootstrap) {
        return byPopularity(
                "Share of the places of the lists", models, hits -> bootstrap.ratio(hits.listed(), hits.lengths()));
    }

    private static Breakdown byPopularity(
            String title, Map<String, UserDetails> models, Function<GroupHits, Estimate> estimate) {
        List<GroupHits> any = models.values().iterator().next().hits();
        List<Group> groups = IntStream.range(0, any.size())
                .mapToObj(group -> new Group(
                        any.get(group).name(),
                        Math.round(Arrays.stream(any.get(group).heldOut()).sum()),
                        results(models, details -> estimate.apply(details.hits().get(group)))))
                .toList();
        return new Breakdown(title, "held-out items", groups);
    }

    private static Map<String, Estimate> results(
            Map<String, UserDetails> models, Function<UserDetails, Estimate> estimate) {
        Map<String, Estimate> results = new LinkedHashMap<>();
        models.forEach((name, details) -> results.put(name, estimate.apply(details)));
        return results;
    }
}
