package dev.palate.core.training;

import dev.palate.core.checkpoint.CheckpointWriter;
import java.io.IOException;

/** The state of a training between two epochs or parts: parameters, optimiser state, best epoch so far; or finished parts. */
@FunctionalInterface
public interface TrainingState {

    void save(CheckpointWriter checkpoint) throws IOException;
}
