package dev.palate.core.ease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.matrix.CoOccurrences;
import dev.palate.core.matrix.HeadGram;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.training.LikedRatings;
import dev.palate.core.training.TrainingSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares sparse weights with dense ones on more items than a block of the Gram matrix holds. */
class SparseEaseBlocksTest {

    private static final int GROUPS = 8;
    private static final int GROUP_ITEMS = 90;

    /**
     * No user has items of two groups, and all items of a group have users in common, so that they are the nearest. The head has some
     * items of each group, and the groups together are more than a block of the Gram matrix holds.
     */
    @Test
    void hasTheExactWeightsInBlocksOfItemsInsideAndOutsideOfTheHead() {
        RatingMatrix ratings = groups();
        EaseHyperparameters h =
                new EaseHyperparameters(new LikedRatings(4, 0.5, 0), 20, 0.3, 0.25, GROUP_ITEMS, EaseWeights.SPARSE);
        TrainingSetup<EaseHyperparameters> setup = TrainingSetup.of(ratings, h, 1, 2);
        CoOccurrences common = Ease.common(ratings, h);
        SparseGram gram = new SparseGram(common, HeadGram.of(common, 100, 1, () -> {}));
        assertThat(GROUPS * GROUP_ITEMS).isGreaterThan(NeighbourhoodWeights.MOST_BLOCK);
        try (Model sparse = new SparseEase(gram, h, setup).train(GROUP_ITEMS);
                Model dense = new Ease()
                        .train(TrainingSetup.of(
                                ratings,
                                new EaseHyperparameters(h.likes(), 20, 0.3, 0.25, 0, EaseWeights.DENSE),
                                1,
                                2))) {
            float[] expected = new float[ratings.columnCount()];
            float[] found = new float[ratings.columnCount()];
            for (int item = 0; item < ratings.columnCount(); item++) {
                SparseVector one = SparseVector.of(new int[] {item}, new float[] {5});
                dense.score(one, expected);
                sparse.score(one, found);
                assertThat(found).as("weights of item %d", item).containsExactly(expected, within(1e-5f));
            }
        }
    }

    /** Item i is in group {@code i % GROUPS}; the first items of each have the most users. */
    private static RatingMatrix groups() {
        SplittableRandom random = new SplittableRandom(6);
        List<SparseVector> rows = new ArrayList<>();
        for (int user = 0; user < 2000; user++) {
            int group = user % GROUPS;
            int[] items = IntStream.range(0, GROUP_ITEMS)
                    .filter(item -> random.nextInt(2 + item / 30) == 0)
                    .map(item -> item * GROUPS + group)
                    .toArray();
            float[] values = new float[items.length];
            for (int at = 0; at < values.length; at++) {
                values[at] = 1 + random.nextInt(5);
            }
            rows.add(SparseVector.of(items, values));
        }
        return RatingMatrix.of(GROUPS * GROUP_ITEMS, rows);
    }
}
