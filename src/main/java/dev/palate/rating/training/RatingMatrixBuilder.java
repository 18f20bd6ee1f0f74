package dev.palate.rating.training;

import dev.palate.core.matrix.RatingMatrix;
import java.util.Arrays;

/** Builds a compressed matrix from ratings that arrive in any order, when the length of each row is known. */
final class RatingMatrixBuilder {

    private final int[] rowStarts;
    private final int[] next;
    private final int[] columns;
    private final float[] values;

    /**
     * @param rowStarts {@code [rows + 1]}: the position at which each row begins, and at the end the number of ratings
     */
    RatingMatrixBuilder(int[] rowStarts) {
        this.rowStarts = rowStarts;
        this.next = Arrays.copyOf(rowStarts, rowStarts.length - 1);
        this.columns = new int[rowStarts[rowStarts.length - 1]];
        this.values = new float[columns.length];
    }

    void add(int row, int column, float value) {
        int position = next[row]++;
        columns[position] = column;
        values[position] = value;
    }

    /** The matrix of all added ratings. It takes the arrays over: the builder must not be used afterwards. */
    RatingMatrix build(int columnCount) {
        long[] keyed = new long[0];
        for (int r = 0; r < next.length; r++) {
            int length = rowStarts[r + 1] - rowStarts[r];
            if (next[r] != rowStarts[r + 1]) {
                throw new IllegalStateException("row " + r + " must have " + length + " ratings");
            }
            if (length > keyed.length) {
                keyed = new long[length + length / 2];
            }
            sort(rowStarts[r], length, keyed);
        }
        return RatingMatrix.ofRows(columnCount, rowStarts, columns, values);
    }

    private void sort(int from, int length, long[] keyed) {
        for (int k = 0; k < length; k++) {
            keyed[k] = ((long) columns[from + k] << 32) | (Float.floatToRawIntBits(values[from + k]) & 0xFFFFFFFFL);
        }
        Arrays.sort(keyed, 0, length);
        for (int k = 0; k < length; k++) {
            columns[from + k] = (int) (keyed[k] >> 32);
            values[from + k] = Float.intBitsToFloat((int) keyed[k]);
        }
    }
}
