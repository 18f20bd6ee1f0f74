package dev.palate.core.engine.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampledItemsTest {

    private static final int ITEMS = 60;
    private static final int USERS = 500;
    private static final int SAMPLES = 12;
    private static final int BATCHES = 20_000;

    /** Item i belongs to about one of {@code 2 + i} users. */
    private final List<SparseVector> users =
            IntStream.range(0, USERS).mapToObj(SampledItemsTest::user).toList();

    private final RatingMatrix ratings = RatingMatrix.of(ITEMS, users);

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
    @ParameterizedTest
    @CsvSource({"8, 12", "8, 37", "400, 12", "499, 1", "500, 37"})
    void correctionIsTheLogarithmOfTheChanceToSeeAnItem(int rowCount, int samples) {
        int[] seen = new int[ITEMS];
        int[] missing = new int[ITEMS];
        double[] correction = new double[ITEMS];
        SampledItems sampled = new SampledItems(ITEMS, samples);
        for (int batch = 0; batch < BATCHES / (1 + rowCount / 50); batch++) {
            CounterRandom random = CounterRandom.of(3, CounterRandom.Stream.OUTPUT_SAMPLES, 0, batch);
            int[] rows = Arrays.copyOf(CounterRandom.splitMix(batch).permutation(USERS), rowCount);
            TouchedItems touched =
                    touched(IntStream.of(rows).mapToObj(users::get).toList());
            sampled.draw(ratings, value -> true, touched, random);
            boolean[] drawn = new boolean[ITEMS];
            for (int at = 0; at < sampled.count(); at++) {
                drawn[sampled.item(at)] = true;
                correction[sampled.item(at)] = sampled.correction(at, rowCount);
            }
            for (int item = 0; item < ITEMS; item++) {
                if (!users.get(rows[0]).contains(item)) {
                    missing[item]++;
                    seen[item] += drawn[item] ? 1 : 0;
                }
            }
        }
        for (int item = 0; item < ITEMS; item++) {
            assertThat(Math.exp(correction[item]))
                    .as("item %d", item)
                    .isCloseTo((double) seen[item] / missing[item], within(0.03));
        }
    }

    /** The ranges have one or two items. The standard deviation of a frequency is 0.0034. */
    @Test
    void everyItemHasTheSameChanceToBeDrawn() {
        int samples = 37;
        int[] drawn = new int[ITEMS];
        SampledItems sampled = new SampledItems(ITEMS, samples);
        TouchedItems nothing = touched(List.of());
        for (int step = 0; step < BATCHES; step++) {
            sampled.draw(
                    ratings, value -> true, nothing, CounterRandom.of(3, CounterRandom.Stream.OUTPUT_SAMPLES, 0, step));
            assertThat(sampled.count()).isEqualTo(samples);
            for (int at = 0; at < samples; at++) {
                drawn[sampled.item(at)]++;
            }
        }
        for (int item = 0; item < ITEMS; item++) {
            assertThat((double) drawn[item] / BATCHES).as("item %d", item).isCloseTo(37.0 / 60, within(0.015));
        }
    }

    @Test
    void aBatchOfAllUsersSeesTheItemOfAnyUserForCertain() {
        RatingMatrix one = RatingMatrix.of(
                ITEMS,
                IntStream.range(0, USERS)
                        .mapToObj(user -> user == 7
                                ? SparseVector.of(new int[] {3}, new float[] {1})
                                : SparseVector.of(new int[0], new float[0]))
                        .toList());
        SampledItems sampled = new SampledItems(ITEMS, 1);
        sampled.draw(one, value -> true, touched(List.of(one.row(7))), CounterRandom.splitMix(1));
        assertThat(sampled.item(0)).isEqualTo(3);
        assertThat(sampled.correction(0, USERS)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"9999999, 5, 499, 0.00024947505", "9999999, 1000000, 4, 0.3439"})
    void chanceOfRareItemsKeepsItsDigits(int population, int marked, int drawn, double expected) {
        assertThat(1 - Draws.chanceOfNone(population, marked, drawn)).isCloseTo(expected, withinPercentage(0.01));
    }

    @Test
    void chanceOfNoneIsThatOfDrawsWithoutReplacement() {
        for (int population = 0; population <= 40; population++) {
            for (int marked = 0; marked <= population; marked++) {
                double exact = 1;
                for (int drawn = 0; drawn <= population; drawn++) {
                    assertThat(Draws.chanceOfNone(population, marked, drawn))
                            .as("%d marked of %d, %d drawn", marked, population, drawn)
                            .isCloseTo(exact, within(0.01));
                    exact *= Math.max(0, population - drawn - marked) / Math.max(1.0, population - drawn);
                }
            }
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
