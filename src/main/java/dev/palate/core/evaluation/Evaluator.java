package dev.palate.core.evaluation;

import dev.palate.core.evaluation.UserMetrics.Ranked;
import dev.palate.core.evaluation.detail.GroupHits;
import dev.palate.core.evaluation.detail.MeasureListener;
import dev.palate.core.evaluation.detail.UserDetails;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.metrics.Bootstrap;
import dev.palate.core.metrics.Estimate;
import dev.palate.core.metrics.ListMetrics;
import dev.palate.core.metrics.PopularityGroups;
import dev.palate.core.metrics.RankingMetrics;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Ranking;
import dev.palate.core.model.TopN;
import dev.palate.core.parallel.Parallel;
import dev.palate.core.split.HeldOutUsers;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures a model's rankings of the whole catalogue for held-out users, in batches of users on several threads; the cost is
 * linear in users times items. The results depend neither on the batches nor on the threads.
 *
 * @param k cut-offs, ascending
 * @param lists measures lists beyond accuracy
 */
public record Evaluator(List<Integer> k, ListMetrics lists, Bootstrap bootstrap, int threads) {

    /** Scores that each thread holds at a time; 4 MB. */
    private static final int BATCH_SCORES = 1 << 20;

    public Evaluator {
        k = List.copyOf(k);
    }

    /**
     * All ranking metrics by name: {@code ndcg@k}, {@code recall@k}, {@code hr@k}, {@code map@k}, {@code mrr}
     * (over the whole ranking), {@code novelty@k}, {@code popularity-percentile@k}, {@code diversity@k},
     * {@code calibration@k} (the divergence of the categories of the list from those of the fold-in; lower is better),
     * {@code popularity-lift@k} (by how much the lists are more popular than the fold-ins, relative to these) and {@code coverage@k}
     * (the share of the catalogue that is shown to any user; no interval). Empty without users.
     */
    public Map<String, Estimate> measure(ItemScorer model, HeldOutUsers users) {
        return measure(model, users, MeasureListener.SILENT);
    }

    /** The same; {@code listener} receives the progress and the values of each user. */
    Map<String, Estimate> measure(ItemScorer model, HeldOutUsers users, MeasureListener listener) {
        if (users.count() == 0) {
            return Map.of();
        }
        UserMetrics metrics = UserMetrics.all(k, lists, users.count());
        List<List<BitSet>> shown = Stream.generate(
                        () -> k.stream().map(cut -> new BitSet()).toList())
                .limit(threads)
                .toList();
        List<GroupHits> hits = PopularityGroups.NAMES.stream()
                .map(name -> GroupHits.none(name, users.count()))
                .toList();
        AtomicInteger done = new AtomicInteger();
        rank(model, users, (worker, user, ranked) -> {
            metrics.record(user, ranked);
            show(shown.get(worker), ranked.ranking());
            count(hits, user, ranked);
            listener.onUsers(done.incrementAndGet(), users.count());
        });
        listener.onDetails(new UserDetails(sizes(users.foldIn()), metrics.values(), hits));
        Map<String, Estimate> estimates = metrics.estimates(bootstrap);
        estimates.putAll(coverage(shown, model.itemCount()));
        return estimates;
    }

    private static int[] sizes(RatingMatrix rows) {
        return IntStream.range(0, rows.rowCount())
                .map(row -> rows.rowStart(row + 1) - rows.rowStart(row))
                .toArray();
    }

    private void count(List<GroupHits> hits, int user, Ranked ranked) {
        Ranking ranking = ranked.ranking();
        hits.forEach(group -> group.lengths()[user] = ranking.size());
        for (int position = 0; position < ranking.size(); position++) {
            GroupHits group = hits.get(lists.groups().of(ranking.item(position)));
            group.listed()[user]++;
            group.found()[user] += ranked.heldOut().contains(ranking.item(position)) ? 1 : 0;
        }
        for (int at = 0; at < ranked.heldOut().size(); at++) {
            hits.get(lists.groups().of(ranked.heldOut().index(at))).heldOut()[user]++;
        }
    }

    /** Only the means of {@code ndcg@k} and {@code recall@k}, for use between epochs. */
    public Map<String, Double> validate(ItemScorer model, HeldOutUsers users) {
        UserMetrics metrics = UserMetrics.accuracy(k, users.count());
        rank(model, users, (worker, user, ranked) -> metrics.record(user, ranked));
        return metrics.means();
    }

    /**
     * {@code ndcg@k} and {@code recall@k} with their intervals.
     *
     * @param distinct the number of different users; row {@code r} of {@code rows} belongs to user {@code r % distinct}
     */
    Map<String, Estimate> accuracy(ItemScorer model, HeldOutUsers rows, int distinct) {
        UserMetrics metrics = UserMetrics.accuracy(k, rows.count());
        rank(model, rows, (worker, user, ranked) -> metrics.record(user, ranked));
        return metrics.estimates(bootstrap, distinct);
    }

    /** The NDCG of the longest cut-off for each user. */
    double[] ndcg(ItemScorer model, HeldOutUsers users) {
        double[] values = new double[users.count()];
        rank(
                model,
                users,
                (worker, user, ranked) ->
                        values[user] = RankingMetrics.ndcg(ranked.ranking(), ranked.heldOut(), longest()));
        return values;
    }

    /** The name of the metric that compares models and epochs: the NDCG of the longest cut-off. */
    String criterion() {
        return "ndcg@" + longest();
    }

    private int longest() {
        return k.get(k.size() - 1);
    }

    /** Receives each user's ranking; called on several threads, once for each user. */
    @FunctionalInterface
    private interface Visitor {
        void visit(int worker, int user, Ranked ranked);
    }

    private void rank(ItemScorer model, HeldOutUsers users, Visitor visitor) {
        int items = model.itemCount();
        int batch = Math.max(1, Math.min(BATCH_SCORES / Math.max(1, items), (users.count() + threads - 1) / threads));
        List<float[]> buffers = Stream.generate(() -> new float[Math.multiplyExact(batch, items)])
                .limit(threads)
                .toList();
        Parallel.run(threads, (users.count() + batch - 1) / batch, (worker, task) -> {
            float[] scores = buffers.get(worker);
            int from = task * batch;
            int to = Math.min(users.count(), from + batch);
            model.scoreRows(users.foldIn(), from, to, scores);
            for (int user = from; user < to; user++) {
                visitor.visit(worker, user, rank(users, user, scores, (user - from) * items, items));
            }
        });
    }

    private Ranked rank(HeldOutUsers users, int user, float[] scores, int offset, int items) {
        SparseVector foldIn = users.foldIn().row(user);
        Ranking ranking = TopN.select(scores, offset, items, longest(), item -> !foldIn.contains(item));
        return new Ranked(
                ranking, scores, offset, items, foldIn, users.heldOut().row(user));
    }

    private void show(List<BitSet> shown, Ranking ranking) {
        for (int cut = 0; cut < shown.size(); cut++) {
            for (int position = 0; position < Math.min(k.get(cut), ranking.size()); position++) {
                shown.get(cut).set(ranking.item(position));
            }
        }
    }

    private Map<String, Estimate> coverage(List<List<BitSet>> shown, int items) {
        Map<String, Estimate> coverage = new LinkedHashMap<>();
        for (int cut = 0; cut < k.size(); cut++) {
            BitSet union = new BitSet();
            for (List<BitSet> worker : shown) {
                union.or(worker.get(cut));
            }
            coverage.put("coverage@" + k.get(cut), Estimate.exact((double) union.cardinality() / Math.max(1, items)));
        }
        return coverage;
    }
}
