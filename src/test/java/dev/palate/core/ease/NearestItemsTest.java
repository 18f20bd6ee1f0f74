package dev.palate.core.ease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.matrix.CoOccurrences;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NearestItemsTest {

    /** Item 0 has two users in common with 1, two with 4 and one with each of 2 and 3. */
    private final CoOccurrences common = new CoOccurrences(RatingMatrix.of(
            6,
            List.of(
                    SparseVector.of(new int[] {0, 1, 2, 4}, new float[] {1, 1, 1, 1}),
                    SparseVector.of(new int[] {0, 1, 3, 4}, new float[] {1, 1, 1, 1}),
                    SparseVector.of(new int[] {5}, new float[] {1}))));

    @Test
    void prefersItemsWithMoreUsersInCommonAndOfEqualOnesTheFirst() {
        float[] scale = {1, 1, 1, 1, 1, 1};
        NearestItems nearest = new NearestItems(common, scale);
        assertThat(nearest.of(0, 1)).containsExactly(1);
        assertThat(nearest.of(0, 2)).containsExactly(1, 4);
        assertThat(nearest.of(0, 3)).containsExactly(1, 2, 4);
        assertThat(nearest.of(0, 9)).containsExactly(1, 2, 3, 4);
        assertThat(nearest.of(5, 3)).isEmpty();
    }

    @Test
    void scalesSimilarities() {
        float[] scale = {1, 0.1f, 1, 0.9f, 0.1f, 1};
        assertThat(new NearestItems(common, scale).of(0, 1)).containsExactly(2);
    }

    @Test
    void selectsTheLeastKeysAsSortingDoes() {
        SplittableRandom random = new SplittableRandom(1);
        for (int size = 1; size < 60; size++) {
            long[] keys =
                    random.longs(3L * size, -size, size).distinct().limit(size).toArray();
            int count = 1 + random.nextInt(keys.length);
            long[] sorted = keys.clone();
            Arrays.sort(sorted);
            NearestItems.selectLeast(keys, keys.length, count);
            Arrays.sort(keys, 0, count);
            assertThat(Arrays.copyOf(keys, count)).isEqualTo(Arrays.copyOf(sorted, count));
        }
    }
}
