package dev.palate.core.metrics;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import java.util.Optional;

/**
 * The measures of lists beyond accuracy.
 *
 * @param popularity among the training users, for novelty and the popularity of lists
 * @param groups of the items by this popularity
 * @param categories for diversity and calibration, which are not measured without categories
 * @param threshold the least rating of an item that its user likes
 */
public record ListMetrics(
        PopularityMetrics popularity, PopularityGroups groups, Optional<ItemCategories> categories, float threshold) {

    /** With the popularity among the users of {@code train} who like an item. */
    public static ListMetrics of(RatingMatrix train, Optional<ItemCategories> categories, double threshold) {
        RatingMatrix relevant = train.atLeast((float) threshold);
        return new ListMetrics(
                PopularityMetrics.of(relevant), PopularityGroups.of(relevant), categories, (float) threshold);
    }

    /** The rated items that the user likes. */
    public SparseVector liked(SparseVector ratings) {
        return ratings.filter(at -> ratings.value(at) >= threshold);
    }
}
