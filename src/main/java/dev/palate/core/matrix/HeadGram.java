package dev.palate.core.matrix;

import dev.palate.core.parallel.Parallel;
import java.util.Arrays;

/**
 * The entries of X'WX between the items with the most users, which most users have and which are therefore expensive to compute for
 * one pair at a time. Immutable.
 *
 * <p>Memory: 4 bytes for each pair and 8 for each item of X. Its cost is the sum over the users of the squared number of such items.
 */
public final class HeadGram {

    private static final int ROWS = 16;

    /** By item, the position among the items with the most users; -1 for the others. */
    private final int[] positions;

    private final float[][] rows;

    private HeadGram(int[] positions, int size) {
        this.positions = positions;
        this.rows = new float[size][];
    }

    /**
     * Computes the entries.
     *
     * @param size the number of items, at most all of them
     * @param beforeRows is called by several threads and may throw to cancel
     */
    public static HeadGram of(CoOccurrences common, int size, int threads, Runnable beforeRows) {
        int[] positions = new int[common.itemCount()];
        Arrays.fill(positions, -1);
        int[] items = mostUsed(common, size);
        for (int position = 0; position < size; position++) {
            positions[items[position]] = position;
        }
        HeadGram gram = new HeadGram(positions, size);
        double[][] scratch = new double[threads][size];
        Parallel.run(threads, (size + ROWS - 1) / ROWS, (worker, block) -> {
            beforeRows.run();
            for (int row = block * ROWS; row < Math.min(size, (block + 1) * ROWS); row++) {
                gram.rows[row] = gram.row(common, items[row], row, scratch[worker]);
            }
        });
        return gram;
    }

    /** The items with the most users; of equal numbers, the lower indexes. */
    private static int[] mostUsed(CoOccurrences common, int size) {
        long[] keys = new long[common.itemCount()];
        for (int item = 0; item < keys.length; item++) {
            keys[item] = (long) -common.count(item) << 32 | item;
        }
        Arrays.sort(keys);
        return Arrays.stream(keys, 0, size).mapToInt(key -> (int) key).toArray();
    }

    private float[] row(CoOccurrences common, int item, int last, double[] sums) {
        Arrays.fill(sums, 0, last + 1, 0);
        for (int at = common.itemStart(item); at < common.itemStart(item + 1); at++) {
            int user = common.itemUser(at);
            float weight = common.userWeight(user) * common.itemValue(at);
            for (int k = common.userStart(user); k < common.userStart(user + 1); k++) {
                int position = positions[common.userItem(k)];
                if (position >= 0 && position <= last) {
                    sums[position] += weight * common.userValue(k);
                }
            }
        }
        float[] row = new float[last + 1];
        for (int position = 0; position <= last; position++) {
            row[position] = (float) sums[position];
        }
        return row;
    }

    public int size() {
        return rows.length;
    }

    /** The position of an item among those with the most users; -1 for the others. */
    int position(int item) {
        return positions[item];
    }

    /**
     * Copies the entries of an item of the head with itself and those before it in {@code items}, which has the order of the head.
     *
     * @param at the item's place in {@code items}
     */
    void read(int[] items, int at, float[] target, int offset) {
        float[] row = rows[positions[items[at]]];
        for (int column = 0; column <= at; column++) {
            target[offset + column] = row[positions[items[column]]];
        }
    }
}
