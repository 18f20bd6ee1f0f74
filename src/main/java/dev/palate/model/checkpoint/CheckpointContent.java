package dev.palate.model.checkpoint;

import dev.palate.core.checkpoint.CheckpointWriter;
import java.io.IOException;

/** What writes the sections of a checkpoint; it does not finish the writer. */
@FunctionalInterface
public interface CheckpointContent {

    void writeTo(CheckpointWriter checkpoint) throws IOException;
}
