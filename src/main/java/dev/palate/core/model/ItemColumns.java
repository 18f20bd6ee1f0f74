package dev.palate.core.model;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.matrix.IdIndex;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The items of a model's columns as sections of its checkpoint, so that a checkpoint alone tells which item each score belongs to, and
 * which items had no ratings when the model was trained. The separator of the ids is NUL, the only character that no id in PostgreSQL can
 * contain.
 */
public final class ItemColumns {

    private static final String SECTION = "palate.items";
    private static final String UNRATED = "palate.items.unrated";
    private static final char SEPARATOR_CHARACTER = '\0';
    private static final String SEPARATOR = String.valueOf(SEPARATOR_CHARACTER);

    /** An id has up to 200 characters of up to 3 bytes, and a separator. */
    private static final long LONGEST_ID_BYTES = 601;

    private final IdIndex ids;
    private final BitSet unrated;

    private ItemColumns(IdIndex ids, BitSet unrated) {
        this.ids = ids;
        this.unrated = unrated;
    }

    /** Columns that all have ratings. */
    public static ItemColumns rated(IdIndex ids) {
        return new ItemColumns(ids, new BitSet());
    }

    /** @param ratings how many each column has */
    public static ItemColumns of(IdIndex ids, int[] ratings) {
        BitSet unrated = new BitSet();
        IntStream.range(0, ratings.length)
                .filter(column -> ratings[column] == 0)
                .forEach(unrated::set);
        return new ItemColumns(ids, unrated);
    }

    public IdIndex ids() {
        return ids;
    }

    /** Whether the item of a column had a rating; true for all columns of a checkpoint of an earlier Palate, which does not say it. */
    public boolean isRated(int column) {
        return !unrated.get(column);
    }

    public void write(CheckpointWriter checkpoint) throws IOException {
        checkpoint.text(SECTION, String.join(SEPARATOR, ids.ids()));
        checkpoint.ints(UNRATED, unrated.stream().toArray());
    }

    public static ItemColumns read(CheckpointReader checkpoint) throws CorruptCheckpointException {
        return of(checkpoint.text(SECTION), checkpoint);
    }

    /**
     * As {@link #read(CheckpointReader)}, for a checkpoint that another process has written.
     *
     * @param most the largest number of items; more are refused before they take memory
     */
    public static ItemColumns read(CheckpointReader checkpoint, int most) throws CorruptCheckpointException {
        String joined = checkpoint.text(SECTION, most * LONGEST_ID_BYTES);
        long separators = joined.chars()
                .filter(character -> character == SEPARATOR_CHARACTER)
                .count();
        if (separators >= most) {
            throw new CorruptCheckpointException("it has %d items, more than %d".formatted(separators + 1, most));
        }
        return of(joined, checkpoint);
    }

    private static ItemColumns of(String joined, CheckpointReader checkpoint) throws CorruptCheckpointException {
        IdIndex ids = IdIndex.of(joined.isEmpty() ? List.of() : List.of(joined.split(SEPARATOR, -1)));
        BitSet unrated = new BitSet();
        if (checkpoint.has(UNRATED)) {
            for (int column : checkpoint.ints(UNRATED)) {
                if (column < 0 || column >= ids.size()) {
                    throw new CorruptCheckpointException(
                            "column %d is not one of its %d items".formatted(column, ids.size()));
                }
                unrated.set(column);
            }
        }
        return new ItemColumns(ids, unrated);
    }
}
