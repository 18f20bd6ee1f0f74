package dev.palate.core.matrix;

import java.util.Arrays;

/**
 * The part of X'WX that belongs to a few items, computed from their users alone: without the rows of the whole matrix. Not
 * thread-safe; its scratch memory is reused.
 */
public final class CoOccurrenceBlock {

    private final CoOccurrences common;
    /** By user, the number of entries and then the end of them; 0 for users without any between two calls. */
    private final int[] ends;

    private int[] users = new int[0];
    private int[] positions = new int[0];
    private float[] values = new float[0];

    public CoOccurrenceBlock(CoOccurrences common) {
        this.common = common;
        this.ends = new int[common.userCount()];
    }

    /**
     * Fills the block of {@code items}.
     *
     * @param items at least one, without duplicates
     * @param block receives {@code [count x count]}: only the entries {@code [row * count + column]} with {@code column <= row}
     */
    public void fill(int[] items, int count, double[] block) {
        Arrays.fill(block, 0, count * count, 0);
        int distinct = countUsers(items, count);
        sortByUser(items, count, distinct);
        int start = 0;
        for (int at = 0; at < distinct; at++) {
            int user = users[at];
            addUser(start, ends[user], common.userWeight(user), count, block);
            start = ends[user];
            ends[user] = 0;
        }
    }

    private int entries(int[] items, int count) {
        int entries = 0;
        for (int position = 0; position < count; position++) {
            entries = Math.addExact(entries, common.count(items[position]));
        }
        return entries;
    }

    /** The number of additions of {@link #fill}, nearly. */
    public double cost(int[] items, int count) {
        int distinct = countUsers(items, count);
        double cost = 0;
        for (int at = 0; at < distinct; at++) {
            cost += 0.5 * ends[users[at]] * ends[users[at]];
            ends[users[at]] = 0;
        }
        return cost + 2.0 * entries(items, count);
    }

    /** Counts the entries of each user; returns the number of users. */
    private int countUsers(int[] items, int count) {
        int entries = entries(items, count);
        if (entries > positions.length) {
            int capacity = (int) Math.min(Integer.MAX_VALUE - 8, entries * 3L / 2);
            positions = new int[capacity];
            values = new float[capacity];
            users = new int[Math.min(capacity, ends.length)];
        }
        int distinct = 0;
        for (int position = 0; position < count; position++) {
            int item = items[position];
            for (int at = common.itemStart(item); at < common.itemStart(item + 1); at++) {
                int user = common.itemUser(at);
                if (ends[user]++ == 0) {
                    users[distinct++] = user;
                }
            }
        }
        return distinct;
    }

    /** Sorts the entries by user, and those of a user by position. */
    private void sortByUser(int[] items, int count, int distinct) {
        int start = 0;
        for (int at = 0; at < distinct; at++) {
            int entries = ends[users[at]];
            ends[users[at]] = start;
            start += entries;
        }
        for (int position = 0; position < count; position++) {
            int item = items[position];
            for (int at = common.itemStart(item); at < common.itemStart(item + 1); at++) {
                int entry = ends[common.itemUser(at)]++;
                positions[entry] = position;
                values[entry] = common.itemValue(at);
            }
        }
    }

    private void addUser(int from, int to, float weight, int count, double[] block) {
        for (int a = from; a < to; a++) {
            int row = positions[a] * count;
            double factor = (double) weight * values[a];
            for (int b = from; b <= a; b++) {
                block[row + positions[b]] += factor * values[b];
            }
        }
    }
}
