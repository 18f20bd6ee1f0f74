package dev.palate.core.ease;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.matrix.RatingMatrix;
import java.io.IOException;
import java.util.Arrays;

/**
 * The weights of the items that a training has finished: for each item its nearest items and their weights. Parts of consecutive
 * items are finished in any order, and each of them only once; the caller synchronises.
 */
final class SparseColumns {

    private static final int PARTS = 256;
    private static final int LEAST_ITEMS = 16;
    private static final int MOST_ITEMS = 4096;
    private static final String PROGRESS = "ease.progress";
    private static final Part UNFINISHED = new Part(new int[0], new int[0], new float[0]);

    private final int itemCount;
    private final int neighbours;
    private final Part[] parts;

    /**
     * The weights for consecutive items.
     *
     * @param ends for each item the end of its entries
     * @param items the nearest items, ascending for each item
     */
    record Part(int[] ends, int[] items, float[] weights) {}

    /** @param neighbours of each item, at most */
    SparseColumns(int itemCount, int neighbours) {
        this.itemCount = itemCount;
        this.neighbours = neighbours;
        this.parts = new Part[(itemCount + partItems(itemCount) - 1) / partItems(itemCount)];
        Arrays.fill(parts, UNFINISHED);
    }

    /** The number of items of a part, of which the last can have fewer. */
    static int partItems(int itemCount) {
        return Math.max(LEAST_ITEMS, Math.min(MOST_ITEMS, itemCount / PARTS));
    }

    int neighbours() {
        return neighbours;
    }

    int parts() {
        return parts.length;
    }

    int start(int part) {
        return part * partItems(itemCount);
    }

    int end(int part) {
        return Math.min(itemCount, (part + 1) * partItems(itemCount));
    }

    void put(int part, Part finished) {
        parts[part] = finished;
    }

    @SuppressWarnings("ReferenceEquality") // there is one unfinished part
    boolean isFinished(int part) {
        return parts[part] != UNFINISHED;
    }

    int finished() {
        int finished = 0;
        for (int part = 0; part < parts.length; part++) {
            finished += isFinished(part) ? 1 : 0;
        }
        return finished;
    }

    /** Row i: the weights of item i for other items. Empties the parts, so that no more than 12 bytes are used for a weight. */
    RatingMatrix toRows() {
        int[] starts = starts();
        int[] next = Arrays.copyOf(starts, itemCount);
        float[] values = new float[starts[itemCount]];
        for (int number = 0; number < parts.length; number++) {
            Part part = parts[number];
            for (int at = 0; at < part.items.length; at++) {
                values[next[part.items[at]]++] = part.weights[at];
            }
            parts[number] = new Part(part.ends, part.items, UNFINISHED.weights);
        }
        System.arraycopy(starts, 0, next, 0, itemCount);
        int[] columns = new int[values.length];
        for (int number = 0; number < parts.length; number++) {
            Part part = parts[number];
            for (int item = start(number), at = 0; item < end(number); item++) {
                for (; at < part.ends[item - start(number)]; at++) {
                    columns[next[part.items[at]]++] = item;
                }
            }
            parts[number] = UNFINISHED;
        }
        return RatingMatrix.ofRows(itemCount, starts, columns, values);
    }

    private int[] starts() {
        long weights = 0;
        int[] starts = new int[itemCount + 1];
        for (Part part : parts) {
            weights += part.items.length;
            for (int item : part.items) {
                starts[item + 1]++;
            }
        }
        if (weights > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("the items have more than two billion weights; lower neighbours");
        }
        for (int item = 0; item < itemCount; item++) {
            starts[item + 1] += starts[item];
        }
        return starts;
    }

    /** Writes the finished parts. */
    void save(CheckpointWriter checkpoint, double trainSeconds) throws IOException {
        checkpoint.text(PROGRESS, itemCount + " " + neighbours + " " + trainSeconds);
        for (int number = 0; number < parts.length; number++) {
            if (isFinished(number)) {
                checkpoint.ints(ends(number), parts[number].ends);
                checkpoint.ints(items(number), parts[number].items);
                checkpoint.floats(weights(number), parts[number].weights);
            }
        }
    }

    /** A state that {@link #save} wrote. */
    record Saved(SparseColumns columns, int neighbours, double trainSeconds) {}

    static boolean isIn(CheckpointReader checkpoint) {
        return checkpoint.has(PROGRESS);
    }

    /** @throws CorruptCheckpointException if the state is of a training with another number of items, or damaged */
    static Saved load(CheckpointReader checkpoint, int itemCount) throws IOException {
        String[] progress = checkpoint.text(PROGRESS).split(" ", -1);
        if (!progress[0].equals(Integer.toString(itemCount))) {
            throw new CorruptCheckpointException(
                    "the state is of a training with " + progress[0] + " items, not " + itemCount);
        }
        SparseColumns columns = new SparseColumns(itemCount, Integer.parseInt(progress[1]));
        for (int number = 0; number < columns.parts.length; number++) {
            if (checkpoint.has(ends(number))) {
                columns.put(
                        number,
                        new Part(
                                checkpoint.ints(ends(number)),
                                checkpoint.ints(items(number)),
                                checkpoint.floats(weights(number))));
            }
        }
        return new Saved(columns, columns.neighbours, Double.parseDouble(progress[2]));
    }

    private static String ends(int part) {
        return "part." + part + ".ends";
    }

    private static String items(int part) {
        return "part." + part + ".items";
    }

    private static String weights(int part) {
        return "part." + part + ".weights";
    }
}
