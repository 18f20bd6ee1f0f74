package dev.palate.core.matrix;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One row of a {@link RatingMatrix}: column indexes, strictly ascending, and their values. Usually one user's ratings by
 * item. It is a view on arrays that must not change.
 *
 * <p>Entries may have recency ranks: the rank of an entry is the number of the user's entries that are later, 0 for the latest. Of
 * equal times, the entry with the higher index is the later. Entries without ranks are as if each were the latest.
 */
public final class SparseVector {

    private static final SparseVector EMPTY = new SparseVector(new int[0], new float[0], null, 0, 0);

    private final int[] indexes;
    /** Null: all are 1. */
    private final float @Nullable [] values;

    private final int @Nullable [] ranks;
    private final int from;
    private final int to;

    SparseVector(int[] indexes, float @Nullable [] values, int @Nullable [] ranks, int from, int to) {
        this.indexes = indexes;
        this.values = values;
        this.ranks = ranks;
        this.from = from;
        this.to = to;
    }

    public static SparseVector empty() {
        return EMPTY;
    }

    /**
     * A vector of the given entries, in any order and without ranks.
     *
     * @throws IllegalArgumentException if the arrays differ in length, or an index is negative or occurs twice
     */
    public static SparseVector of(int[] indexes, float[] values) {
        return sorted(indexes, values, null);
    }

    /**
     * The same with recency ranks.
     *
     * @param times of the entries, in any unit
     */
    public static SparseVector of(int[] indexes, float[] values, long[] times) {
        if (indexes.length != times.length) {
            throw new IllegalArgumentException(indexes.length + " indexes but " + times.length + " times");
        }
        int[] latestFirst = IntStream.range(0, times.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer k) -> times[k])
                        .thenComparingInt(k -> indexes[k])
                        .reversed())
                .mapToInt(k -> k)
                .toArray();
        int[] ranks = new int[times.length];
        for (int rank = 0; rank < ranks.length; rank++) {
            ranks[latestFirst[rank]] = rank;
        }
        return sorted(indexes, values, ranks);
    }

    private static SparseVector sorted(int[] indexes, float[] values, int @Nullable [] ranks) {
        if (indexes.length != values.length) {
            throw new IllegalArgumentException(indexes.length + " indexes but " + values.length + " values");
        }
        long[] keyed = new long[indexes.length];
        for (int k = 0; k < keyed.length; k++) {
            keyed[k] = ((long) indexes[k] << 32) | k;
        }
        Arrays.sort(keyed);
        int[] sorted = new int[keyed.length];
        float[] ordered = new float[keyed.length];
        int[] orderedRanks = ranks == null ? null : new int[keyed.length];
        for (int k = 0; k < keyed.length; k++) {
            sorted[k] = (int) (keyed[k] >> 32);
            ordered[k] = values[(int) keyed[k]];
            if (ranks != null && orderedRanks != null) {
                orderedRanks[k] = ranks[(int) keyed[k]];
            }
            if (sorted[k] < 0 || (k > 0 && sorted[k] == sorted[k - 1])) {
                throw new IllegalArgumentException("index " + sorted[k] + " is negative or occurs twice");
            }
        }
        return new SparseVector(sorted, ordered, orderedRanks, 0, sorted.length);
    }

    /** The number of stored entries. */
    public int size() {
        return to - from;
    }

    public boolean isEmpty() {
        return to == from;
    }

    /** The index of the {@code k}-th entry, {@code k} in {@code 0..size()-1}. */
    public int index(int k) {
        return indexes[from + k];
    }

    /** The value of the {@code k}-th entry. */
    public float value(int k) {
        return values == null ? 1 : values[from + k];
    }

    public boolean hasRanks() {
        return ranks != null;
    }

    /** The recency rank of the {@code k}-th entry; 0 without ranks. */
    public int rank(int k) {
        return ranks == null ? 0 : ranks[from + k];
    }

    /** Whether {@code index} is stored, regardless of its value. A binary search. */
    public boolean contains(int index) {
        return Arrays.binarySearch(indexes, from, to, index) >= 0;
    }

    /** The stored indexes, ascending, as a copy. */
    public int[] indexes() {
        return Arrays.copyOfRange(indexes, from, to);
    }

    /** The stored values in the order of {@link #indexes()}, as a copy. */
    public float[] values() {
        float[] copy = new float[size()];
        copyValues(copy, 0);
        return copy;
    }

    private void copyValues(float[] target, int at) {
        if (values == null) {
            Arrays.fill(target, at, at + size(), 1);
        } else {
            System.arraycopy(values, from, target, at, size());
        }
    }

    void copyTo(int[] targetIndexes, float[] targetValues, int @Nullable [] targetRanks, int at) {
        System.arraycopy(indexes, from, targetIndexes, at, size());
        copyValues(targetValues, at);
        if (ranks != null && targetRanks != null) {
            System.arraycopy(ranks, from, targetRanks, at, size());
        }
    }

    /**
     * The entries whose position, {@code 0..size()-1}, is accepted, as a copy. They keep their ranks: what is left out of a user's
     * history does not make the rest of it later.
     */
    public SparseVector filter(IntPredicate position) {
        int[] kept = IntStream.range(0, size()).filter(position).toArray();
        int[] keptIndexes = new int[kept.length];
        float[] keptValues = new float[kept.length];
        int[] keptRanks = ranks == null ? null : new int[kept.length];
        for (int k = 0; k < kept.length; k++) {
            keptIndexes[k] = index(kept[k]);
            keptValues[k] = value(kept[k]);
            if (keptRanks != null) {
                keptRanks[k] = rank(kept[k]);
            }
        }
        return new SparseVector(keptIndexes, keptValues, keptRanks, 0, kept.length);
    }

    /** The history before the {@code latest} latest entries, with its own ranks, as a copy; this vector must have ranks. */
    public SparseVector before(int latest) {
        SparseVector earlier = filter(k -> rank(k) >= latest);
        for (int k = 0; earlier.ranks != null && k < earlier.ranks.length; k++) {
            earlier.ranks[k] -= latest;
        }
        return earlier;
    }

    /** The entries with other indexes and their own ranks, as a copy, without those for which {@code mapping} is negative. */
    public SparseVector reindexed(IntUnaryOperator mapping) {
        SparseVector kept = filter(k -> mapping.applyAsInt(index(k)) >= 0);
        return sorted(IntStream.of(kept.indexes).map(mapping).toArray(), kept.values(), kept.ranks);
    }

    /** This vector without the {@code k}-th entry, as a copy. */
    public SparseVector without(int k) {
        return filter(position -> position != k);
    }
}
