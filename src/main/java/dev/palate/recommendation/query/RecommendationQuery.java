package dev.palate.recommendation.query;

/**
 * What a recommendation list is asked for, independent of the user.
 *
 * @param explain whether each item names the ratings that contributed to it
 */
public record RecommendationQuery(
        ModelChoice model,
        CandidateRules candidates,
        ListPage page,
        ListOrder order,
        ListRules rules,
        boolean explain) {

    /** The {@code k} best unrated items according to {@code model}. */
    public static RecommendationQuery top(int k, ModelChoice model) {
        return new RecommendationQuery(
                model, CandidateRules.UNRATED, ListPage.first(k), ListOrder.BY_SCORE, ListRules.NONE, false);
    }

    public RecommendationQuery withCandidates(CandidateRules newCandidates) {
        return new RecommendationQuery(model, newCandidates, page, order, rules, explain);
    }

    public RecommendationQuery withPage(ListPage newPage) {
        return new RecommendationQuery(model, candidates, newPage, order, rules, explain);
    }

    public RecommendationQuery withRules(ListRules newRules) {
        return new RecommendationQuery(model, candidates, page, order, newRules, explain);
    }

    /** An equal query for the keys of caches: its rules cannot be evaluated and need no more memory than their texts. */
    public RecommendationQuery text() {
        return rules.equals(ListRules.NONE) ? this : withRules(rules.texts());
    }

    public RecommendationQuery explained(boolean newExplain) {
        return new RecommendationQuery(model, candidates, page, order, rules, newExplain);
    }

    public RecommendationQuery withModel(ModelChoice newModel) {
        return new RecommendationQuery(newModel, candidates, page, order, rules, explain);
    }
}
