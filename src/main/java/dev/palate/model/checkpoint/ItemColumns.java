package dev.palate.model.checkpoint;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.matrix.IdIndex;
import java.io.IOException;
import java.util.List;

/**
 * The item ids of a model's columns as a section of its checkpoint, so that a checkpoint alone tells which item each score belongs
 * to. The separator is NUL, the only character that no id in PostgreSQL can contain.
 */
public final class ItemColumns {

    private static final String SECTION = "palate.items";
    private static final String SEPARATOR = "\0";

    private ItemColumns() {}

    public static void write(IdIndex items, CheckpointWriter checkpoint) throws IOException {
        checkpoint.text(SECTION, String.join(SEPARATOR, items.ids()));
    }

    public static IdIndex read(CheckpointReader checkpoint) throws CorruptCheckpointException {
        String joined = checkpoint.text(SECTION);
        return IdIndex.of(joined.isEmpty() ? List.of() : List.of(joined.split(SEPARATOR, -1)));
    }
}
