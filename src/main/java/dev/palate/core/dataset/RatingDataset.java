package dev.palate.core.dataset;

import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.split.TimedRatings;

/**
 * Ratings with their external ids. Users and items are ordered by the length of the id and then the id, which puts numeric
 * ids in ascending order.
 *
 * @param timed {@code [users x items]}
 * @param hasTimes whether every rating had a time; else all times are 0
 */
public record RatingDataset(TimedRatings timed, IdIndex users, IdIndex items, boolean hasTimes) {

    public RatingMatrix ratings() {
        return timed.ratings();
    }
}
