package dev.palate.core.split;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chronological leave-one-out: the latest rating of each user is the test, the one before it the validation, the rest
 * the training. Of equal times, the one with the higher item index is the later. The fold-ins have recency ranks.
 */
public final class LeaveOneOut {

    private LeaveOneOut() {}

    /**
     * Only users and items with at least {@code least} ratings each (the k-core): removal is repeated until nothing changes. Rows
     * of removed users disappear, columns of removed items remain and are empty.
     */
    public static TimedRatings core(TimedRatings all, int least) {
        TimedRatings kept = all;
        int before;
        do {
            before = kept.ratings().size();
            kept = filter(kept, least);
        } while (kept.ratings().size() < before);
        return kept;
    }

    /**
     * Splits the ratings of every user.
     *
     * @throws IllegalArgumentException if a user has fewer than 3 ratings
     */
    public static EvaluationSplit split(TimedRatings timed, double threshold) {
        RatingMatrix ratings = timed.ratings();
        List<SparseVector> train = new ArrayList<>();
        List<SparseVector> validation = new ArrayList<>();
        List<SparseVector> complete = new ArrayList<>();
        List<SparseVector> test = new ArrayList<>();
        for (int user = 0; user < ratings.rowCount(); user++) {
            SparseVector row = timed.row(user);
            if (row.size() < 3) {
                throw new IllegalArgumentException(
                        "leave-one-out needs 3 ratings of each user, row " + user + " has " + row.size());
            }
            test.add(row.filter(k -> row.rank(k) == 0));
            complete.add(row.before(1));
            validation.add(row.filter(k -> row.rank(k) == 1));
            train.add(row.before(2));
        }
        int columns = ratings.columnCount();
        return EvaluationSplit.following(
                RatingMatrix.of(columns, train),
                RatingMatrix.of(columns, validation),
                RatingMatrix.of(columns, complete),
                RatingMatrix.of(columns, test),
                threshold);
    }

    private static TimedRatings filter(TimedRatings timed, int least) {
        RatingMatrix ratings = timed.ratings();
        int[] itemCounts = ratings.columnCounts();
        int[] starts = new int[ratings.rowCount() + 1];
        int[] columns = new int[ratings.size()];
        float[] values = new float[columns.length];
        long[] times = new long[columns.length];
        int rows = 0;
        int kept = 0;
        for (int user = 0; user < ratings.rowCount(); user++) {
            if (ratings.row(user).size() < least) {
                continue;
            }
            for (int at = ratings.rowStart(user); at < ratings.rowStart(user + 1); at++) {
                if (itemCounts[ratings.column(at)] >= least) {
                    columns[kept] = ratings.column(at);
                    values[kept] = ratings.value(at);
                    times[kept++] = timed.time(at);
                }
            }
            starts[++rows] = kept;
        }
        return new TimedRatings(
                RatingMatrix.ofRows(
                        ratings.columnCount(),
                        Arrays.copyOf(starts, rows + 1),
                        Arrays.copyOf(columns, kept),
                        Arrays.copyOf(values, kept)),
                Arrays.copyOf(times, kept));
    }
}
