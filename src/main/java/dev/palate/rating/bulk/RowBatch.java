package dev.palate.rating.bulk;

import java.util.Arrays;

/**
 * Rows of ratings or interactions in memory, in the order in which they were added: arrays of numbers and one copy of each id. Its
 * size is bounded in rows and in bytes.
 */
public final class RowBatch {

    private static final int FIRST_SIZE = 1024;
    /** Two batches are in memory at a time: one is filled while the other one is written. */
    private static final int SHARE_OF_HEAP = 16;

    private static final int BYTES_PER_ROW = 3 * Integer.BYTES + Short.BYTES + Float.BYTES + 2 * Long.BYTES;

    private final int mostRows;
    private final long mostBytes = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    private final IdNumbers users = new IdNumbers();
    private final IdNumbers items = new IdNumbers();
    private int[] user = new int[FIRST_SIZE];
    private int[] item = new int[FIRST_SIZE];
    private short[] type = new short[FIRST_SIZE];
    private float[] value = new float[FIRST_SIZE];
    private int[] events = new int[FIRST_SIZE];
    private long[] firstMicros = new long[FIRST_SIZE];
    private long[] micros = new long[FIRST_SIZE];
    private int rows;

    RowBatch(int mostRows) {
        this.mostRows = mostRows;
    }

    /**
     * Adds one row, which must obey the rules of {@code RatingRules}.
     *
     * @param typeId the row of its interaction type; 0 for a rating
     * @param rowValue NaN for an interaction without a value
     */
    public void add(String userId, String itemId, int typeId, float rowValue, EventSpan when) {
        if (rows == user.length) {
            grow(2 * rows);
        }
        user[rows] = users.numberOf(userId);
        item[rows] = items.numberOf(itemId);
        type[rows] = (short) typeId;
        value[rows] = rowValue;
        events[rows] = when.events();
        firstMicros[rows] = when.firstMicros();
        micros[rows] = when.micros();
        rows++;
    }

    /** The number of rows that were added. */
    public int rows() {
        return rows;
    }

    /** Whether no further row should be added. */
    public boolean isFull() {
        return rows >= mostRows || users.bytes() + items.bytes() + (long) rows * BYTES_PER_ROW >= mostBytes;
    }

    String[] users() {
        return users.ids();
    }

    String[] items() {
        return items.ids();
    }

    int user(int row) {
        return user[row];
    }

    int item(int row) {
        return item[row];
    }

    short type(int row) {
        return type[row];
    }

    float value(int row) {
        return value[row];
    }

    EventSpan when(int row) {
        return new EventSpan(events[row], firstMicros[row], micros[row]);
    }

    void clear() {
        rows = 0;
        users.clear();
        items.clear();
    }

    private void grow(int size) {
        user = Arrays.copyOf(user, size);
        item = Arrays.copyOf(item, size);
        type = Arrays.copyOf(type, size);
        value = Arrays.copyOf(value, size);
        events = Arrays.copyOf(events, size);
        firstMicros = Arrays.copyOf(firstMicros, size);
        micros = Arrays.copyOf(micros, size);
    }
}
