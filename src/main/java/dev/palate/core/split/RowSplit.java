package dev.palate.core.split;

import dev.palate.core.matrix.SparseVector;
import dev.palate.core.random.CounterRandom;
import java.util.Arrays;

/**
 * The ratings of one user split in two by a random choice that only depends on the seed, the user's key and the items: not on
 * other users, nor on the order in which users are split.
 */
record RowSplit(SparseVector kept, SparseVector heldOut) {

    /** Holds out {@code floor(share * row.size())} ratings, as Liang et al. 2018 do. */
    static RowSplit of(SparseVector row, double share, long seed, int userKey) {
        int heldOutCount = heldOutCount(row.size(), share);
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
        return new RowSplit(row.filter(k -> !out[k]), row.filter(k -> out[k]));
    }

    static int heldOutCount(int size, double share) {
        // Rounding must not turn a share such as 0.3 of 10 into 2.
        return (int) Math.floor(share * size + 1e-9);
    }

    /** A hash of an id, uniform and signed. */
    static long hash(String id, long seed) {
        long hash = mix(seed);
        for (int at = 0; at < id.length(); at++) {
            hash = mix(hash + id.charAt(at));
        }
        return hash;
    }

    private static long mix(long value) {
        return CounterRandom.splitMix(value).bits(0);
    }
}
