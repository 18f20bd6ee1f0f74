package dev.palate.recommendation;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.model.serving.ServedModel;
import dev.palate.overload.MemoryBudget;
import dev.palate.rating.history.Preference;
import dev.palate.rating.history.UserHistory;
import dev.palate.recommendation.RecommendedItem.Adjustment;
import dev.palate.recommendation.newitem.NewItems;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.rules.RuleEvaluation;
import dev.palate.recommendation.rules.RuleEvaluator;
import dev.palate.recommendation.scoring.Explainer;
import dev.palate.recommendation.scoring.FoldedUser;
import dev.palate.recommendation.scoring.Reason;
import dev.palate.recommendation.scoring.ScoreSource;
import dev.palate.recommendation.scoring.ScoreSources;
import dev.palate.recommendation.scoring.Scoring;
import dev.palate.recommendation.selection.Candidate;
import dev.palate.recommendation.selection.Fading;
import dev.palate.recommendation.selection.ListBuilder;
import dev.palate.recommendation.selection.NewCandidates;
import dev.palate.recommendation.selection.ScoredItems;
import dev.palate.rule.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Computes recommendation lists in five steps: resolve the model, fold the user in, score, select, explain. Each step reserves the
 * memory that it needs for one request.
 */
@Component
class RecommendationPipeline {

    /** A preference in the history and in the fold-in. */
    private static final long PREFERENCE_BYTES = 104;

    /** An item in the ranking. */
    private static final long RANKED_BYTES = 16;

    /** An item with its score in the list and in the response. */
    private static final long ITEM_BYTES = 250;

    /** The three reasons of an item. */
    private static final long REASONS_BYTES = 300;

    private static final long CATEGORY_BYTES = 250;

    /** The predicted score of a known item, and both sorted. */
    private static final long PREDICTED_BYTES = 20;

    private final Catalogue catalogue;
    private final ScoreSources sources;
    private final Scoring scoring;
    private final Explainer explainer;
    private final NewItems newItems;
    private final RuleEvaluator rules;
    private final MemoryBudget memory;

    RecommendationPipeline(
            Catalogue catalogue,
            ScoreSources sources,
            Scoring scoring,
            Explainer explainer,
            NewItems newItems,
            RuleEvaluator rules,
            MemoryBudget memory) {
        this.catalogue = catalogue;
        this.sources = sources;
        this.scoring = scoring;
        this.explainer = explainer;
        this.newItems = newItems;
        this.rules = rules;
        this.memory = memory;
    }

    /** A request after the first two steps: everything that its list depends on. */
    record Resolved(
            FoldedUser user,
            CatalogueSnapshot catalogue,
            RecommendationQuery query,
            Fading fading,
            RuleEvaluation rules) {

        ScoreSource source() {
            return user.source();
        }

        private Scoring.Task scoringTask(NewItems newItems) {
            NewCandidates candidates = newItems.of(source(), user.foldIn(), catalogue, query);
            ScoredItems scored = new ScoredItems(source().items(), source().scoresAreLogits());
            return new Scoring.Task(
                    source(),
                    user.foldIn(),
                    new ListBuilder(scored, catalogue, query, rules.evaluated(), fading, candidates));
        }
    }

    /**
     * Resolves the model for a user, who can be part of a traffic split, and folds the user in.
     *
     * @param fading the items that the user ignored
     * @throws dev.palate.model.version.UnknownAlgorithmException if there is no such algorithm
     */
    Resolved resolve(UserHistory user, RecommendationQuery query, Fading fading) {
        memory.reserve(PREFERENCE_BYTES * user.preferences().size());
        CatalogueSnapshot snapshot = catalogue.snapshot();
        RuleEvaluation evaluation = rules.of(query.rules(), snapshot, user);
        return new Resolved(sources.foldIn(query.model(), user), snapshot, query, fading, evaluation);
    }

    /** The same with a model that was chosen before, outside of any traffic split; empty: popularity. */
    Resolved resolve(UserHistory user, RecommendationQuery query, Fading fading, Optional<ServedModel> model) {
        CatalogueSnapshot snapshot = catalogue.snapshot();
        RuleEvaluation evaluation = rules.of(query.rules(), snapshot, user);
        return new Resolved(sources.foldIn(model, query.model(), user), snapshot, query, fading, evaluation);
    }

    /**
     * The same outside of any traffic split, for preferences that need not belong to a user.
     *
     * @param visitor what rules can read of the user; null: nothing
     */
    Resolved resolve(
            List<Preference> preferences, List<String> excluded, RecommendationQuery query, @Nullable Subject visitor) {
        memory.reserve(PREFERENCE_BYTES * preferences.size());
        CatalogueSnapshot snapshot = catalogue.snapshot();
        RuleEvaluation evaluation = rules.of(query.rules(), snapshot, visitor);
        return new Resolved(
                sources.foldIn(query.model(), preferences, excluded), snapshot, query, Fading.NONE, evaluation);
    }

    /** Scores, selects and explains. */
    Recommendations recommend(Resolved request) {
        memory.reserve(RANKED_BYTES * request.query.page().end()
                + Float.BYTES * (long) request.source().items().size());
        reserveNewItems(request);
        return explained(request, scoring.select(request.scoringTask(newItems)), 1);
    }

    /**
     * The lists of many requests, in their order.
     *
     * @param requests have the same score source
     * @param lists the number of lists of the whole batch
     */
    List<Recommendations> recommendAll(List<Resolved> requests, int lists) {
        memory.reserve(RANKED_BYTES * requests.get(0).query.page().end());
        reserveNewItems(requests.get(0));
        List<List<Candidate>> selections = scoring.selectAll(
                requests.stream().map(request -> request.scoringTask(newItems)).toList());
        List<Recommendations> computed = new ArrayList<>(requests.size());
        for (int k = 0; k < selections.size(); k++) {
            computed.add(explained(requests.get(k), selections.get(k), lists));
        }
        return computed;
    }

    private void reserveNewItems(Resolved request) {
        if (request.query.candidates().newItems() > 0) {
            memory.reserve(
                    PREDICTED_BYTES * request.source().items().size() + Float.BYTES * (long) request.catalogue.size());
        }
    }

    private Recommendations explained(Resolved request, List<Candidate> candidates, int lists) {
        request.rules.requireComplete();
        long categories = candidates.stream()
                .mapToLong(candidate -> candidate.item().categories().size())
                .sum();
        long reasonBytes = request.query.explain() ? REASONS_BYTES : 0;
        memory.reserve((ITEM_BYTES + reasonBytes) * candidates.size() + CATEGORY_BYTES * categories);
        boolean explain = request.query.explain() && request.source().isExplainable();
        List<List<Reason>> reasons = explain
                ? explainer.explain(request.source(), request.user.foldIn(), candidates, request.catalogue, lists)
                : List.of();
        List<RecommendedItem> items = new ArrayList<>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            items.add(new RecommendedItem(
                    request.query.page().offset() + i + 1,
                    candidate.item(),
                    candidate.score(),
                    new Adjustment(
                            fade(candidate, request.fading),
                            candidate.changes().boost(),
                            candidate.changes().pinned()),
                    explain ? reasons.get(i) : List.of(),
                    candidate.isNew(),
                    candidate.attributes()));
        }
        return Recommendations.of(request.source().origin(), items)
                .withReason(items.isEmpty() ? request.rules.reason() : null);
    }

    private static @Nullable Fade fade(Candidate candidate, Fading fading) {
        Integer shown = fading.shown().get(candidate.item().id());
        return shown == null ? null : Fade.ofShown(shown, candidate.changes().faded());
    }
}
