package dev.palate.spark.data;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.Relevance;
import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.function.IntPredicate;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The ratings of some users: ascending users, and ascending items of each user, as numbers. Immutable.
 *
 * <p>Values are absent if all are 1, which saves half of the memory.
 */
public final class UserRows implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int[] users;
    private final int[] starts;
    private final int[] items;
    private final float @Nullable [] values;

    /** Takes the arrays over. */
    UserRows(int[] users, int[] starts, int[] items, float @Nullable [] values) {
        this.users = users;
        this.starts = starts;
        this.items = items;
        this.values = values;
    }

    /** @param ratings rows {@code user, item, value, ...}, ordered by user, item and time; of several ratings of a pair the last one counts */
    static UserRows of(Iterator<Row> ratings) {
        UserRowsBuilder builder = new UserRowsBuilder(true);
        while (ratings.hasNext()) {
            Row rating = ratings.next();
            builder.add(rating.getInt(0), rating.getInt(1), rating.getFloat(2));
        }
        return builder.build();
    }

    /** The rows of parts whose users ascend from part to part. */
    public static UserRows concat(Iterable<UserRows> parts) {
        boolean ones = true;
        for (UserRows part : parts) {
            ones &= part.values == null;
        }
        UserRowsBuilder builder = new UserRowsBuilder(!ones);
        for (UserRows part : parts) {
            for (int row = 0; row < part.size(); row++) {
                part.copy(row, builder);
            }
        }
        return builder.build();
    }

    /** The number of users. */
    public int size() {
        return users.length;
    }

    /** The number of the user of a row. */
    public int user(int row) {
        return users[row];
    }

    /** The number of pairs of a user and an item. */
    public long ratingCount() {
        return items.length;
    }

    /** {@code [users x itemCount]}. */
    public RatingMatrix matrix(int itemCount) {
        return values == null
                ? RatingMatrix.ofOnes(itemCount, starts, items)
                : RatingMatrix.ofRows(itemCount, starts, items, values);
    }

    /** The rows of the users whose numbers are accepted. */
    public UserRows ofUsers(IntPredicate accepted) {
        UserRowsBuilder builder = new UserRowsBuilder(values != null);
        for (int row = 0; row < users.length; row++) {
            if (accepted.test(users[row])) {
                copy(row, builder);
            }
        }
        return builder.build();
    }

    /** The whole rows of users with an item from {@code from} up to {@code to}, exclusive. */
    public UserRows touching(int from, int to) {
        UserRowsBuilder builder = new UserRowsBuilder(values != null);
        for (int row = 0; row < users.length; row++) {
            int at = Arrays.binarySearch(items, starts[row], starts[row + 1], from);
            int first = at < 0 ? -at - 1 : at;
            if (first < starts[row + 1] && items[first] < to) {
                copy(row, builder);
            }
        }
        return builder.build();
    }

    /** Of each user the items among {@code kept}, if there are at least two: one alone is no pair. */
    public UserRows within(BitSet kept) {
        UserRowsBuilder builder = new UserRowsBuilder(values != null);
        for (int row = 0; row < users.length; row++) {
            builder.begin(users[row]);
            for (int at = starts[row]; at < starts[row + 1]; at++) {
                if (kept.get(items[at])) {
                    builder.append(items[at], value(at));
                }
            }
            builder.dropRowOfLessThan(2);
        }
        return builder.build();
    }

    /** What each rating counts, with all users; see {@link Relevance}. */
    public UserRows liked(double threshold, double lowWeight) {
        UserRowsBuilder builder = new UserRowsBuilder(lowWeight != 0);
        for (int row = 0; row < users.length; row++) {
            builder.begin(users[row]);
            for (int at = starts[row]; at < starts[row + 1]; at++) {
                float counts = Relevance.of(value(at), threshold, lowWeight);
                if (counts != 0 || lowWeight != 0) {
                    builder.append(items[at], counts);
                }
            }
        }
        return builder.build();
    }

    /** The number of ratings of at least {@code threshold} of each user. */
    int[] countsOf(double threshold) {
        int[] counts = new int[users.length];
        for (int row = 0; row < users.length; row++) {
            for (int at = starts[row]; at < starts[row + 1]; at++) {
                counts[row] += value(at) >= (float) threshold ? 1 : 0;
            }
        }
        return counts;
    }

    /** Adds all rows to a digest; ones without values count as values of 1. */
    void digest(Digest digest) {
        for (int row = 0; row < users.length; row++) {
            digest.add(users[row]);
            digest.add(starts[row + 1] - starts[row]);
            for (int at = starts[row]; at < starts[row + 1]; at++) {
                digest.add(items[at]);
                digest.add(Float.floatToRawIntBits(value(at)));
            }
        }
    }

    private void copy(int row, UserRowsBuilder builder) {
        builder.add(users[row], items, values, starts[row], starts[row + 1]);
    }

    private float value(int at) {
        return values == null ? 1 : values[at];
    }
}
