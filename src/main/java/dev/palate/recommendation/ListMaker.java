package dev.palate.recommendation;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.core.matrix.SparseVector;
import dev.palate.recommendation.ListBuilder.Candidate;
import dev.palate.recommendation.ScoreSources.Folded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes the lists of users. */
@Component
class ListMaker {

    private final Scoring scoring;
    private final Explainer explainer;
    private final MadeLists madeLists;
    private final RecommendationMetrics metrics;

    ListMaker(Scoring scoring, Explainer explainer, MadeLists madeLists, RecommendationMetrics metrics) {
        this.scoring = scoring;
        this.explainer = explainer;
        this.madeLists = madeLists;
        this.metrics = metrics;
    }

    /** The list that {@code key} stands for, if it was made lately. */
    Optional<MadeList> before(ListKey key) {
        return madeLists.find(key);
    }

    /** Gives a list that was made before. */
    Recommendations again(MadeList before) {
        metrics.asked(true);
        return before.list();
    }

    /** Makes the list that {@code key} stands for, and remembers it. */
    Recommendations ofUser(ListKey key, ContentDigest content, Folded user, CatalogueSnapshot catalogue) {
        metrics.asked(false);
        Recommendations made = make(user, catalogue, key.query());
        madeLists.keep(key, new MadeList(content, made));
        return made;
    }

    Recommendations make(Folded user, CatalogueSnapshot catalogue, RecommendationQuery query) {
        ScoreSource source = user.source();
        SparseVector ratings = user.foldIn().known();
        ListBuilder builder = new ListBuilder(source.items(), catalogue, query);
        return explained(source, ratings, scoring.candidates(source, ratings, builder), catalogue, query);
    }

    /**
     * The lists of many users of one source.
     *
     * @param users what {@code source} folded in
     */
    List<Recommendations> makeAll(
            ScoreSource source, List<SparseVector> users, CatalogueSnapshot catalogue, RecommendationQuery query) {
        ListBuilder builder = new ListBuilder(source.items(), catalogue, query);
        List<List<Candidate>> candidates = scoring.candidates(source, users, builder);
        List<Recommendations> lists = new ArrayList<>(users.size());
        for (int k = 0; k < candidates.size(); k++) {
            lists.add(explained(source, users.get(k), candidates.get(k), catalogue, query));
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
        return Recommendations.of(source.origin(), items);
    }
}
