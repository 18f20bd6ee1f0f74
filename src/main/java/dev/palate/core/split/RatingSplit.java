package dev.palate.core.split;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Some ratings of each user held out; equal row numbers of the two matrices belong to the same user.
 *
 * @param train {@code [users x items]}
 * @param heldOut {@code [users x items]}; rows may be empty
 */
public record RatingSplit(RatingMatrix train, RatingMatrix heldOut) {

    /** A user with fewer ratings keeps all of them. */
    private static final int LEAST_RATINGS = 3;

    /** Holds out {@code floor(share * n)} of each user's {@code n} ratings. */
    public static RatingSplit of(RatingMatrix ratings, double share, long seed) {
        return of(ratings, seed, size -> share);
    }

    /**
     * Holds out about {@code share} of each user's ratings, and at least one of a user with three or more, so that users with few
     * ratings are held out, too.
     */
    public static RatingSplit ofEachUser(RatingMatrix ratings, double share, long seed) {
        return of(
                ratings,
                seed,
                size -> size < LEAST_RATINGS ? 0 : (double) Math.max(1, Math.round(share * size)) / size);
    }

    /** @param share by the number of a user's ratings */
    private static RatingSplit of(RatingMatrix ratings, long seed, IntToDoubleFunction share) {
        List<SparseVector> train = new ArrayList<>();
        List<SparseVector> heldOut = new ArrayList<>();
        for (int user = 0; user < ratings.rowCount(); user++) {
            SparseVector row = ratings.row(user);
            RowSplit split = RowSplit.of(row, share.applyAsDouble(row.size()), seed, user);
            train.add(split.kept());
            heldOut.add(split.heldOut());
        }
        return new RatingSplit(
                RatingMatrix.of(ratings.columnCount(), train), RatingMatrix.of(ratings.columnCount(), heldOut));
    }

    /** The ratings of both, row by row and without ranks; if both rate an item, the rating of {@code second}. */
    public static RatingMatrix merge(RatingMatrix first, RatingMatrix second) {
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

    /** The entries of {@code row} whose items {@code excluded} does not contain. */
    static SparseVector without(SparseVector row, SparseVector excluded) {
        return row.filter(k -> !excluded.contains(row.index(k)));
    }
}
