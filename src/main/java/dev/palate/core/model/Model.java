package dev.palate.core.model;

import dev.palate.core.checkpoint.CheckpointWriter;
import java.io.IOException;

/**
 * A trained model: an {@link ItemScorer} with its exact parameters. A scorer with approximate parameters (a quantised network)
 * is not a model: it can neither be saved nor be the start of a training.
 */
public interface Model extends ItemScorer {

    /** Writes everything from which the algorithm's {@code restore} builds a model that is equal to the last bit. */
    void save(CheckpointWriter checkpoint) throws IOException;
}
