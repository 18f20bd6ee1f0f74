package dev.palate.core.split;

import dev.palate.core.matrix.SparseVector;
import java.util.Arrays;

/**
 * The ratings of one user split in two by a random choice that only depends on the seed, the user's key and the items: not on
 * other users, nor on the order in which users are split.
 */
record RowSplit(SparseVector kept, SparseVector heldOut) {

    /** Holds out {@code floor(share * row.size())} ratings, as Liang et al. 2018 do. */
    static RowSplit of(SparseVector row, double share, long seed, int userKey) {
        // Rounding must not turn a share such as 0.3 of 10 into 2.
        int heldOutCount = (int) Math.floor(share * row.size() + 1e-9);
        long[] drawn = new long[row.size()];
        long userSeed = mix(mix(seed) + userKey);
        for (int k = 0; k < drawn.length; k++) {
            drawn[k] = (mix(userSeed + row.index(k)) & 0xFFFFFFFF00000000L) | k;
        }
        Arrays.sort(drawn);
        boolean[] out = new boolean[drawn.length];
        for (int k = 0; k < heldOutCount; k++) {
            out[(int) drawn[k]] = true;
        }
        return new RowSplit(select(row, out, false, drawn.length - heldOutCount), select(row, out, true, heldOutCount));
    }

    private static SparseVector select(SparseVector row, boolean[] out, boolean wanted, int count) {
        int[] items = new int[count];
        float[] values = new float[count];
        int at = 0;
        for (int k = 0; k < row.size(); k++) {
            if (out[k] == wanted) {
                items[at] = row.index(k);
                values[at++] = row.value(k);
            }
        }
        return SparseVector.of(items, values);
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
