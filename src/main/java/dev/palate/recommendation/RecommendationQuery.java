package dev.palate.recommendation;

/**
 * What is asked, whoever it is asked for.
 *
 * @param k the length of the list, 1 to {@link #MAX_K}
 * @param offset how many of the best are passed over
 * @param diversity 0 (the model's order) to 1 (categories alone), see {@link Diversity}
 * @param explain whether each item names the ratings that carried it
 */
public record RecommendationQuery(
        ModelChoice model, CandidateRules candidates, int k, int offset, double diversity, boolean explain) {

    public static final int MAX_K = 1000;
    public static final int DEFAULT_K = 30;

    /** The {@code k} best unrated items by {@code model}. */
    public static RecommendationQuery top(int k, ModelChoice model) {
        return new RecommendationQuery(model, CandidateRules.UNRATED, k, 0, 0, false);
    }

    public RecommendationQuery withCandidates(CandidateRules newCandidates) {
        return new RecommendationQuery(model, newCandidates, k, offset, diversity, explain);
    }

    public RecommendationQuery withModel(ModelChoice newModel) {
        return new RecommendationQuery(newModel, candidates, k, offset, diversity, explain);
    }
}
