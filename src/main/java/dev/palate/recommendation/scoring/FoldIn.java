package dev.palate.recommendation.scoring;

import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.SparseVector;
import dev.palate.rating.Rating;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One user's ratings by the item indexes of a score source.
 *
 * @param known the ratings of items that the source knows
 * @param unknown the ids of the others
 */
public record FoldIn(SparseVector known, List<String> unknown) {

    /** @param ratings no item twice */
    static FoldIn of(List<Rating> ratings, IdIndex items) {
        int[] indexes = new int[ratings.size()];
        float[] values = new float[ratings.size()];
        List<String> unknown = new ArrayList<>(0);
        int size = 0;
        for (Rating rating : ratings) {
            int index = items.indexOf(rating.itemId());
            if (index == IdIndex.ABSENT) {
                unknown.add(rating.itemId());
            } else {
                indexes[size] = index;
                values[size++] = rating.value();
            }
        }
        SparseVector known = SparseVector.of(Arrays.copyOf(indexes, size), Arrays.copyOf(values, size));
        return new FoldIn(known, List.copyOf(unknown));
    }

    public boolean isEmpty() {
        return known.isEmpty();
    }
}
