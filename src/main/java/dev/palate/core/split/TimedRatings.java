package dev.palate.core.split;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import java.util.Arrays;

/** Ratings and the time of each. Immutable. */
public final class TimedRatings {

    private final RatingMatrix ratings;
    private final long[] times;

    /** @param times of each rating, by its position in {@code ratings}, in any unit; this object takes ownership of the array */
    public TimedRatings(RatingMatrix ratings, long[] times) {
        if (times.length != ratings.size()) {
            throw new IllegalArgumentException(ratings.size() + " ratings but " + times.length + " times");
        }
        this.ratings = ratings;
        this.times = times;
    }

    public RatingMatrix ratings() {
        return ratings;
    }

    /** The time of the rating at {@code position}. */
    public long time(int position) {
        return times[position];
    }

    /** A user's ratings with their recency ranks. */
    SparseVector row(int user) {
        SparseVector row = ratings.row(user);
        long[] ownTimes = Arrays.copyOfRange(times, ratings.rowStart(user), ratings.rowStart(user + 1));
        return SparseVector.of(row.indexes(), row.values(), ownTimes);
    }
}
