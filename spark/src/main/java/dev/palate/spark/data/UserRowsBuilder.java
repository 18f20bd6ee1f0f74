package dev.palate.spark.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects {@link UserRows} user by user, in arrays that grow. */
final class UserRowsBuilder {

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private int[] users = new int[16];
    private int[] starts = new int[17];
    private int[] items = new int[256];
    private float @Nullable [] values;
    private int rows;
    private int size;

    /** @param valued whether values are kept; without them, all are 1 */
    UserRowsBuilder(boolean valued) {
        values = valued ? new float[256] : null;
    }

    /** Begins the row of a user, whose number is greater than those before. */
    void begin(int user) {
        if (rows == users.length) {
            users = Arrays.copyOf(users, rows + rows / 2);
            starts = Arrays.copyOf(starts, users.length + 1);
        }
        users[rows++] = user;
        starts[rows] = size;
    }

    /** Adds an item, whose number is greater than those before, to the row that was begun last. */
    void append(int item, float value) {
        reserve(1);
        items[size] = item;
        if (values != null) {
            values[size] = value;
        }
        starts[rows] = ++size;
    }

    /** Adds a rating, of which several of the same pair can be in succession: the last one counts. */
    void add(int user, int item, float value) {
        if (rows == 0 || users[rows - 1] != user) {
            begin(user);
        } else if (items[size - 1] == item) {
            starts[rows] = --size;
        }
        append(item, value);
    }

    /**
     * Adds a row that is complete.
     *
     * @param otherValues null: all are 1
     * @param from the place of its first item in the arrays
     * @param to the place after its last item
     */
    void add(int user, int[] otherItems, float @Nullable [] otherValues, int from, int to) {
        begin(user);
        int length = to - from;
        reserve(length);
        System.arraycopy(otherItems, from, items, size, length);
        if (values != null) {
            for (int k = 0; k < length; k++) {
                values[size + k] = otherValues == null ? 1 : otherValues[from + k];
            }
        }
        size += length;
        starts[rows] = size;
    }

    /** Removes the last row if it has less than {@code least} items. */
    void dropRowOfLessThan(int least) {
        if (size - starts[rows - 1] < least) {
            size = starts[--rows];
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
