package dev.palate.core.engine.sampling;

import java.util.Arrays;

/**
 * The distinct items of one batch, in the order in which they first occur, and their entries. Indexing costs time in proportion to the
 * batch, not to the catalogue.
 */
public final class TouchedItems {

    private final int[] slots;
    private final int[] batches;
    private int batch;
    private int count;
    private int[] items = new int[0];
    private int[] starts = new int[1];
    private int[] byItem = new int[0];

    public TouchedItems(int itemCount) {
        this.slots = new int[itemCount];
        this.batches = new int[itemCount];
    }

    /**
     * Indexes the entries of a batch.
     *
     * @param itemOf the item of each of {@code entries} entries
     */
    public void index(int[] itemOf, int entries) {
        batch++;
        count = 0;
        if (byItem.length < entries) {
            items = new int[entries + entries / 4];
            starts = new int[items.length + 1];
            byItem = new int[items.length];
        }
        Arrays.fill(starts, 0, entries + 1, 0);
        for (int p = 0; p < entries; p++) {
            starts[slot(itemOf[p]) + 1]++;
        }
        for (int slot = 0; slot < count; slot++) {
            starts[slot + 1] += starts[slot];
        }
        // Filling from the end moves every slot's end to its start.
        for (int p = entries - 1; p >= 0; p--) {
            byItem[--starts[slots[itemOf[p]] + 1]] = p;
        }
        System.arraycopy(starts, 1, starts, 0, count);
        starts[count] = entries;
    }

    private int slot(int item) {
        if (batches[item] != batch) {
            batches[item] = batch;
            slots[item] = count;
            items[count++] = item;
        }
        return slots[item];
    }

    public int count() {
        return count;
    }

    public int item(int slot) {
        return items[slot];
    }

    public boolean contains(int item) {
        return batches[item] == batch;
    }

    /** The slot of an item of the batch. */
    public int slotOf(int item) {
        return slots[item];
    }

    /** The first position of a slot's entries in {@link #entry}; those of one item are in the order of the rows. */
    public int start(int slot) {
        return starts[slot];
    }

    public int entry(int position) {
        return byItem[position];
    }
}
