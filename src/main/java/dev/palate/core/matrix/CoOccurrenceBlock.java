package dev.palate.core.matrix;

import java.util.Arrays;

/**
 * The part of X'WX that belongs to a few items, computed from their users alone: without the rows of the whole matrix. Not
 * thread-safe; its scratch memory, 4 bytes for each user and each item, is reused.
 *
 * <p>The entries between items with many users are read from a {@link HeadGram}. For all others, each user of an item with few users
 * is visited once: the user's items that belong to the block are found in the user's row, and all their pairs are added.
 */
public final class CoOccurrenceBlock {

    /** Bits of a filter that most items outside the block fail; it fits into the first-level cache. */
    private static final int FILTER_BITS = 1 << 16;

    /** A row with so many times the entries of the block is searched for them instead of being read. */
    private static final int SEARCHED_ROW = 16;

    private final CoOccurrences common;
    private final HeadGram head;
    private final int[] lastVisit;
    private final int[] positions;
    private final long[] filter = new long[FILTER_BITS / Long.SIZE];
    private int visit;
    private long[] keys = new long[0];
    private int[] found = new int[0];
    private float[] foundValues = new float[0];

    public CoOccurrenceBlock(CoOccurrences common, HeadGram head) {
        this.common = common;
        this.head = head;
        this.lastVisit = new int[common.userCount()];
        this.positions = new int[common.itemCount()];
    }

    /**
     * Fills the block of {@code items}.
     *
     * @param items at least one, without duplicates; the first {@code count} are put into the order in which the block is
     * @param block receives {@code [count x count]}: only the entries {@code [row * count + column]} with {@code column <= row}
     */
    public void fill(int[] items, int count, float[] block) {
        int heads = order(items, count);
        for (int row = 0; row < heads; row++) {
            head.read(items, row, block, row * count);
        }
        if (heads < count) {
            Arrays.fill(block, heads * count, count * count, 0);
            enter(items, count);
            addUsers(items, heads, count, block);
            leave(items, count);
        }
    }

    /** Puts the items of the head first, in its order, and the others into ascending order; returns the size of the first part. */
    private int order(int[] items, int count) {
        if (keys.length < count) {
            keys = new long[count];
        }
        int heads = 0;
        for (int at = 0; at < count; at++) {
            int position = head.position(items[at]);
            heads += position >= 0 ? 1 : 0;
            keys[at] = (position >= 0 ? position : Long.MAX_VALUE >>> Integer.SIZE) << Integer.SIZE | items[at];
        }
        Arrays.sort(keys, 0, count);
        for (int at = 0; at < count; at++) {
            items[at] = (int) keys[at];
        }
        return heads;
    }

    private void nextVisit() {
        if (++visit == 0) {
            Arrays.fill(lastVisit, 0);
            visit = 1;
        }
    }

    private void enter(int[] items, int count) {
        for (int position = 0; position < count; position++) {
            positions[items[position]] = position + 1;
            filter[(items[position] & (FILTER_BITS - 1)) >>> 6] |= 1L << items[position];
        }
        if (found.length < count) {
            found = new int[count];
            foundValues = new float[count];
        }
    }

    private void leave(int[] items, int count) {
        for (int position = 0; position < count; position++) {
            positions[items[position]] = 0;
            filter[(items[position] & (FILTER_BITS - 1)) >>> 6] = 0;
        }
    }

    private void addUsers(int[] items, int heads, int count, float[] block) {
        nextVisit();
        for (int at = heads; at < count; at++) {
            for (int k = common.itemStart(items[at]); k < common.itemStart(items[at] + 1); k++) {
                int user = common.itemUser(k);
                if (lastVisit[user] != visit) {
                    lastVisit[user] = visit;
                    int length = common.userStart(user + 1) - common.userStart(user);
                    int size = length > SEARCHED_ROW * count ? search(user, items, count) : read(user);
                    addPairs(size, heads, count, common.userWeight(user), block);
                }
            }
        }
    }

    /** Finds the items of the block in the row of a user, in the order of their indexes. */
    private int read(int user) {
        int size = 0;
        int end = common.userStart(user + 1);
        for (int k = common.userStart(user); k < end; k++) {
            int item = common.userItem(k);
            if ((filter[(item & (FILTER_BITS - 1)) >>> 6] >>> item & 1) != 0 && positions[item] > 0) {
                found[size] = positions[item] - 1;
                foundValues[size++] = common.userValue(k);
            }
        }
        return size;
    }

    private int search(int user, int[] items, int count) {
        int size = 0;
        for (int position = 0; position < count; position++) {
            int k = common.find(user, items[position]);
            if (k >= 0) {
                found[size] = position;
                foundValues[size++] = common.userValue(k);
            }
        }
        return size;
    }

    /** Adds the pairs of the found items of which one is not in the head: each item has a greater position than the head's. */
    private void addPairs(int size, int heads, int count, float weight, float[] block) {
        for (int a = 0; a < size; a++) {
            if (found[a] >= heads) {
                int row = found[a] * count;
                float factor = weight * foundValues[a];
                for (int b = 0; b < size; b++) {
                    if (found[b] <= found[a]) {
                        block[row + found[b]] += factor * foundValues[b];
                    }
                }
            }
        }
    }
}
