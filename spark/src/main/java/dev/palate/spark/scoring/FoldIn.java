package dev.palate.spark.scoring;

import dev.palate.core.matrix.SparseVector;
import dev.palate.spark.data.Histories;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What one user has done, as a model uses it: by the rules of the service's fold-in, with which it must agree. Collects one user after the
 * other.
 */
final class FoldIn {

    private final int[] columns;
    private final float least;
    private final boolean ranked;
    private final BitSet seen = new BitSet();
    private int[] known = new int[64];
    private float[] values = new float[64];
    private long[] times = new long[64];
    private boolean[] positive = new boolean[64];
    private int size;

    /**
     * Collects nothing yet.
     *
     * @param columns of the model by item; negative for items that it does not know
     * @param least the least preference that the model uses
     * @param ranked whether the model uses the order of the preferences
     */
    FoldIn(int[] columns, float least, boolean ranked) {
        this.columns = columns;
        this.least = least;
        this.ranked = ranked;
    }

    void clear() {
        size = 0;
        seen.clear();
    }

    /**
     * Adds what the user has done with an item. Of several ratings of an item in succession the last one counts.
     *
     * @param kind one of {@link Histories}
     */
    void add(int item, float value, long time, int kind) {
        if (kind == Histories.RATING || kind == Histories.EXCLUSION) {
            seen.set(item);
        }
        if (kind == Histories.EXCLUSION || columns[item] < 0) {
            return;
        }
        if (size > 0 && known[size - 1] == columns[item]) {
            size--;
        }
        if (size == known.length) {
            known = Arrays.copyOf(known, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
            times = Arrays.copyOf(times, 2 * size);
            positive = Arrays.copyOf(positive, 2 * size);
        }
        known[size] = columns[item];
        values[size] = value;
        times[size] = time;
        positive[size++] = kind == Histories.POSITIVE;
    }

    /** The items that must not be in the list. */
    BitSet seen() {
        return (BitSet) seen.clone();
    }

    /** Whether the model scores this user differently from one without any preferences. */
    boolean isUsable() {
        for (int k = 0; k < size; k++) {
            if (values[k] >= least || positive[k]) {
                return true;
            }
        }
        return false;
    }

    /** If all preferences are too low, positive ones without a rating count as high enough: the user has tastes all the same. */
    SparseVector vector() {
        float[] used = Arrays.copyOf(values, size);
        boolean low = true;
        for (float value : used) {
            low &= value < least;
        }
        for (int k = 0; low && k < size; k++) {
            used[k] = positive[k] ? least : used[k];
        }
        int[] indexes = Arrays.copyOf(known, size);
        return ranked ? SparseVector.of(indexes, used, Arrays.copyOf(times, size)) : SparseVector.of(indexes, used);
    }
}
