package dev.palate.model.checkpoint;

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
    private static final String SEPARATOR = "\0";

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
        String joined = checkpoint.text(SECTION);
        IdIndex ids = IdIndex.of(joined.isEmpty() ? List.of() : List.of(joined.split(SEPARATOR, -1)));
        BitSet unrated = new BitSet();
        if (checkpoint.has(UNRATED)) {
            IntStream.of(checkpoint.ints(UNRATED)).forEach(unrated::set);
        }
        return new ItemColumns(ids, unrated);
    }
}
