package dev.palate.core.split;

import dev.palate.core.matrix.RatingMatrix;

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

    /** The offset in the user's row of the latest entry apart from {@code except}; of equal times, that of the last entry. */
    int latest(int user, int except) {
        int start = ratings.rowStart(user);
        int found = -1;
        for (int at = start; at < ratings.rowStart(user + 1); at++) {
            if (at - start != except && (found < 0 || times[at] >= times[start + found])) {
                found = at - start;
            }
        }
        return found;
    }
}
