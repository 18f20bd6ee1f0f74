package dev.palate.core.model;

import dev.palate.core.checkpoint.CheckpointWriter;
import java.io.IOException;

/**
 * A trained model: an {@link ItemScorer} with all that it learned, exactly. What scores from an approximation of that (a
 * quantised network) is no model, and can be neither saved nor trained from.
 */
public interface Model extends ItemScorer {

    /** Writes all that the algorithm's {@code restore} needs to make an equal model, to the last bit. */
    void save(CheckpointWriter checkpoint) throws IOException;
}
