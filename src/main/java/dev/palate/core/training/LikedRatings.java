package dev.palate.core.training;

import dev.palate.core.hyperparameter.Hyperparameter;

/** Which ratings a ranking model learns from: the hyper-parameters that every such algorithm has. */
public record LikedRatings(
        @Hyperparameter(value = "Ratings of at least this count as 1. In rating units.", min = -1e6, max = 1e6)
        double threshold,

        @Hyperparameter(
                value = "What a rating one unit below the threshold counts in training, one two units below its square and so on."
                        + " 0: low ratings do not count. In a fold-in they never do.",
                min = 0,
                max = 1,
                tune = "0 | 0.3 | 0.5 | 0.7")
        double lowWeight) {

    /** Only ratings of at least {@code threshold}. */
    public static LikedRatings atLeast(double threshold) {
        return new LikedRatings(threshold, 0);
    }
}
