package dev.palate.core.evaluation;

import dev.palate.core.matrix.SparseVector;
import dev.palate.core.metrics.Bootstrap;
import dev.palate.core.metrics.Estimate;
import dev.palate.core.metrics.ItemCategories;
import dev.palate.core.metrics.PopularityMetrics;
import dev.palate.core.metrics.RankingMetrics;
import dev.palate.core.model.Ranking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The value of each metric for each user. Several threads may record users, but only one thread each user. */
final class UserMetrics {

    /** One user's value of one metric. */
    @FunctionalInterface
    private interface Metric {
        double of(Ranked user, int k);
    }

    /**
     * One user's ranking.
     *
     * @param scores {@code [itemCount]} from {@code offset}
     */
    @SuppressWarnings("ArrayRecordComponent") // lives for one call
    record Ranked(
            Ranking ranking, float[] scores, int offset, int itemCount, SparseVector foldIn, SparseVector heldOut) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Column(String name, int k, Metric metric, double[] values) {}

    private final int users;
    private final List<Column> columns = new ArrayList<>();

    private UserMetrics(int users) {
        this.users = users;
    }

    /** {@code ndcg@k} and {@code recall@k}. */
    static UserMetrics accuracy(List<Integer> k, int users) {
        UserMetrics metrics = new UserMetrics(users);
        metrics.add("ndcg", k, (user, cut) -> RankingMetrics.ndcg(user.ranking(), user.heldOut(), cut));
        metrics.add("recall", k, (user, cut) -> RankingMetrics.recall(user.ranking(), user.heldOut(), cut));
        return metrics;
    }

    /** The metrics of {@link #accuracy}, followed by all others. */
    static UserMetrics all(
            List<Integer> k, PopularityMetrics popularity, Optional<ItemCategories> categories, int users) {
        UserMetrics metrics = accuracy(k, users);
        metrics.add("hr", k, (user, cut) -> RankingMetrics.hitRate(user.ranking(), user.heldOut(), cut));
        metrics.add("map", k, (user, cut) -> RankingMetrics.averagePrecision(user.ranking(), user.heldOut(), cut));
        metrics.columns.add(new Column("mrr", 0, UserMetrics::reciprocalRank, new double[users]));
        metrics.add("novelty", k, (user, cut) -> popularity.novelty(user.ranking(), cut));
        metrics.add("popularity-percentile", k, (user, cut) -> popularity.percentile(user.ranking(), cut));
        categories.ifPresent(known -> metrics.add("diversity", k, (user, cut) -> known.diversity(user.ranking(), cut)));
        return metrics;
    }

    private void add(String name, List<Integer> k, Metric metric) {
        k.forEach(cut -> columns.add(new Column(name + "@" + cut, cut, metric, new double[users])));
    }

    private static double reciprocalRank(Ranked user, int unused) {
        return RankingMetrics.reciprocalRank(
                user.scores(), user.offset(), user.itemCount(), user.foldIn(), user.heldOut());
    }

    void record(int user, Ranked ranked) {
        columns.forEach(column -> column.values()[user] = column.metric().of(ranked, column.k()));
    }

    Map<String, Double> means() {
        Map<String, Double> means = new LinkedHashMap<>();
        columns.forEach(column -> means.put(
                column.name(), Arrays.stream(column.values()).average().orElse(0)));
        return means;
    }

    Map<String, Estimate> estimates(Bootstrap bootstrap) {
        return estimates(bootstrap, users);
    }

    /** The intervals over {@code distinct} users, each of whom has the rows with the same index modulo their number. */
    Map<String, Estimate> estimates(Bootstrap bootstrap, int distinct) {
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        columns.forEach(column -> estimates.put(column.name(), bootstrap.mean(means(column.values(), distinct))));
        return estimates;
    }

    private static double[] means(double[] values, int distinct) {
        if (distinct == values.length) {
            return values;
        }
        double[] means = new double[distinct];
        double share = (double) distinct / values.length;
        for (int row = 0; row < values.length; row++) {
            means[row % distinct] += values[row] * share;
        }
        return means;
    }
}
