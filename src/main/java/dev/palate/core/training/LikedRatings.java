package dev.palate.core.training;

import dev.palate.core.hyperparameter.Hyperparameter;

/** Which ratings a ranking model learns from, and how much they count in a fold-in: the hyper-parameters of every such algorithm. */
public record LikedRatings(
        @Hyperparameter(value = "Ratings of at least this count as 1. In rating units.", min = -1e6, max = 1e6)
        double threshold,

        @Hyperparameter(
                value =
                        "What a rating one unit below the threshold counts in training, one two units below its square and so on."
                                + " 0: low ratings do not count. In a fold-in they never do.",
                min = 0,
                max = 1,
                tune = "0 | 0.3 | 0.5 | 0.7")
        double lowWeight,

        @Hyperparameter(value = RECENCY_MEANING, min = 0, max = MOST_RECENCY, tune = RECENCY_TUNE)
        double recency) {

    /** The name of the weight of low ratings. */
    public static final String LOW_WEIGHT = "lowWeight";

    /** The name of the hyper-parameter that only scoring uses. */
    public static final String RECENCY = "recency";

    public static final String RECENCY_MEANING =
            "How much less an older item of the fold-in counts: (1 + number of later items) to the power of minus this. 0: all"
                    + " items count alike. Only scoring uses it, not training.";

    public static final double MOST_RECENCY = 5;
    public static final String RECENCY_TUNE = "0 | 0.3 | 0.7 | 1";

    /** Only ratings of at least {@code threshold}, all alike. */
    public static LikedRatings atLeast(double threshold) {
        return new LikedRatings(threshold, 0, 0);
    }

    public LikedRatings withLowWeight(double newLowWeight) {
        return new LikedRatings(threshold, newLowWeight, recency);
    }

    public LikedRatings withRecency(double newRecency) {
        return new LikedRatings(threshold, lowWeight, newRecency);
    }
}
