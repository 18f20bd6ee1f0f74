package dev.palate.core.model;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.matrix.RatingMatrix;
import java.io.IOException;
import java.util.Arrays;

/**
 * The sections of a checkpoint that hold a sparse matrix of items by items, in chunks of whole rows, so that neither the writer nor the
 * reader needs the matrix twice.
 *
 * @param prefix what their names begin with
 * @param values what the values are called
 */
public record SparseSections(String prefix, String values) {

    private static final String STARTS = ".starts";
    /** Checkpoints of earlier versions of Palate do not have this section, but one chunk without a number. */
    private static final String CHUNKS = ".chunks";

    private static final String ITEMS = ".items";
    /** 16 MB of items and as much of values, unless a single row has more. */
    private static final int CHUNK = 1 << 22;

    /** Receives the rows of a matrix in their order; it must not keep the arrays. */
    interface Rows {

        /** Row {@code row} has the entries {@code from..to-1}. */
        void accept(int row, int[] items, float[] values, int from, int to) throws CorruptCheckpointException;
    }

    /** Whether the checkpoint has such a matrix. */
    public boolean isIn(CheckpointReader checkpoint) {
        return checkpoint.has(prefix + STARTS);
    }

    /** @throws CorruptCheckpointException if the sections are not a matrix */
    public RatingMatrix read(CheckpointReader checkpoint) throws IOException {
        int[] starts = starts(checkpoint);
        int[] items = new int[starts[starts.length - 1]];
        float[] entries = new float[items.length];
        forEach(checkpoint, starts, (row, chunkItems, chunkValues, from, to) -> {
            System.arraycopy(chunkItems, from, items, starts[row], to - from);
            System.arraycopy(chunkValues, from, entries, starts[row], to - from);
        });
        try {
            return RatingMatrix.ofRows(starts.length - 1, starts, items, entries);
        } catch (IllegalArgumentException e) {
            throw new CorruptCheckpointException("the " + values + " are not a valid matrix: " + e.getMessage());
        }
    }

    /** Where the rows of the matrix start, and where the last one ends. */
    int[] starts(CheckpointReader checkpoint) throws IOException {
        int[] starts = checkpoint.ints(prefix + STARTS);
        boolean ascends = starts.length > 0 && starts[0] == 0;
        for (int row = 1; row < starts.length; row++) {
            ascends &= starts[row] >= starts[row - 1];
        }
        if (!ascends) {
            throw new CorruptCheckpointException("the rows of the " + values + " are out of order");
        }
        requireItems(checkpoint, starts[starts.length - 1]);
        return starts;
    }

    /** Nothing may be allocated for a matrix that the checkpoint does not contain. */
    private void requireItems(CheckpointReader checkpoint, int needed) throws CorruptCheckpointException {
        long present = checkpoint.size(prefix + ITEMS) / Integer.BYTES;
        for (int chunk = 0; checkpoint.has(prefix + ITEMS + "." + chunk); chunk++) {
            present += checkpoint.size(prefix + ITEMS + "." + chunk) / Integer.BYTES;
        }
        if (present < needed) {
            throw new CorruptCheckpointException(
                    "the rows of the %s need %d entries, but the checkpoint has %d".formatted(values, needed, present));
        }
    }

    /** Passes all rows on; only one chunk is in memory at a time. */
    void forEach(CheckpointReader checkpoint, int[] starts, Rows rows) throws IOException {
        boolean isWhole = !checkpoint.has(prefix + CHUNKS);
        int[] ends = isWhole ? new int[] {starts.length - 1} : checkpoint.ints(prefix + CHUNKS);
        int row = 0;
        for (int chunk = 0; chunk < ends.length; chunk++) {
            String suffix = isWhole ? "" : "." + chunk;
            int[] items = checkpoint.ints(prefix + ITEMS + suffix);
            int first = starts[row];
            if (ends[chunk] < row || ends[chunk] >= starts.length || items.length != starts[ends[chunk]] - first) {
                throw new CorruptCheckpointException("chunk " + chunk + " of the " + values + " is incomplete");
            }
            float[] entries = checkpoint.floats(name() + suffix, items.length);
            for (; row < ends[chunk]; row++) {
                rows.accept(row, items, entries, starts[row] - first, starts[row + 1] - first);
            }
        }
        if (row != starts.length - 1) {
            throw new CorruptCheckpointException("rows of the " + values + " are missing");
        }
    }

    /** @param matrix {@code [items x items]} */
    public void write(RatingMatrix matrix, CheckpointWriter checkpoint) throws IOException {
        write(matrix, checkpoint, CHUNK);
    }

    /** @param chunkEntries the greatest number of entries of a chunk of several rows */
    void write(RatingMatrix matrix, CheckpointWriter checkpoint, int chunkEntries) throws IOException {
        int[] starts = new int[matrix.rowCount() + 1];
        Arrays.setAll(starts, matrix::rowStart);
        int[] ends = chunks(starts, chunkEntries);
        checkpoint.ints(prefix + STARTS, starts);
        checkpoint.ints(prefix + CHUNKS, ends);
        for (int chunk = 0; chunk < ends.length; chunk++) {
            int from = chunk == 0 ? 0 : starts[ends[chunk - 1]];
            int[] items = new int[starts[ends[chunk]] - from];
            float[] entries = new float[items.length];
            for (int at = 0; at < items.length; at++) {
                items[at] = matrix.column(from + at);
                entries[at] = matrix.value(from + at);
            }
            checkpoint.ints(prefix + ITEMS + "." + chunk, items);
            checkpoint.floats(name() + "." + chunk, entries);
        }
    }

    /** The row after the last one of each chunk. */
    private static int[] chunks(int[] starts, int entries) {
        int[] ends = new int[starts.length];
        int chunks = 0;
        for (int row = 0; row < starts.length - 1; ) {
            int first = row++;
            while (row < starts.length - 1 && (long) starts[row + 1] - starts[first] <= entries) {
                row++;
            }
            ends[chunks++] = row;
        }
        return Arrays.copyOf(ends, chunks);
    }

    private String name() {
        return prefix + "." + values;
    }
}
