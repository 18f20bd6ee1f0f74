package dev.palate.core.split;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Set operations on rows of ratings. */
final class Rows {

    private Rows() {}

    /** The entries of {@code row} whose items {@code excluded} does not contain. */
    static SparseVector without(SparseVector row, SparseVector excluded) {
        int[] items = new int[row.size()];
        float[] values = new float[row.size()];
        int kept = 0;
        for (int k = 0; k < row.size(); k++) {
            if (!excluded.contains(row.index(k))) {
                items[kept] = row.index(k);
                values[kept++] = row.value(k);
            }
        }
        return kept == row.size() ? row : SparseVector.of(Arrays.copyOf(items, kept), Arrays.copyOf(values, kept));
    }

    /** The ratings of both; if both rate an item, the rating of {@code second}. */
    static RatingMatrix merge(RatingMatrix first, RatingMatrix second) {
        List<SparseVector> rows = new ArrayList<>();
        for (int user = 0; user < first.rowCount(); user++) {
            rows.add(merge(without(first.row(user), second.row(user)), second.row(user)));
        }
        return RatingMatrix.of(first.columnCount(), rows);
    }

    private static SparseVector merge(SparseVector first, SparseVector second) {
        int[] items = Arrays.copyOf(first.indexes(), first.size() + second.size());
        float[] values = Arrays.copyOf(first.values(), items.length);
        System.arraycopy(second.indexes(), 0, items, first.size(), second.size());
        System.arraycopy(second.values(), 0, values, first.size(), second.size());
        return SparseVector.of(items, values);
    }
}
