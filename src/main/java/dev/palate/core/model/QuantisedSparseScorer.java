package dev.palate.core.model;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.matrix.Relevance;
import dev.palate.core.matrix.SparseVector;
import java.io.IOException;
import java.util.Arrays;

/**
 * Scores like a {@link SparseItemModel} with weights of 8 bits. Each row is one array of bytes: for each entry the distance from the
 * item before, in groups of 7 bits of which the last has the sign bit, and the weight in units of the row. With a hundred of a million
 * items in a row, an entry takes 3 bytes instead of 8.
 */
final class QuantisedSparseScorer implements AdditiveScorer {

    private static final int MOST_UNITS = 127;
    private static final int GROUP = 7;
    private static final int LAST = 1 << GROUP;
    private static final int MOST_ENTRY_BYTES = 6;

    private final float threshold;
    private final float recency;
    private final byte[][] rows;
    private final float[] units;

    private QuantisedSparseScorer(float threshold, float recency, int items) {
        this.threshold = threshold;
        this.recency = recency;
        this.rows = new byte[items][];
        this.units = new float[items];
    }

    /** The scorer of a model; of the weights, only a chunk is in memory at a time. */
    static QuantisedSparseScorer restore(
            SparseSections sections, float threshold, float recency, CheckpointReader checkpoint) throws IOException {
        int[] starts = sections.starts(checkpoint);
        QuantisedSparseScorer scorer = new QuantisedSparseScorer(threshold, recency, starts.length - 1);
        sections.forEach(checkpoint, starts, scorer::encode);
        return scorer;
    }

    private void encode(int row, int[] items, float[] values, int from, int to) throws CorruptCheckpointException {
        float greatest = 0;
        for (int at = from; at < to; at++) {
            greatest = Math.max(greatest, Math.abs(values[at]));
        }
        units[row] = greatest / MOST_UNITS;
        byte[] bytes = new byte[Math.multiplyExact(to - from, MOST_ENTRY_BYTES)];
        int size = 0;
        int last = -1;
        for (int at = from; at < to; at++) {
            if (items[at] <= last || items[at] >= rows.length) {
                throw new CorruptCheckpointException("row " + row + ": item index " + items[at] + " is out of order");
            }
            int rest = items[at] - last - 1;
            last = items[at];
            for (; rest >= LAST; rest >>>= GROUP) {
                bytes[size++] = (byte) (rest & (LAST - 1));
            }
            bytes[size++] = (byte) (rest | LAST);
            bytes[size++] = (byte) (greatest == 0 ? 0 : Math.round(values[at] / units[row]));
        }
        rows[row] = Arrays.copyOf(bytes, size);
    }

    @Override
    public int itemCount() {
        return rows.length;
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
        Arrays.fill(scores, 0, itemCount(), 0);
        for (int k = 0; k < foldIn.size(); k++) {
            if (foldIn.value(k) >= threshold) {
                byte[] row = rows[foldIn.index(k)];
                float factor = Relevance.ofRank(foldIn.rank(k), recency) * units[foldIn.index(k)];
                int item = -1;
                for (int at = 0; at < row.length; at++) {
                    int distance = 1;
                    int shift = 0;
                    for (; row[at] >= 0; shift += GROUP) {
                        distance += row[at++] << shift;
                    }
                    item += distance + ((row[at++] & (LAST - 1)) << shift);
                    scores[item] += factor * row[at];
                }
            }
        }
    }

    @Override
    public float contribution(SparseVector foldIn, int k, int item) {
        byte[] row = rows[foldIn.index(k)];
        if (foldIn.value(k) < threshold) {
            return 0;
        }
        int found = -1;
        for (int at = 0; at < row.length; at++) {
            int distance = 1;
            int shift = 0;
            for (; row[at] >= 0; shift += GROUP) {
                distance += row[at++] << shift;
            }
            found += distance + ((row[at++] & (LAST - 1)) << shift);
            if (found >= item) {
                float factor = Relevance.ofRank(foldIn.rank(k), recency) * units[foldIn.index(k)];
                return found == item ? factor * row[at] : 0;
            }
        }
        return 0;
    }
}
