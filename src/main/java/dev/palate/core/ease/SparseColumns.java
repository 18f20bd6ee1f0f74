package dev.palate.core.ease;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.matrix.RatingMatrix;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The weights that a training has finished: for each item those of its nearest items. The items are divided into parts in the order of
 * their {@link Neighbourhoods}; each part is finished once, and the caller synchronises.
 */
final class SparseColumns {

    private static final int PARTS = 256;
    private static final int LEAST_ITEMS = 16;
    private static final int MOST_ITEMS = 4096;
    private static final float[] NONE = {};

    private final Neighbourhoods neighbourhoods;
    private final int partItems;
    /** By item, in the order of its nearest items; null for items of unfinished parts. */
    private final float[] @Nullable [] weights;

    SparseColumns(Neighbourhoods neighbourhoods) {
        this.neighbourhoods = neighbourhoods;
        this.partItems = Math.max(LEAST_ITEMS, Math.min(MOST_ITEMS, neighbourhoods.itemCount() / PARTS));
        this.weights = new float[neighbourhoods.itemCount()][];
    }

    private int itemCount() {
        return weights.length;
    }

    int parts() {
        return (itemCount() + partItems - 1) / partItems;
    }

    /** The position of the first item of a part. */
    int start(int part) {
        return part * partItems;
    }

    /** The position after the last item of a part. */
    int end(int part) {
        return Math.min(itemCount(), (part + 1) * partItems);
    }

    /** @param finished the weights for the items of the part */
    void put(int part, float[][] finished) {
        for (int position = start(part); position < end(part); position++) {
            weights[neighbourhoods.item(position)] = finished[position - start(part)];
        }
    }

    boolean isFinished(int part) {
        return weights[neighbourhoods.item(start(part))] != null;
    }

    int finished() {
        int finished = 0;
        for (int part = 0; part < parts(); part++) {
            finished += isFinished(part) ? 1 : 0;
        }
        return finished;
    }

    /**
     * Row i: the weights of item i for other items. All parts must be finished. They are released with the neighbourhoods, so that
     * a weight takes 12 bytes at most.
     */
    RatingMatrix toRows() {
        int[] starts = starts();
        int[] next = Arrays.copyOf(starts, itemCount());
        float[] values = new float[starts[itemCount()]];
        for (int item = 0; item < itemCount(); item++) {
            int[] nearest = neighbourhoods.nearest(item);
            float[] own = weights[item];
            for (int at = 0; own != null && at < nearest.length; at++) {
                values[next[nearest[at]]++] = own[at];
            }
            weights[item] = NONE;
        }
        System.arraycopy(starts, 0, next, 0, itemCount());
        int[] columns = new int[values.length];
        for (int item = 0; item < itemCount(); item++) {
            for (int other : neighbourhoods.nearest(item)) {
                columns[next[other]++] = item;
            }
            neighbourhoods.release(item);
        }
        return RatingMatrix.ofRows(itemCount(), starts, columns, values);
    }

    private int[] starts() {
        int[] starts = new int[itemCount() + 1];
        for (int item = 0; item < itemCount(); item++) {
            for (int other : neighbourhoods.nearest(item)) {
                starts[other + 1]++;
            }
        }
        for (int item = 0; item < itemCount(); item++) {
            starts[item + 1] += starts[item];
        }
        return starts;
    }

    /** Writes the weights of the finished parts. The nearest items are found again. */
    void save(CheckpointWriter checkpoint) throws IOException {
        for (int part = 0; part < parts(); part++) {
            if (isFinished(part)) {
                float[] all = new float[size(part)];
                int size = 0;
                for (int position = start(part); position < end(part); position++) {
                    float[] own = weights[neighbourhoods.item(position)];
                    int length = own == null ? 0 : own.length;
                    System.arraycopy(own == null ? NONE : own, 0, all, size, length);
                    size += length;
                }
                checkpoint.floats(section(part), all);
            }
        }
    }

    /** Reads what {@link #save} wrote with the same neighbourhoods. */
    void load(CheckpointReader checkpoint) throws CorruptCheckpointException {
        for (int part = 0; part < parts(); part++) {
            if (checkpoint.has(section(part))) {
                float[] all = checkpoint.floats(section(part), size(part));
                int size = 0;
                for (int position = start(part); position < end(part); position++) {
                    int item = neighbourhoods.item(position);
                    int length = neighbourhoods.nearest(item).length;
                    weights[item] = Arrays.copyOfRange(all, size, size + length);
                    size += length;
                }
            }
        }
    }

    private int size(int part) {
        int size = 0;
        for (int position = start(part); position < end(part); position++) {
            size += neighbourhoods.nearest(neighbourhoods.item(position)).length;
        }
        return size;
    }

    private static String section(int part) {
        return "part." + part;
    }
}
