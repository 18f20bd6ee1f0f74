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

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final int[] users;
    private final int[] starts;
    private final int[] items;
    private final float @Nullable [] values;

    private UserRows(int[] users, int[] starts, int[] items, float @Nullable [] values) {
        this.users = users;
        this.starts = starts;
        this.items = items;
        this.values = values;
    }

    /** @param ratings rows {@code user, item, value, ...}, ordered by user, item and time; of several ratings of a pair the last one counts */
    static UserRows of(Iterator<Row> ratings) {
        Builder builder = new Builder(true);

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

        Builder builder = new Builder(!ones);

        for (UserRows part : parts) {
            for (int row = 0; row < part.size(); row++) {
                builder.add(part, row);
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

    public long ratingCount() {
        return items.length;
    }

    /** {@code [users x itemCount]}. */
    public RatingMatrix matrix(int itemCount) {
        return values == null
                ? RatingMatrix.ofOnes(itemCount, starts, items)
                : RatingMatrix.ofRows(itemCount, starts, items, values);
    }

    public UserRows ofUsers(IntPredicate accepted) {
        Builder builder = new Builder(values != null);

        for (int row = 0; row < users.length; row++) {
            if (accepted.test(users[row])) {
                builder.add(this, row);
            }
        }

        return builder.build();
    }

    /** The whole rows of users with an item from {@code from} up to {@code to}, exclusive. */
    public UserRows touching(int from, int to) {
        Builder builder = new Builder(values != null);

        for (int row = 0; row < users.length; row++) {
            int at = Arrays.binarySearch(items, starts[row], starts[row + 1], from);
            int first = at < 0 ? -at - 1 : at;
            if (first < starts[row + 1] && items[first] < to) {
                builder.add(this, row);
            }
        }

        return builder.build();
    }

    /** Of each user the items among {@code kept}, if there are at least two: one alone is no pair. */
    public UserRows within(BitSet kept) {
        Builder builder = new Builder(values != null);

        for (int row = 0; row < users.length; row++) {
            builder.addPairs(this, row, kept);
        }

        return builder.build();
    }

    /** What each rating counts, with all users; see {@link Relevance}. */
    public UserRows liked(double threshold, double lowWeight) {
        Builder builder = new Builder(lowWeight != 0);

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

    private float value(int at) {
        return values == null ? 1 : values[at];
    }

    private static final class Builder {
        private int[] users = new int[16];
        private int[] starts = new int[17];
        private int[] items = new int[256];
        private float @Nullable [] values;
        private int rows;
        private int size;

        Builder(boolean valued) {
            values = valued ? new float[256] : null;
        }

        void begin(int user) {
            if (rows == users.length) {
                users = Arrays.copyOf(users, rows + rows / 2);
                starts = Arrays.copyOf(starts, users.length + 1);
            }

            users[rows++] = user;
            starts[rows] = size;
        }

        void append(int item, float value) {
            reserve(1);
            items[size] = item;
            if (values != null) {
                values[size] = value;
            }

            starts[rows] = ++size;
        }

        /** Replaces the value of the same pair. */
        void add(int user, int item, float value) {
            if (rows == 0 || users[rows - 1] != user) {
                begin(user);
            } else if (items[size - 1] == item) {
                starts[rows] = --size;
            }

            append(item, value);
        }

        void add(UserRows source, int row) {
            begin(source.users[row]);
            int from = source.starts[row];
            int length = source.starts[row + 1] - from;
            reserve(length);
            System.arraycopy(source.items, from, items, size, length);

            for (int at = 0; values != null && at < length; at++) {
                values[size + at] = source.value(from + at);
            }

            size += length;
            starts[rows] = size;
        }

        void addPairs(UserRows source, int row, BitSet kept) {
            int before = size;
            begin(source.users[row]);

            for (int at = source.starts[row]; at < source.starts[row + 1]; at++) {
                if (kept.get(source.items[at])) {
                    append(source.items[at], source.value(at));
                }
            }

            if (size < before + 2) {
                size = before;
                rows--;
            }
        }

        private void reserve(int more) {
            if (size + more > items.length) {
                int capacity = (int) Math.min(LONGEST_ARRAY, Math.max((long) size + more, size * 3L / 2));
                items = Arrays.copyOf(items, capacity);
                values = values == null ? null : Arrays.copyOf(values, capacity);
            }
        }

        UserRows build() {
            return new UserRows(
                    Arrays.copyOf(users, rows),
                    Arrays.copyOf(starts, rows + 1),
                    Arrays.copyOf(items, size),
                    values == null ? null : Arrays.copyOf(values, size));
        }
    }
}
