package dev.palate.ratingfile.dataset;

import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.metrics.ItemCategories;
import dev.palate.core.newitem.ItemDescription;
import dev.palate.core.split.TimedRatings;
import java.util.List;
import java.util.Optional;

/**
 * Ratings with their external ids. Users and items are ordered by the length of the id and then the id, which puts numeric
 * ids in ascending order.
 *
 * @param timed {@code [users x items]}; the time of a rating is the position of its record in the file's chronological order
 * @param hasValues whether the file has values; otherwise every value is 1
 * @param hasTimes whether every rating had a time; otherwise the order is that of the file
 * @param categories of the items, if the files include a MovieLens release's items
 * @param descriptions of the items by index, in the same case
 */
public record RatingDataset(
        TimedRatings timed,
        IdIndex users,
        IdIndex items,
        boolean hasValues,
        boolean hasTimes,
        Optional<ItemCategories> categories,
        Optional<List<ItemDescription>> descriptions) {

    public RatingMatrix ratings() {
        return timed.ratings();
    }
}
