package dev.palate.core.ease;

import dev.palate.core.matrix.CoOccurrences;
import java.util.Arrays;

/**
 * Finds the nearest items of an item: those with the greatest entries in its row of the Gram matrix, scaled to a unit diagonal. Not
 * thread-safe; its scratch memory, 16 bytes for each item, is reused.
 */
final class NearestItems {

    /** Entries that are read for an item. The users of more are sampled: they only have to order similarities. */
    private static final long MOST_ENTRIES = 1 << 24;

    private final CoOccurrences common;
    private final float[] scale;
    private final float[] row;
    private final int[] found;
    private final long[] keys;

    /** @param scale of each item: the inverse square root of its diagonal entry */
    NearestItems(CoOccurrences common, float[] scale) {
        this.common = common;
        this.scale = scale;
        this.row = new float[common.itemCount()];
        this.found = new int[common.itemCount()];
        this.keys = new long[common.itemCount()];
    }

    /** At most {@code count} other items, in ascending order. */
    int[] of(int item, int count) {
        int size = common.addRow(item, MOST_ENTRIES, row, found);
        int others = 0;
        for (int at = 0; at < size; at++) {
            int other = found[at];
            if (other != item) {
                // Positive floats have the order of their bits. Of equal similarities the lower index is the nearer.
                keys[others++] = (long) ~Float.floatToRawIntBits(row[other] * scale[other]) << 32 | other;
            }
            row[other] = 0;
        }
        int kept = Math.min(count, others);
        if (kept < others) {
            selectLeast(keys, others, kept);
        }
        int[] nearest = new int[kept];
        for (int at = 0; at < kept; at++) {
            nearest[at] = (int) keys[at];
        }
        Arrays.sort(nearest);
        return nearest;
    }

    /** Moves the least {@code count} of the first {@code size} different keys to the front (Hoare's selection). */
    static void selectLeast(long[] keys, int size, int count) {
        int from = 0;
        int to = size - 1;
        while (from < to) {
            long pivot = median(keys[from], keys[(from + to) >>> 1], keys[to]);
            int left = from;
            int right = to;
            while (left <= right) {
                while (keys[left] < pivot) {
                    left++;
                }
                while (keys[right] > pivot) {
                    right--;
                }
                if (left <= right) {
                    long swapped = keys[left];
                    keys[left++] = keys[right];
                    keys[right--] = swapped;
                }
            }
            if (count - 1 <= right) {
                to = right;
            } else if (count - 1 >= left) {
                from = left;
            } else {
                return;
            }
        }
    }

    private static long median(long a, long b, long c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
