package dev.palate.core.checkpoint;

import java.io.IOException;

/** The bytes are not a whole, undamaged checkpoint of a known format, or lack a section that the model needs. */
public final class CorruptCheckpointException extends IOException {

    public CorruptCheckpointException(String message) {
        super(message);
    }
}
