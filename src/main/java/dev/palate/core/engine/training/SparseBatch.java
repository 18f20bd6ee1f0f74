package dev.palate.core.engine.training;

import dev.palate.core.engine.sampling.TouchedItems;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.InputTransform;
import dev.palate.core.network.StepSettings;
import dev.palate.core.random.CounterRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The transformed rows of one batch, in row order and in item order. Its buffers are reused for the next batch.
 *
 * <p>Entry {@code p} of row {@code r} ({@code rowStart(r) <= p < rowStart(r + 1)}) has an item, a target (the value to
 * reproduce) and an input (the normalised value that enters the network, or 0 if it was dropped).
 */
final class SparseBatch {

    private final int itemCount;
    private final InputTransform transform;
    private final int[] rowStarts;
    private final float[] targetSums;
    private final float[] norms;
    private final int[] itemStarts;
    private int[] items = new int[0];
    private float[] targets = new float[0];
    private float[] inputs = new float[0];
    private int[] byItem = new int[0];
    private int[] rowOf = new int[0];
    private int[] sourceRows = new int[0];
    private final @Nullable TouchedItems touched;
    private int rows;

    /** @param lazy whether steps only update the items of the batch, which {@link #touched} then indexes */
    SparseBatch(int itemCount, int maxRows, InputTransform transform, boolean lazy) {
        this.itemCount = itemCount;
        this.transform = transform;
        this.rowStarts = new int[maxRows + 1];
        this.targetSums = new float[maxRows];
        this.norms = new float[maxRows];
        this.itemStarts = lazy ? new int[0] : new int[itemCount + 1];
        this.touched = lazy ? new TouchedItems(itemCount) : null;
    }

    /** Loads the rows {@code order[from..to-1]} of {@code ratings}. */
    void load(RatingMatrix ratings, int[] order, int from, int to) {
        rows = to - from;
        sourceRows = Arrays.copyOfRange(order, from, to);
        int capacity = 0;
        for (int row : sourceRows) {
            capacity += ratings.rowStart(row + 1) - ratings.rowStart(row);
        }
        reserve(capacity);
        int at = 0;
        for (int r = 0; r < rows; r++) {
            float sum = 0;
            for (int k = ratings.rowStart(sourceRows[r]); k < ratings.rowStart(sourceRows[r] + 1); k++) {
                if (transform.keeps(ratings.value(k))) {
                    float target = transform.target(ratings.value(k));
                    items[at] = ratings.column(k);
                    targets[at] = target;
                    rowOf[at++] = r;
                    sum += target;
                }
            }
            targetSums[r] = sum;
            norms[r] = transform.norm(ratings.row(sourceRows[r]));
            rowStarts[r + 1] = at;
        }
    }

    private void reserve(int capacity) {
        if (items.length < capacity) {
            int room = capacity + capacity / 4;
            items = new int[room];
            targets = new float[room];
            inputs = new float[room];
            byItem = new int[room];
            rowOf = new int[room];
        }
    }

    /**
     * Computes the inputs of rows {@code from..to-1}; which ones are dropped only depends on (seed, epoch, row of the ratings,
     * position).
     */
    void transformInputs(int from, int to, StepSettings.Noise step) {
        float dropout = step.dropout() ? transform.dropout() : 0;
        float kept = 1 / (1 - dropout);
        for (int r = from; r < to; r++) {
            float factor = kept / norms[r];
            CounterRandom random =
                    CounterRandom.of(step.seed(), CounterRandom.Stream.DROPOUT, step.epoch(), sourceRows[r]);
            for (int p = rowStarts[r]; p < rowStarts[r + 1]; p++) {
                boolean dropped = dropout > 0 && random.uniform(p - rowStarts[r]) < dropout;
                inputs[p] = dropped ? 0 : targets[p] * factor;
            }
        }
    }

    /** The distinct items of the batch after {@link #indexItems}, if steps only update these. */
    TouchedItems touched() {
        if (touched == null) {
            throw new IllegalStateException("all items are updated");
        }
        return touched;
    }

    /** Sorts the entries by item and, for one item, by row (counting sort). */
    void indexItems() {
        if (touched != null) {
            touched.index(items, size());
            return;
        }
        Arrays.fill(itemStarts, 0);
        int size = size();
        for (int p = 0; p < size; p++) {
            itemStarts[items[p] + 1]++;
        }
        for (int i = 0; i < itemCount; i++) {
            itemStarts[i + 1] += itemStarts[i];
        }
        // Filling from the end moves every item's end to its start, so the starts then need to shift by one.
        for (int p = size - 1; p >= 0; p--) {
            byItem[--itemStarts[items[p] + 1]] = p;
        }
        System.arraycopy(itemStarts, 1, itemStarts, 0, itemCount);
        itemStarts[itemCount] = size;
    }

    int rows() {
        return rows;
    }

    int size() {
        return rowStarts[rows];
    }

    int rowStart(int row) {
        return rowStarts[row];
    }

    /** The first entry of {@code row} whose item is {@code item} or a later one; the end of the row if none is. */
    int firstEntry(int row, int item) {
        int low = rowStarts[row];
        int high = rowStarts[row + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (items[middle] < item) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whether the loss and the input have a rating with this value. */
    boolean keeps(float value) {
        return transform.keeps(value);
    }

    int item(int entry) {
        return items[entry];
    }

    float target(int entry) {
        return targets[entry];
    }

    float input(int entry) {
        return inputs[entry];
    }

    /** The sum of a row's targets. */
    float targetSum(int row) {
        return targetSums[row];
    }

    /** The row of the ratings from which batch row {@code row} was loaded. */
    int sourceRow(int row) {
        return sourceRows[row];
    }

    int rowOf(int entry) {
        return rowOf[entry];
    }

    /** The first position of {@code item}'s entries in {@link #entryByItem}. */
    int itemStart(int item) {
        return itemStarts[item];
    }

    int entryByItem(int position) {
        return byItem[position];
    }
}
