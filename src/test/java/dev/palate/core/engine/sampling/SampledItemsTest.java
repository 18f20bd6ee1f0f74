package dev.palate.core.engine.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampledItemsTest {

    private static final int ITEMS = 60;
    private static final int USERS = 500;
    private static final int ROWS = 8;
    private static final int SAMPLES = 12;
    private static final int BATCHES = 20_000;

    /** Item i belongs to about one of {@code 2 + i} users. */
    private final RatingMatrix ratings = RatingMatrix.of(
            ITEMS, IntStream.range(0, USERS).mapToObj(SampledItemsTest::user).toList());

    private static SparseVector user(int user) {
        SplittableRandom random = new SplittableRandom(user);
        int[] items = IntStream.range(0, ITEMS)
                .filter(item -> random.nextInt(2 + item) == 0)
                .toArray();
        float[] values = new float[items.length];
        Arrays.fill(values, 5);
        return SparseVector.of(items, values);
    }

    private static TouchedItems touched(List<SparseVector> rows) {
        int[] items =
                rows.stream().flatMapToInt(row -> IntStream.of(row.indexes())).toArray();
        TouchedItems touched = new TouchedItems(ITEMS);
        touched.index(items, items.length);
        return touched;
    }

    /** Over many batches, a row sees each item that it does not have as often as the correction says. */
    @Test
    void correctionIsTheLogarithmOfTheChanceToSeeAnItem() {
        int[] seen = new int[ITEMS];
        int[] missing = new int[ITEMS];
        double[] correction = new double[ITEMS];
        SampledItems sampled = new SampledItems(ITEMS, SAMPLES);
        SplittableRandom random = new SplittableRandom(1);
        for (int batch = 0; batch < BATCHES; batch++) {
            int[] rows = random.ints(0, USERS).distinct().limit(ROWS).toArray();
            TouchedItems touched =
                    touched(IntStream.of(rows).mapToObj(ratings::row).toList());
            sampled.draw(
                    ratings,
                    value -> true,
                    touched,
                    CounterRandom.of(3, CounterRandom.Stream.OUTPUT_SAMPLES, 0, batch));
            boolean[] drawn = new boolean[ITEMS];
            for (int at = 0; at < sampled.count(); at++) {
                drawn[sampled.item(at)] = true;
                correction[sampled.item(at)] = sampled.correction(at, ROWS);
            }
            for (int item = 0; item < ITEMS; item++) {
                if (!ratings.row(rows[0]).contains(item)) {
                    missing[item]++;
                    seen[item] += drawn[item] ? 1 : 0;
                }
            }
        }
        for (int item = 0; item < ITEMS; item++) {
            assertThat(Math.exp(correction[item]))
                    .as("item %d", item)
                    .isCloseTo((double) seen[item] / missing[item], within(0.02));
        }
    }

    @Test
    void itemsAreThoseOfTheBatchFollowedByOthersWithoutRepetition() {
        SampledItems sampled = new SampledItems(ITEMS, SAMPLES);
        TouchedItems touched = touched(List.of(ratings.row(0), ratings.row(1)));
        sampled.draw(ratings, value -> true, touched, CounterRandom.of(3, CounterRandom.Stream.OUTPUT_SAMPLES, 1, 0));
        int[] items = IntStream.range(0, sampled.count()).map(sampled::item).toArray();
        assertThat(items).doesNotHaveDuplicates();
        for (int slot = 0; slot < touched.count(); slot++) {
            assertThat(items[slot]).isEqualTo(touched.item(slot));
        }
        assertThat(items.length - touched.count()).isBetween(1, SAMPLES);
    }

    @Test
    void aBatchOfOneRowSeesOnlyDrawnItems() {
        SampledItems sampled = new SampledItems(ITEMS, SAMPLES);
        TouchedItems touched = touched(List.of(ratings.row(0)));
        sampled.draw(ratings, value -> true, touched, CounterRandom.of(3, CounterRandom.Stream.OUTPUT_SAMPLES, 1, 0));
        assertThat(Math.exp(sampled.correction(sampled.count() - 1, 1)))
                .isCloseTo((double) SAMPLES / ITEMS, within(1e-6));
    }

    @Test
    void entriesOfAnItemAreInTheOrderOfTheBatch() {
        TouchedItems touched = new TouchedItems(10);
        int[] first = {9, 1, 9, 4};
        touched.index(first, 4);
        int[] second = {7, 3, 7, 7, 3};
        touched.index(second, 5);
        assertThat(touched.count()).isEqualTo(2);
        assertThat(touched.item(0)).isEqualTo(7);
        assertThat(touched.slotOf(3)).isEqualTo(1);
        assertThat(touched.contains(9)).isFalse();
        assertThat(IntStream.range(touched.start(0), touched.start(1)).map(touched::entry))
                .containsExactly(0, 2, 3);
        assertThat(IntStream.range(touched.start(1), touched.start(2)).map(touched::entry))
                .containsExactly(1, 4);
    }
}
