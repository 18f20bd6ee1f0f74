package dev.palate.core.ease;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import java.io.IOException;

/**
 * What the state of an interrupted training says besides the finished weights.
 *
 * @param neighbours of each item, at most
 * @param trainSeconds time spent training
 */
record SparseState(int itemCount, int neighbours, double trainSeconds) {

    private static final String SECTION = "ease.state";

    static boolean isIn(CheckpointReader checkpoint) {
        return checkpoint.has(SECTION);
    }

    /** @throws CorruptCheckpointException if it is the state of a training with another number of items */
    static SparseState load(CheckpointReader checkpoint, int itemCount) throws IOException {
        String[] parts = checkpoint.text(SECTION).split(" ", -1);
        SparseState state =
                new SparseState(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Double.parseDouble(parts[2]));
        if (state.itemCount != itemCount) {
            throw new CorruptCheckpointException(
                    "the state is that of a training with " + state.itemCount + " items, not " + itemCount);
        }
        return state;
    }

    void save(CheckpointWriter checkpoint) throws IOException {
        checkpoint.text(SECTION, itemCount + " " + neighbours + " " + trainSeconds);
    }
}
