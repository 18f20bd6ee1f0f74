package dev.palate.core.evaluation.newitem;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.split.EvaluationSplit;
import dev.palate.core.split.HeldOutUsers;
import dev.palate.core.split.UserSplit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Items whose ratings are all held out. Their columns stay, without ratings, as those of new items do in a training set. */
final class HeldOutItems {

    private final RatingMatrix ratings;
    private final BitSet items;

    private HeldOutItems(RatingMatrix ratings, BitSet items) {
        this.ratings = ratings;
        this.items = items;
    }

    /**
     * Draws items with ratings.
     *
     * @param share of these items
     */
    static HeldOutItems draw(RatingMatrix ratings, double share, long seed) {
        int[] counts = ratings.columnCounts();
        int[] rated = IntStream.range(0, counts.length)
                .filter(item -> counts[item] > 0)
                .toArray();
        // The draw of users serves any numbered things.
        BitSet items = new BitSet();
        IntStream.of(UserSplit.of(rated.length, 0, share, seed).test()).forEach(drawn -> items.set(rated[drawn]));
        return new HeldOutItems(ratings, items);
    }

    boolean contains(int item) {
        return items.get(item);
    }

    /**
     * All users are trained on with their ratings of the other items, except for validation users. The test measures every user with
     * a relevant rating both of a held-out item and of another one: the latter are the fold-in.
     */
    EvaluationSplit split(double threshold, double validationShare, double heldOutShare, long seed) {
        RatingMatrix others = select(ratings, item -> !items.get(item));
        HeldOutUsers test = test(others, threshold);
        if (validationShare == 0) {
            return new EvaluationSplit(others, HeldOutUsers.none(others.columnCount()), others, test);
        }
        UserSplit users = UserSplit.of(ratings.rowCount(), 0, validationShare, seed);
        return new EvaluationSplit(
                others.selectRows(users.train()),
                HeldOutUsers.of(others, users.test(), threshold, heldOutShare, seed),
                others,
                test);
    }

    private HeldOutUsers test(RatingMatrix others, double threshold) {
        RatingMatrix relevant = ratings.atLeast((float) threshold);
        List<SparseVector> foldIns = new ArrayList<>();
        List<SparseVector> heldOuts = new ArrayList<>();
        for (int user = 0; user < ratings.rowCount(); user++) {
            SparseVector row = relevant.row(user);
            SparseVector heldOut = row.filter(k -> items.get(row.index(k)));
            if (!heldOut.isEmpty() && heldOut.size() < row.size()) {
                foldIns.add(others.row(user));
                heldOuts.add(heldOut);
            }
        }
        return new HeldOutUsers(
                RatingMatrix.of(ratings.columnCount(), foldIns),
                RatingMatrix.of(ratings.columnCount(), heldOuts),
                ratings.rowCount() - foldIns.size());
    }

    private static RatingMatrix select(RatingMatrix ratings, IntPredicate accepted) {
        List<SparseVector> rows = new ArrayList<>(ratings.rowCount());
        for (int user = 0; user < ratings.rowCount(); user++) {
            SparseVector row = ratings.row(user);
            rows.add(row.filter(k -> accepted.test(row.index(k))));
        }
        return RatingMatrix.of(ratings.columnCount(), rows);
    }
}
