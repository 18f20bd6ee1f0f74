package dev.palate.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SparseItemModelTest {

    private static final int ITEMS = 70_000;
    private static final SparseSections SECTIONS = new SparseSections("test", "weights");

    /** Rows with up to 70 of 70,000 items, so that their distances need up to three bytes; the first has none, the second has all. */
    private static final RatingMatrix WEIGHTS = weights();

    /** The last of the ratings is below the threshold. */
    private static final SparseVector USER = SparseVector.of(
            IntStream.range(0, 40).map(k -> k * k + k / 39).toArray(),
            values(40),
            IntStream.range(0, 40).mapToLong(k -> k % 7).toArray());

    private final SparseItemModel model = new SparseItemModel(SECTIONS, 4, 0.5f, WEIGHTS);

    @Test
    void restoresEqualWeights() throws IOException {
        SparseItemModel restored = SparseItemModel.restore(SECTIONS, saved(model));
        assertThat(scores(restored)).isEqualTo(scores(model));
        assertThat(restored.recency()).isEqualTo(0.5f);
        assertThat(restored.leastInput()).isEqualTo(4);
    }

    @Test
    void writesAndReadsChunksOfWholeRows() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CheckpointWriter writer = new CheckpointWriter(bytes);
        SECTIONS.write(WEIGHTS, writer, 5000);
        writer.finish();
        CheckpointReader reader = new CheckpointReader(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(reader.ints("test.chunks")).startsWith(1, 2).endsWith(ITEMS).hasSizeGreaterThan(10);
        assertThat(reader.ints("test.items.1")).hasSize(ITEMS);
        SparseItemModel restored = new SparseItemModel(SECTIONS, 4, 0.5f, SECTIONS.read(reader));
        assertThat(scores(restored)).isEqualTo(scores(model));
    }

    /** Earlier versions of Palate wrote one section of items and one of weights. */
    @Test
    void restoresCheckpointsWithoutChunks() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CheckpointWriter writer = new CheckpointWriter(bytes);
        writer.floats("test.threshold", new float[] {4});
        writer.ints("test.starts", new int[] {0, 2, 2, 3});
        writer.ints("test.items", new int[] {1, 2, 0});
        writer.floats("test.weights", new float[] {0.5f, -0.25f, 2});
        writer.finish();
        CheckpointReader reader = new CheckpointReader(new ByteArrayInputStream(bytes.toByteArray()));
        float[] scores = new float[3];
        SparseVector user = SparseVector.of(new int[] {0, 2}, new float[] {5, 4});
        SparseItemModel.restore(SECTIONS, reader).score(user, scores);
        assertThat(scores).containsExactly(2, 0.5f, -0.25f);
        SparseItemModel.restoreQuantised(SECTIONS, reader).score(user, scores);
        assertThat(scores).containsExactly(new float[] {2, 0.5f, -0.25f}, within(0.5f / 127));
    }

    @Test
    void allocatesNothingForAMatrixThatTheCheckpointDoesNotContain() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CheckpointWriter writer = new CheckpointWriter(bytes);
        writer.floats("test.threshold", new float[] {4});
        writer.ints("test.starts", new int[] {0, 2, 2, Integer.MAX_VALUE});
        writer.ints("test.chunks", new int[] {3});
        writer.ints("test.items.0", new int[] {1, 2, 0});
        writer.floats("test.weights.0", new float[] {0.5f, -0.25f, 2});
        writer.finish();
        CheckpointReader reader = new CheckpointReader(new ByteArrayInputStream(bytes.toByteArray()));
        assertThatThrownBy(() -> SparseItemModel.restore(SECTIONS, reader))
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessage("the rows of the weights need 2147483647 entries, but the checkpoint has 3");
        assertThatThrownBy(() -> SparseItemModel.restoreQuantised(SECTIONS, reader))
                .isInstanceOf(CorruptCheckpointException.class);
    }

    @Test
    void refusesADamagedMatrix() throws IOException {
        for (int[] starts : new int[][] {{0, 2, 1, 3}, {0, 1, 1, 2}, {1, 2, 2, 3}}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CheckpointWriter writer = new CheckpointWriter(bytes);
            writer.floats("test.threshold", new float[] {4});
            writer.ints("test.starts", starts);
            writer.ints("test.items", new int[] {1, 2, 0});
            writer.floats("test.weights", new float[] {0.5f, -0.25f, 2});
            writer.finish();
            CheckpointReader reader = new CheckpointReader(new ByteArrayInputStream(bytes.toByteArray()));
            assertThatThrownBy(() -> SparseItemModel.restore(SECTIONS, reader))
                    .isInstanceOf(CorruptCheckpointException.class);
            assertThatThrownBy(() -> SparseItemModel.restoreQuantised(SECTIONS, reader))
                    .isInstanceOf(CorruptCheckpointException.class);
        }
    }

    @Test
    void scoresAlmostAlikeWithEightBits() throws IOException {
        ItemScorer small = SparseItemModel.restoreQuantised(SECTIONS, saved(model));
        assertThat(small).isNotInstanceOf(Model.class);
        assertThat(small.leastInput()).isEqualTo(4);
        assertThat(small.usesRecency()).isTrue();
        float[] exact = scores(model);
        float[] approximate = scores(small);
        // Half a unit of each of 39 rows at most, and the sum of rounding errors is far less.
        assertThat(greatestDifference(approximate, exact)).isBetween(1e-4f, 0.03f);
    }

    @Test
    void namesWhatLeavingAnEntryOutChanges() throws IOException {
        ItemScorer small = SparseItemModel.restoreQuantised(SECTIONS, saved(model));
        for (ItemScorer scorer : new ItemScorer[] {model, small}) {
            float[] all = scores(scorer);
            for (int k : new int[] {1, 5, 39}) {
                float[] without = new float[ITEMS];
                scorer.score(USER.without(k), without);
                float[] contributions = new float[ITEMS];
                // The row of the second entry has all items.
                for (int item = 0; item < ITEMS; item += k == 1 ? 61 : 1) {
                    contributions[item] = ((AdditiveScorer) scorer).contribution(USER, k, item);
                    assertThat(contributions[item]).isCloseTo(all[item] - without[item], within(1e-5f));
                }
                assertThat(greatestDifference(contributions, new float[ITEMS]) > 0)
                        .isEqualTo(k != 39);
            }
        }
    }

    @Test
    void scoresRowsAsSingleUsers() {
        RatingMatrix users = RatingMatrix.of(ITEMS, List.of(SparseVector.empty(), USER, USER.without(3)));
        float[] rows = new float[2 * ITEMS];
        Arrays.fill(rows, 7);
        model.scoreRows(users, 1, 3, rows);
        float[] single = new float[ITEMS];
        model.score(USER.without(3), single);
        assertThat(Arrays.copyOf(rows, ITEMS)).isEqualTo(scores(model));
        assertThat(Arrays.copyOfRange(rows, ITEMS, 2 * ITEMS)).isEqualTo(single);
    }

    private static float greatestDifference(float[] a, float[] b) {
        float greatest = 0;
        for (int at = 0; at < a.length; at++) {
            greatest = Math.max(greatest, Math.abs(a[at] - b[at]));
        }
        return greatest;
    }

    private static float[] scores(ItemScorer scorer) {
        float[] scores = new float[ITEMS];
        scorer.score(USER, scores);
        return scores;
    }

    private static CheckpointReader saved(Model model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CheckpointWriter writer = new CheckpointWriter(bytes);
        model.save(writer);
        writer.finish();
        return new CheckpointReader(new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static float[] values(int count) {
        float[] values = new float[count];
        Arrays.fill(values, 5);
        values[count - 1] = 3;
        return values;
    }

    private static RatingMatrix weights() {
        SplittableRandom random = new SplittableRandom(4);
        int[] starts = new int[ITEMS + 1];
        int[] columns = new int[71 * ITEMS];
        float[] values = new float[columns.length];
        int size = 0;
        for (int row = 0; row < ITEMS; row++) {
            int length = row == 1 ? ITEMS : row < 2000 ? row % 71 : 0;
            int[] items = length == ITEMS
                    ? IntStream.range(0, ITEMS).toArray()
                    : random.ints(0, ITEMS).distinct().limit(length).sorted().toArray();
            for (int item : items) {
                columns[size] = item;
                values[size++] = (float) random.nextDouble(-0.5, 1);
            }
            starts[row + 1] = size;
        }
        return RatingMatrix.ofRows(ITEMS, starts, Arrays.copyOf(columns, size), Arrays.copyOf(values, size));
    }
}
