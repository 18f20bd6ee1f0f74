package dev.palate.core.evaluation;

import dev.palate.core.matrix.SparseVector;
import dev.palate.core.metrics.Bootstrap;
import dev.palate.core.metrics.Estimate;
import dev.palate.core.metrics.ListMetrics;
import dev.palate.core.metrics.PopularityMetrics;
import dev.palate.core.metrics.RankingMetrics;
import dev.palate.core.model.Ranking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    private record Column(String name, int k, Metric metric, double[] values) {

        void record(int user, Ranked ranked) {
            values[user] = metric.of(ranked, k);
        }
    }

    /** By how much the mean popularity of all lists exceeds that of what their users like. */
    private record Lift(Column lists, Column liked) {

        Estimate estimate(Bootstrap bootstrap) {
            return bootstrap.ratio(lists.values(), liked.values()).plus(-1);
        }
    }

    private final int users;
    private final List<Column> columns = new ArrayList<>();
    private final List<Lift> lifts = new ArrayList<>();

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
    static UserMetrics all(List<Integer> k, ListMetrics lists, int users) {
        PopularityMetrics popularity = lists.popularity();
        UserMetrics metrics = accuracy(k, users);
        metrics.add("hr", k, (user, cut) -> RankingMetrics.hitRate(user.ranking(), user.heldOut(), cut));
        metrics.add("map", k, (user, cut) -> RankingMetrics.averagePrecision(user.ranking(), user.heldOut(), cut));
        metrics.columns.add(new Column("mrr", 0, UserMetrics::reciprocalRank, new double[users]));
        metrics.add("novelty", k, (user, cut) -> popularity.novelty(user.ranking(), cut));
        metrics.add("popularity-percentile", k, (user, cut) -> popularity.percentile(user.ranking(), cut));
        k.forEach(cut -> metrics.lifts.add(lift(lists, cut, users)));
        lists.categories().ifPresent(known -> {
            metrics.add("diversity", k, (user, cut) -> known.diversity(user.ranking(), cut));
            metrics.add(
                    "calibration",
                    k,
                    (user, cut) -> known.calibration(lists.liked(user.foldIn()), user.ranking(), cut));
        });
        return metrics;
    }

    /** Users of whom nothing is known do not count. */
    private static Lift lift(ListMetrics lists, int k, int users) {
        PopularityMetrics popularity = lists.popularity();
        Metric liked = (user, cut) -> popularity.popularity(lists.liked(user.foldIn()));
        Metric list = (user, cut) -> liked.of(user, cut) > 0 ? popularity.popularity(user.ranking(), cut) : 0;
        String name = "popularity-lift@" + k;
        return new Lift(new Column(name, k, list, new double[users]), new Column(name, k, liked, new double[users]));
    }

    private void add(String name, List<Integer> k, Metric metric) {
        k.forEach(cut -> columns.add(new Column(name + "@" + cut, cut, metric, new double[users])));
    }

    private static double reciprocalRank(Ranked user, int unused) {
        return RankingMetrics.reciprocalRank(
                user.scores(), user.offset(), user.itemCount(), user.foldIn(), user.heldOut());
    }

    void record(int user, Ranked ranked) {
        columns.forEach(column -> column.record(user, ranked));
        lifts.forEach(lift -> {
            lift.lists().record(user, ranked);
            lift.liked().record(user, ranked);
        });
    }

    /** The value of each user, by metric. */
    Map<String, double[]> values() {
        Map<String, double[]> values = new LinkedHashMap<>();
        columns.forEach(column -> values.put(column.name(), column.values()));
        return values;
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
        lifts.forEach(lift -> estimates.put(lift.lists().name(), lift.estimate(bootstrap)));
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
