package dev.palate.core.matrix;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * One row of a {@link RatingMatrix}: column indexes, strictly ascending, and their values. Usually one user's ratings by
 * item. It is a view on arrays that must not change.
 */
public final class SparseVector {

    private static final SparseVector EMPTY = new SparseVector(new int[0], new float[0], 0, 0);

    private final int[] indexes;
    private final float[] values;
    private final int from;
    private final int to;

    SparseVector(int[] indexes, float[] values, int from, int to) {
        this.indexes = indexes;
        this.values = values;
        this.from = from;
        this.to = to;
    }

    public static SparseVector empty() {
        return EMPTY;
    }

    /**
     * A vector of the given entries, in any order.
     *
     * @throws IllegalArgumentException if the arrays differ in length, or an index is negative or occurs twice
     */
    public static SparseVector of(int[] indexes, float[] values) {
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
        for (int k = 0; k < keyed.length; k++) {
            sorted[k] = (int) (keyed[k] >> 32);
            ordered[k] = values[(int) keyed[k]];
            if (sorted[k] < 0 || (k > 0 && sorted[k] == sorted[k - 1])) {
                throw new IllegalArgumentException("index " + sorted[k] + " is negative or occurs twice");
            }
        }
        return new SparseVector(sorted, ordered, 0, sorted.length);
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
        return values[from + k];
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
        return Arrays.copyOfRange(values, from, to);
    }

    void copyTo(int[] targetIndexes, float[] targetValues, int at) {
        System.arraycopy(indexes, from, targetIndexes, at, size());
        System.arraycopy(values, from, targetValues, at, size());
    }

    /** The entries whose position, {@code 0..size()-1}, is accepted, as a copy. */
    public SparseVector filter(IntPredicate position) {
        int[] kept = IntStream.range(0, size()).filter(position).toArray();
        int[] keptIndexes = new int[kept.length];
        float[] keptValues = new float[kept.length];
        for (int k = 0; k < kept.length; k++) {
            keptIndexes[k] = index(kept[k]);
            keptValues[k] = value(kept[k]);
        }
        return new SparseVector(keptIndexes, keptValues, 0, kept.length);
    }

    /** This vector without the {@code k}-th entry, as a copy. */
    public SparseVector without(int k) {
        return filter(position -> position != k);
    }
}
