package dev.palate.core.network;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/**
 * The state of an optimiser between two steps. Each mean is as large as the network and created on demand, so that both need not
 * be in memory at the same time.
 *
 * @param encoderSteps number of updates of the encoder
 * @param decoderSteps number of updates of the decoder
 * @param first running mean of the gradient, in the shape of the parameters
 * @param second running mean of the squared gradient
 */
public record OptimiserState(
        long encoderSteps, long decoderSteps, Supplier<Parameters> first, Supplier<Parameters> second) {

    /** The state before the first step. */
    public static OptimiserState initial(NetworkSpec spec) {
        return new OptimiserState(0, 0, () -> Parameters.zeros(spec), () -> Parameters.zeros(spec));
    }

    /** Whether no step has been made, so that all moments are 0. */
    public boolean isInitial() {
        return encoderSteps == 0 && decoderSteps == 0;
    }

    public void save(CheckpointWriter checkpoint, String prefix) throws IOException {
        checkpoint.text(prefix + "steps", encoderSteps + " " + decoderSteps);
        first.get().save(checkpoint, prefix + "first.");
        second.get().save(checkpoint, prefix + "second.");
    }

    /**
     * The state that {@link #save} wrote; the means are read from {@code checkpoint} on demand.
     *
     * @throws CorruptCheckpointException if the count of steps is missing
     */
    public static OptimiserState load(NetworkSpec spec, CheckpointReader checkpoint, String prefix)
            throws CorruptCheckpointException {
        String[] steps = checkpoint.text(prefix + "steps").split(" ", -1);
        return new OptimiserState(
                Long.parseLong(steps[0]),
                Long.parseLong(steps[1]),
                () -> read(spec, checkpoint, prefix + "first."),
                () -> read(spec, checkpoint, prefix + "second."));
    }

    private static Parameters read(NetworkSpec spec, CheckpointReader checkpoint, String prefix) {
        try {
            return Parameters.load(spec, checkpoint, prefix);
        } catch (CorruptCheckpointException e) {
            throw new UncheckedIOException(e);
        }
    }
}
