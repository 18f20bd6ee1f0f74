package dev.palate.core.matrix;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Ratings in compressed sparse rows, {@code [users x items]}, with 8 bytes per rating and 4 per row. Immutable. A stored value
 * may be 0; an entry that is not stored is unknown. A matrix whose values are all 1 can do without the 4 bytes of each. Ratings
 * may have the recency ranks that a {@link SparseVector} defines, with 4 bytes more per rating.
 */
public final class RatingMatrix {

    private final int columnCount;
    private final int[] rowStarts;
    private final int[] columns;
    /** Null: all are 1. */
    private final float @Nullable [] values;

    private final int @Nullable [] ranks;

    private RatingMatrix(
            int columnCount, int[] rowStarts, int[] columns, float @Nullable [] values, int @Nullable [] ranks) {
        this.columnCount = columnCount;
        this.rowStarts = rowStarts;
        this.columns = columns;
        this.values = values;
        this.ranks = ranks;
    }

    /**
     * A matrix without ranks that takes ownership of the given arrays.
     *
     * @param rowStarts {@code [rows + 1]}, ascending, from 0 to the number of ratings
     * @param columns the item index of each rating, strictly ascending inside a row
     * @param values the value of each rating
     * @throws IllegalArgumentException if the arrays do not describe such a matrix
     */
    public static RatingMatrix ofRows(int columnCount, int[] rowStarts, int[] columns, float[] values) {
        return checked(new RatingMatrix(columnCount, rowStarts, columns, values, null));
    }

    /** As {@link #ofRows}, with the value 1 for all ratings. */
    public static RatingMatrix ofOnes(int columnCount, int[] rowStarts, int[] columns) {
        return checked(new RatingMatrix(columnCount, rowStarts, columns, null, null));
    }

    /** A matrix with one row for each vector, and with ranks if any of these has them. */
    public static RatingMatrix of(int columnCount, List<SparseVector> rows) {
        int[] starts = new int[rows.size() + 1];
        for (int r = 0; r < rows.size(); r++) {
            starts[r + 1] = Math.addExact(starts[r], rows.get(r).size());
        }
        int[] columns = new int[starts[rows.size()]];
        float[] values = new float[columns.length];
        int[] ranks = rows.stream().anyMatch(SparseVector::hasRanks) ? new int[columns.length] : null;
        for (int r = 0; r < rows.size(); r++) {
            rows.get(r).copyTo(columns, values, ranks, starts[r]);
        }
        return checked(new RatingMatrix(columnCount, starts, columns, values, ranks));
    }

    private static RatingMatrix checked(RatingMatrix matrix) {
        check(matrix.columnCount, matrix.rowStarts, matrix.columns, matrix.values);
        return matrix;
    }

    private static void check(int columnCount, int[] rowStarts, int[] columns, float @Nullable [] values) {
        if (rowStarts.length == 0 || rowStarts[0] != 0 || (values != null && columns.length != values.length)) {
            throw new IllegalArgumentException("row starts must begin with 0, and every column needs a value");
        }
        int rows = rowStarts.length - 1;
        if (rowStarts[rows] > columns.length) {
            throw new IllegalArgumentException(rowStarts[rows] + " ratings announced, " + columns.length + " given");
        }
        for (int r = 0; r < rows; r++) {
            int last = -1;
            for (int k = rowStarts[r]; k < rowStarts[r + 1]; k++) {
                if (columns[k] <= last || columns[k] >= columnCount) {
                    throw new IllegalArgumentException(
                            "row " + r + ": item index " + columns[k] + " is out of order or not below " + columnCount);
                }
                last = columns[k];
            }
            if (rowStarts[r + 1] < rowStarts[r]) {
                throw new IllegalArgumentException("row starts descend at row " + r);
            }
        }
    }

    public int rowCount() {
        return rowStarts.length - 1;
    }

    public int columnCount() {
        return columnCount;
    }

    /** The number of stored ratings. */
    public int size() {
        return rowStarts[rowCount()];
    }

    /** The position at which row {@code r} starts in {@link #column(int)} and {@link #value(int)}; {@code r} in {@code 0..rowCount()}. */
    public int rowStart(int r) {
        return rowStarts[r];
    }

    /** The column of the rating at {@code position}, {@code 0..size()-1} in row order. */
    public int column(int position) {
        return columns[position];
    }

    /** The value of the rating at {@code position}. */
    public float value(int position) {
        return values == null ? 1 : values[position];
    }

    /** The position of the rating of {@code column} in row {@code r}; negative if it has none. A binary search. */
    public int find(int r, int column) {
        return Arrays.binarySearch(columns, rowStarts[r], rowStarts[r + 1], column);
    }

