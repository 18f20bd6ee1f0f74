package dev.palate.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares blocks of X'WX with products of dense columns. */
class CoOccurrenceBlockTest {

    private static final int ITEMS = 400;
    private static final int USERS = 150;

    private final RatingMatrix interactions = interactions();
    private final CoOccurrences common = new CoOccurrences(interactions, 0.5);

    /** 0: all entries are added; 400: all are read. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, ITEMS})
    void fillsTheBlockOfItsItems(int headSize) {
        CoOccurrenceBlock block = new CoOccurrenceBlock(common, HeadGram.of(common, headSize, 2, () -> {}));
        for (int[] items : List.of(new int[] {7, 3, 399, 12, 80}, new int[] {0}, new int[] {5, 3, 7})) {
            int count = items.length;
            float[] entries = new float[count * count + 3];
            Arrays.fill(entries, Float.NaN);
            int[] order = Arrays.copyOf(items, count + 2);
            block.fill(order, count, entries);
            assertThat(Arrays.copyOf(order, count))
                    .containsExactlyInAnyOrder(Arrays.stream(items).boxed().toArray(Integer[]::new));
            for (int row = 0; row < count; row++) {
                for (int column = 0; column <= row; column++) {
                    assertThat((double) entries[row * count + column])
                            .isCloseTo(entry(order[row], order[column]), within(1e-4));
                }
            }
        }
    }

    private double entry(int a, int b) {
        double sum = 0;
        for (int user = 0; user < USERS; user++) {
            int ofA = interactions.find(user, a);
            int ofB = interactions.find(user, b);
            if (ofA >= 0 && ofB >= 0) {
                sum += (double) common.userWeight(user) * interactions.value(ofA) * interactions.value(ofB);
            }
        }
        return sum;
    }

    /** Low indexes have more users. The first user has all items: such a row is searched for those of the block. */
    private static RatingMatrix interactions() {
        SplittableRandom random = new SplittableRandom(5);
        List<SparseVector> rows = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            int length = user == 0 ? ITEMS : 30;
            int[] items = random.ints(20L * ITEMS, 0, ITEMS)
                    .map(drawn -> length == ITEMS ? drawn : drawn * drawn / ITEMS)
                    .distinct()
                    .limit(length)
                    .toArray();
            float[] values = new float[items.length];
            for (int at = 0; at < values.length; at++) {
                values[at] = random.nextBoolean() ? 1 : 0.5f;
            }
            rows.add(SparseVector.of(items, values));
        }
        return RatingMatrix.of(ITEMS, rows);
    }
}
