package dev.palate.recommendation;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.recommendation.ListBuilder.Candidate;
import dev.palate.recommendation.ScoreSources.Folded;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Scores users and makes their lists. */
@Component
class ListMaker {

    /** The most scores that a batch holds at a time: 8 MB. */
    private static final int BLOCK = 1 << 21;

    private final ScoreBuffers buffers;
    private final Explainer explainer;
    private final RecommendationMetrics metrics;

    ListMaker(ScoreBuffers buffers, Explainer explainer, RecommendationMetrics metrics) {
        this.buffers = buffers;
        this.explainer = explainer;
        this.metrics = metrics;
    }

    Recommendations make(Folded user, CatalogueSnapshot catalogue, RecommendationQuery query) {
        ScoreSource source = user.source();
        SparseVector ratings = user.foldIn().known();
        ListBuilder builder = new ListBuilder(source.items(), catalogue, query);
        List<Candidate> list;
        float[] scores = buffers.borrow(source.items().size());
        try {
            Timer.Sample sample = metrics.start();
            source.score(ratings, scores);
            metrics.scored(sample, source.origin());
            list = builder.build(scores, 0, ratings);
        } finally {
            buffers.giveBack(scores);
        }
        return explained(source, ratings, list, catalogue, query);
    }

    /**
     * The lists of many users of one source, scored as the rows of one matrix, a bounded block at a time.
     *
     * @param users what {@code source} folded in
     */
    List<Recommendations> makeAll(
            ScoreSource source, List<SparseVector> users, CatalogueSnapshot catalogue, RecommendationQuery query) {
        int items = source.items().size();
        int blockRows = Math.max(1, Math.min(users.size(), BLOCK / Math.max(1, items)));
        RatingMatrix matrix = RatingMatrix.of(items, users);
        ListBuilder builder = new ListBuilder(source.items(), catalogue, query);
        List<Recommendations> lists = new ArrayList<>(users.size());
        float[] scores = buffers.borrow(blockRows * items);
        try {
            for (int from = 0; from < users.size(); from += blockRows) {
                int to = Math.min(from + blockRows, users.size());
                Timer.Sample sample = metrics.start();
                source.scoreRows(matrix, from, to, scores);
                metrics.scored(sample, source.origin());
                for (int row = from; row < to; row++) {
                    SparseVector ratings = users.get(row);
                    List<Candidate> list = builder.build(scores, (row - from) * items, ratings);
                    lists.add(explained(source, ratings, list, catalogue, query));
                }
            }
        } finally {
            buffers.giveBack(scores);
        }
        return lists;
    }

    private Recommendations explained(
            ScoreSource source,
            SparseVector ratings,
            List<Candidate> list,
            CatalogueSnapshot catalogue,
            RecommendationQuery query) {
        boolean explain = query.explain() && source instanceof ScoreSource.OfModel;
        List<List<Reason>> reasons = explain ? explainer.explain(source, ratings, list, catalogue) : List.of();
        List<RecommendedItem> items = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            Candidate candidate = list.get(i);
            items.add(new RecommendedItem(
                    query.offset() + i + 1, candidate.item(), candidate.score(), explain ? reasons.get(i) : List.of()));
        }
        return new Recommendations(source.origin(), items);
    }
}