    /** Whether all values are 1 and take no memory. */
    public boolean isOnes() {
        return values == null;
    }

    public boolean hasRanks() {
        return ranks != null;
    }

    /** The recency rank of the rating at {@code position} in its row; 0 without ranks. */
    public int rank(int position) {
        return ranks == null ? 0 : ranks[position];
    }

    /** Row {@code r} as a view. */
    public SparseVector row(int r) {
        return new SparseVector(columns, values, ranks, rowStarts[r], rowStarts[r + 1]);
    }

    /** How many ratings each column has. */
    public int[] columnCounts() {
        int[] counts = new int[columnCount];
        for (int k = 0; k < size(); k++) {
            counts[columns[k]]++;
        }
        return counts;
    }

    /** A new matrix of the given rows in the given order, with the same columns. */
    public RatingMatrix selectRows(int[] rows) {
        return of(columnCount, IntStream.of(rows).mapToObj(this::row).toList());
    }

    /** The first {@code rows} rows, with the same columns. Shares the memory of this matrix. */
    public RatingMatrix firstRows(int rows) {
        Objects.checkIndex(rows, rowStarts.length);
        return new RatingMatrix(columnCount, Arrays.copyOf(rowStarts, rows + 1), columns, values, ranks);
    }

    /** Only the ratings of at least {@code threshold}, with the same rows, columns and ranks. */
    public RatingMatrix atLeast(float threshold) {
        int[] starts = new int[rowStarts.length];
        int[] newColumns = new int[size()];
        float[] newValues = new float[size()];
        int[] newRanks = ranks == null ? null : new int[size()];
        int kept = 0;
        for (int r = 0; r < rowCount(); r++) {
            for (int k = rowStarts[r]; k < rowStarts[r + 1]; k++) {
                if (value(k) >= threshold) {
                    newColumns[kept] = columns[k];
                    if (newRanks != null) {
                        newRanks[kept] = rank(k);
                    }
                    newValues[kept++] = value(k);
                }
            }
            starts[r + 1] = kept;
        }
        return new RatingMatrix(
                columnCount,
                starts,
                Arrays.copyOf(newColumns, kept),
                Arrays.copyOf(newValues, kept),
                newRanks == null ? null : Arrays.copyOf(newRanks, kept));
    }

    /**
     * The ratings of at least {@code threshold}, each with the value 1 and without ranks. Shares the memory of this matrix if these
     * are all of its ratings.
     */
    public RatingMatrix onesAtLeast(float threshold) {
        int[] starts = new int[rowStarts.length];
        for (int r = 0; r < rowCount(); r++) {
            int kept = starts[r];
            for (int k = rowStarts[r]; k < rowStarts[r + 1]; k++) {
                kept += value(k) >= threshold ? 1 : 0;
            }
            starts[r + 1] = kept;
        }
        int size = starts[rowCount()];
        if (size == size()) {
            return new RatingMatrix(columnCount, rowStarts, columns, null, null);
        }
        int[] kept = new int[size];
        int next = 0;
        for (int k = 0; k < size(); k++) {
            if (value(k) >= threshold) {
                kept[next++] = columns[k];
            }
        }
        return new RatingMatrix(columnCount, starts, kept, null, null);
    }

    /** The same entries and ranks with other values. */
    public RatingMatrix map(Values change) {
        float[] changed = new float[size()];
        for (int k = 0; k < changed.length; k++) {
            changed[k] = change.of(value(k));
        }
        return new RatingMatrix(columnCount, rowStarts, columns, changed, ranks);
    }

    /** Computes a value from another one. */
    @FunctionalInterface
    public interface Values {

        float of(float value);
    }

    /** The same values as {@code [items x users]}, without ranks, because a rank orders the ratings of a user. */
    public RatingMatrix transpose() {
        int[] starts = new int[columnCount + 1];
        for (int k = 0; k < size(); k++) {
            starts[columns[k] + 1]++;
        }
        for (int c = 0; c < columnCount; c++) {
            starts[c + 1] += starts[c];
        }
        int[] next = Arrays.copyOf(starts, columnCount);
        int[] newColumns = new int[size()];
        float[] newValues = values == null ? null : new float[size()];
        for (int r = 0; r < rowCount(); r++) {
            for (int k = rowStarts[r]; k < rowStarts[r + 1]; k++) {
                int target = next[columns[k]]++;
                newColumns[target] = r;
                if (newValues != null) {
                    newValues[target] = value(k);
                }
            }
        }
        return new RatingMatrix(rowCount(), starts, newColumns, newValues, null);
    }
}
