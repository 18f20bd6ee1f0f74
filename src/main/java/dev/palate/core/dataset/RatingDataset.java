package dev.palate.core.dataset;

import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.split.TimedRatings;

/**
 * Ratings with their external ids. Users and items are ordered by the length of the id and then the id, which puts numeric
 * ids in ascending order.
 *
 * @param timed {@code [users x items]}; the time of a rating is the place of its line in the file's chronological order
 * @param hasTimes whether every rating had a time; else the order is that of the file
 */
public record RatingDataset(TimedRatings timed, IdIndex users, IdIndex items, boolean hasTimes) {

    public RatingMatrix ratings() {
        return timed.ratings();
    }
}
