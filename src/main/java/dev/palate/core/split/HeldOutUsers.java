package dev.palate.core.split;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Users that a model is measured on: for each user the ratings that the model sees, and the items that it should find.
 *
 * @param foldIn {@code [users x items]}, raw ratings; these items are never ranked
 * @param heldOut {@code [users x items]}, the relevant items; every row has at least one, and none that is in the fold-in
 * @param skipped number of users left out because none of their ratings could be folded in or held out
 */
public record HeldOutUsers(RatingMatrix foldIn, RatingMatrix heldOut, int skipped) {

    /** The difference between the seeds of two draws; large, so that the seeds of two splits do not coincide. */
    private static final long DRAW_SEED = 0x1_0000_0000L;

    /**
     * Splits each user's relevant items, which are those rated at least {@code threshold}; other ratings are dropped, as by
     * Liang et al. 2018.
     *
     * @param ratings {@code [users x items]}
     * @param users the rows to take, in this order
     */
    public static HeldOutUsers of(RatingMatrix ratings, int[] users, double threshold, double heldOutShare, long seed) {
        Builder builder = new Builder(ratings.columnCount());
        for (int user : users) {
            SparseVector row = ratings.row(user);
            SparseVector relevant = row.filter(at -> row.value(at) >= (float) threshold);
            RowSplit split = RowSplit.of(relevant, heldOutShare, seed, user);
            builder.add(split.kept(), split.kept().isEmpty() ? SparseVector.empty() : split.heldOut());
        }
        return builder.build();
    }

    /**
     * As {@link #of}, with {@code draws} independent splits of every user, which average out the effect of chance on one split
     * of a few users. The first draw is that of {@link #of}.
     */
    public static HeldOutUsers drawn(
            RatingMatrix ratings, int[] users, double threshold, double heldOutShare, long seed, int draws) {
        Builder builder = new Builder(ratings.columnCount());
        for (int draw = 0; draw < draws; draw++) {
            builder.addAll(of(ratings, users, threshold, heldOutShare, seed + DRAW_SEED * draw));
        }
        return builder.build();
    }

    /**
     * Every user with ratings in {@code later}; the relevant items are those rated at least {@code threshold} there and not
     * contained in {@code foldIn}, which may be empty. Equal row numbers of the two matrices belong to the same user.
     */
    public static HeldOutUsers following(RatingMatrix foldIn, RatingMatrix later, double threshold) {
        RatingMatrix relevant = later.atLeast((float) threshold);
        Builder builder = new Builder(foldIn.columnCount());
        for (int user = 0; user < foldIn.rowCount(); user++) {
            if (!later.row(user).isEmpty()) {
                builder.add(foldIn.row(user), RatingSplit.without(relevant.row(user), foldIn.row(user)));
            }
        }
        return builder.build();
    }

    /** At most {@code rows} of these users, at equal distances from each other; all if there are not more. */
    public HeldOutUsers spread(int rows) {
        if (rows >= count()) {
            return this;
        }
        int[] kept = IntStream.range(0, rows)
                .map(at -> (int) ((long) at * count() / rows))
                .toArray();
        return new HeldOutUsers(foldIn.selectRows(kept), heldOut.selectRows(kept), skipped);
    }

    /** No users. */
    public static HeldOutUsers none(int columnCount) {
        RatingMatrix empty = RatingMatrix.of(columnCount, List.of());
        return new HeldOutUsers(empty, empty, 0);
    }

    /** Whether a user with this number of relevant items has something to fold in and something to hold out. */
    public static boolean isMeasurable(int relevantItems, double heldOutShare) {
        int heldOut = RowSplit.heldOutCount(relevantItems, heldOutShare);
        return heldOut > 0 && heldOut < relevantItems;
    }

    public int count() {
        return foldIn.rowCount();
    }

    /** The first {@code rows} of these users, or all if there are fewer. */
    public HeldOutUsers first(int rows) {
        int[] kept = IntStream.range(0, Math.min(rows, count())).toArray();
        return new HeldOutUsers(foldIn.selectRows(kept), heldOut.selectRows(kept), skipped);
    }

    private static final class Builder {

        private final int columnCount;
        private final List<SparseVector> foldIns = new ArrayList<>();
        private final List<SparseVector> heldOuts = new ArrayList<>();
        private int skipped;

        Builder(int columnCount) {
            this.columnCount = columnCount;
        }

        void add(SparseVector foldIn, SparseVector heldOut) {
            if (heldOut.isEmpty()) {
                skipped++;
            } else {
                foldIns.add(foldIn);
                heldOuts.add(heldOut);
            }
        }

        void addAll(HeldOutUsers users) {
            for (int user = 0; user < users.count(); user++) {
                add(users.foldIn().row(user), users.heldOut().row(user));
            }
            skipped = users.skipped();
        }

        HeldOutUsers build() {
            return new HeldOutUsers(
                    RatingMatrix.of(columnCount, foldIns), RatingMatrix.of(columnCount, heldOuts), skipped);
        }
    }
}
