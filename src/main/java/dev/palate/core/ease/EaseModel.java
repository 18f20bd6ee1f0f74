package dev.palate.core.ease;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.ease.inverse.SquareMatrix;
import dev.palate.core.matrix.Relevance;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.AdditiveScorer;
import dev.palate.core.model.Model;
import dev.palate.core.training.LikedRatings;
import java.io.IOException;
import java.util.Arrays;

/**
 * Scores by the sum of the rows of B that belong to the user's items. B is stored as the symmetric inverse Q of the scaled Gram
 * matrix with its diagonal set to 0, and the scales: {@code B_ij = rowScale_i Q_ij columnScale_j}.
 */
final class EaseModel implements Model, AdditiveScorer {

    private static final String THRESHOLD = "ease.threshold";
    /** Checkpoints of earlier versions of Palate do not have this section. */
    private static final String RECENCY = "ease.recency";

    private static final String ROW_SCALE = "ease.rowScale";
    private static final String COLUMN_SCALE = "ease.columnScale";
    /** Followed by the number of the chunk: whole rows of the strict lower triangle. */
    private static final String TRIANGLE = "ease.triangle.";
    /** 64 MB: neither the writer nor the reader ever holds the whole matrix on the heap. */
    private static final int CHUNK_FLOATS = 1 << 24;
    /** Columns summed at once: a few such pieces fit into the first-level cache. */
    private static final int PIECE = 4096;

    private final SquareMatrix matrix;
    private final float[] rowScale;
    private final float[] columnScale;
    private final float threshold;
    private final float recency;

    private EaseModel(SquareMatrix matrix, float[] rowScale, float[] columnScale, float threshold, float recency) {
        this.matrix = matrix;
        this.rowScale = rowScale;
        this.columnScale = columnScale;
        this.threshold = threshold;
        this.recency = recency;
    }

    /** Takes ownership of {@code inverse}, the inverse of {@code scale_i (X'X + lambda I)_ij scale_j}. */
    static EaseModel ofInverse(SquareMatrix inverse, float[] scale, LikedRatings likes) {
        float[] columnScale = new float[scale.length];
        float[] entry = new float[1];
        for (int item = 0; item < scale.length; item++) {
            inverse.read(item, item, entry, 0, 1);
            columnScale[item] = -1 / (scale[item] * entry[0]);
            entry[0] = 0;
            inverse.write(item, item, entry, 0, 1);
        }
        return new EaseModel(inverse, scale, columnScale, (float) likes.threshold(), (float) likes.recency());
    }

    @Override
    public int itemCount() {
        return matrix.size();
    }

    @Override
    public float leastInput() {
        return threshold;
    }

    @Override
    public boolean usesRecency() {
        return recency != 0;
    }

    @Override
    public void score(SparseVector foldIn, float[] scores) {
        float[] piece = new float[Math.min(PIECE, itemCount())];
        float[] sums = new float[piece.length];
        for (int from = 0; from < itemCount(); from += PIECE) {
            int length = Math.min(PIECE, itemCount() - from);
            Arrays.fill(sums, 0);
            for (int k = 0; k < foldIn.size(); k++) {
                if (foldIn.value(k) >= threshold) {
                    matrix.read(foldIn.index(k), from, piece, 0, length);
                    float weight = Relevance.ofRank(foldIn.rank(k), recency);
                    addScaled(piece, weight * rowScale[foldIn.index(k)], sums, length);
                }
            }
            for (int c = 0; c < length; c++) {
                // Adding 0 turns -0, the score of an item without users, into 0.
                scores[from + c] = sums[c] * columnScale[from + c] + 0f;
            }
        }
    }

    @Override
    public float contribution(SparseVector foldIn, int k, int item) {
        if (foldIn.value(k) < threshold) {
            return 0;
        }
        float[] entry = new float[1];
        matrix.read(foldIn.index(k), item, entry, 0, 1);
        float weight = Relevance.ofRank(foldIn.rank(k), recency);
        return weight * rowScale[foldIn.index(k)] * entry[0] * columnScale[item] + 0f;
    }

    private static void addScaled(float[] values, float factor, float[] sums, int length) {
        for (int c = 0; c < length; c++) {
            sums[c] += factor * values[c];
        }
    }

    @Override
    public void save(CheckpointWriter checkpoint) throws IOException {
        checkpoint.floats(THRESHOLD, new float[] {threshold});
        checkpoint.floats(RECENCY, new float[] {recency});
        checkpoint.floats(ROW_SCALE, rowScale);
        checkpoint.floats(COLUMN_SCALE, columnScale);
        float[] chunk = new float[chunkFloats(itemCount())];
        int chunks = 0;
        for (int row = 1; row < itemCount(); ) {
            int used = 0;
            while (row < itemCount() && used + row <= chunk.length) {
                matrix.read(row, 0, chunk, used, row);
                used += row++;
            }
            checkpoint.floats(TRIANGLE + chunks++, chunk, 0, used);
        }
    }

    static EaseModel restore(CheckpointReader checkpoint) throws IOException {
        float[] rowScale = checkpoint.floats(ROW_SCALE);
        int items = rowScale.length;
        requireTriangle(checkpoint, items);
        SquareMatrix matrix = new SquareMatrix(items);
        int chunks = 0;
        float[] zero = new float[1];
        matrix.write(0, 0, zero, 0, Math.min(1, items));
        for (int next = 1; next < items; ) {
            float[] chunk = checkpoint.floats(TRIANGLE + chunks++);
            int used = 0;
            while (next < items && used + next <= chunk.length) {
                matrix.write(next, 0, chunk, used, next);
                matrix.write(next, next, zero, 0, 1);
                used += next++;
            }
            if (used != chunk.length || used == 0) {
                matrix.close();
                throw new CorruptCheckpointException(
                        "chunk " + (chunks - 1) + " of the triangle does not consist of whole rows");
            }
        }
        matrix.mirror(0, items);
        return new EaseModel(
                matrix,
                rowScale,
                checkpoint.floats(COLUMN_SCALE),
                checkpoint.floats(THRESHOLD)[0],
                checkpoint.has(RECENCY) ? checkpoint.floats(RECENCY, 1)[0] : 0);
    }

    /** Nothing may be allocated for a matrix that the checkpoint does not contain. */
    private static void requireTriangle(CheckpointReader checkpoint, int items) throws CorruptCheckpointException {
        long present = 0;
        for (int chunk = 0; checkpoint.has(TRIANGLE + chunk); chunk++) {
            present += checkpoint.size(TRIANGLE + chunk) / Float.BYTES;
        }
        long needed = (long) items * (items - 1) / 2;
        if (present != needed || checkpoint.size(COLUMN_SCALE) / Float.BYTES != items) {
            throw new CorruptCheckpointException(
                    "the triangle of %d items needs %d numbers, but has %d".formatted(items, needed, present));
        }
    }

    private static int chunkFloats(int items) {
        return (int) Math.max(items, Math.min(CHUNK_FLOATS, (long) items * items / 2));
    }

    @Override
    public void close() {
        matrix.close();
    }
}
