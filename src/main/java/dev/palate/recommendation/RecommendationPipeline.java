package dev.palate.recommendation;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.core.matrix.SparseVector;
import dev.palate.rating.Rating;
import dev.palate.rating.history.RatedItems;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.scoring.Explainer;
import dev.palate.recommendation.scoring.FoldedUser;
import dev.palate.recommendation.scoring.Reason;
import dev.palate.recommendation.scoring.ScoreSource;
import dev.palate.recommendation.scoring.ScoreSources;
import dev.palate.recommendation.scoring.Scoring;
import dev.palate.recommendation.selection.Candidate;
import dev.palate.recommendation.selection.ListBuilder;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Computes recommendation lists in five steps: resolve the model, fold the user in, score, select, explain. */
@Component
class RecommendationPipeline {

    private final Catalogue catalogue;
    private final ScoreSources sources;
    private final Scoring scoring;
    private final Explainer explainer;

    RecommendationPipeline(Catalogue catalogue, ScoreSources sources, Scoring scoring, Explainer explainer) {
        this.catalogue = catalogue;
        this.sources = sources;
        this.scoring = scoring;
        this.explainer = explainer;
    }

    /** A request after the first two steps: everything that its list depends on. */
    record Resolved(FoldedUser user, CatalogueSnapshot catalogue, RecommendationQuery query) {

        ScoreSource source() {
            return user.source();
        }

        SparseVector ratings() {
            return user.foldIn().known();
        }

        private Scoring.Task scoringTask() {
            return new Scoring.Task(source(), ratings(), new ListBuilder(source().items(), catalogue, query));
        }
    }

    /**
     * Resolves the model for a user, who can be part of a traffic split, and folds the user in.
     *
     * @throws dev.palate.model.version.UnknownAlgorithmException if there is no such algorithm
     */
    Resolved resolve(RatedItems user, RecommendationQuery query) {
        CatalogueSnapshot snapshot = catalogue.snapshot();
        return new Resolved(sources.foldIn(query.model(), user), snapshot, query);
    }

    /** The same for ratings that belong to no user. */
    Resolved resolve(List<Rating> ratings, RecommendationQuery query) {
        CatalogueSnapshot snapshot = catalogue.snapshot();
        return new Resolved(sources.foldIn(query.model(), ratings), snapshot, query);
    }

    /** Scores, selects and explains. */
    Recommendations recommend(Resolved request) {
        return explained(request, scoring.select(request.scoringTask()));
    }

    /**
     * The lists of many requests, in their order.
     *
     * @param requests have the same score source
     */
    List<Recommendations> recommendAll(List<Resolved> requests) {
        List<List<Candidate>> selections =
                scoring.selectAll(requests.stream().map(Resolved::scoringTask).toList());
        List<Recommendations> lists = new ArrayList<>(requests.size());
        for (int k = 0; k < selections.size(); k++) {
            lists.add(explained(requests.get(k), selections.get(k)));
        }
        return lists;
    }

    private Recommendations explained(Resolved request, List<Candidate> candidates) {
        boolean explain = request.query.explain() && request.source().isExplainable();
        List<List<Reason>> reasons = explain
                ? explainer.explain(request.source(), request.ratings(), candidates, request.catalogue)
                : List.of();
        List<RecommendedItem> items = new ArrayList<>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            items.add(new RecommendedItem(
                    request.query.page().offset() + i + 1,
                    candidate.item(),
                    candidate.score(),
                    explain ? reasons.get(i) : List.of()));
        }
        return Recommendations.of(request.source().origin(), items);
    }
}
