package dev.palate.core.split;

import dev.palate.core.matrix.RatingMatrix;

/** Ratings and when each was made. Immutable. */
public final class TimedRatings {

    private final RatingMatrix ratings;
    private final long[] times;

    /** @param times of each rating, by its position in {@code ratings}; any unit. Kept: the caller gives it away */
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

    /** When the rating at {@code position} was made. */
    public long time(int position) {
        return times[position];
    }

    /** The user's latest entry, as an offset into the row, leaving out the entry {@code except}; equal times: the last. */
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
