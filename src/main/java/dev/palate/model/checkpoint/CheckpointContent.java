package dev.palate.model.checkpoint;

import dev.palate.core.checkpoint.CheckpointWriter;
import java.io.IOException;

/** Writes the sections of a checkpoint and does not finish the writer. */
@FunctionalInterface
public interface CheckpointContent {

    void writeTo(CheckpointWriter checkpoint) throws IOException;
}
