package dev.palate.core.model;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.matrix.RatingMatrix;
import java.io.IOException;
import java.util.Arrays;

/**
 * The sections of a checkpoint that hold a sparse matrix of items by items.
 *
 * @param prefix what their names begin with
 * @param values what the values are called
 */
public record SparseSections(String prefix, String values) {

    private static final String STARTS = ".starts";
    private static final String ITEMS = ".items";

    /** Whether the checkpoint has such a matrix. */
    public boolean isIn(CheckpointReader checkpoint) {
        return checkpoint.has(prefix + STARTS);
    }

    /** @throws CorruptCheckpointException if the sections are not a matrix */
    public RatingMatrix read(CheckpointReader checkpoint) throws IOException {
        int[] starts = checkpoint.ints(prefix + STARTS);
        try {
            return RatingMatrix.ofRows(
                    starts.length - 1, starts, checkpoint.ints(prefix + ITEMS), checkpoint.floats(name()));
        } catch (IllegalArgumentException e) {
            throw new CorruptCheckpointException("the " + values + " are not a valid matrix: " + e.getMessage());
        }
    }

    /** @param matrix {@code [items x items]} */
    public void write(RatingMatrix matrix, CheckpointWriter checkpoint) throws IOException {
        int[] starts = new int[matrix.rowCount() + 1];
        Arrays.setAll(starts, matrix::rowStart);
        int[] items = new int[matrix.size()];
        float[] entries = new float[items.length];
        for (int at = 0; at < items.length; at++) {
            items[at] = matrix.column(at);
            entries[at] = matrix.value(at);
        }
        checkpoint.ints(prefix + STARTS, starts);
        checkpoint.ints(prefix + ITEMS, items);
        checkpoint.floats(name(), entries);
    }

    private String name() {
        return prefix + "." + values;
    }
}
