package dev.palate.core.network;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/**
 * What an optimiser remembers between steps. Each mean is as large as the network and made when asked for, so that not both
 * need to be in memory.
 *
 * @param encoderSteps how often the encoder was updated
 * @param decoderSteps how often the decoder was
 * @param first running mean of the gradient, in the shape of the parameters
 * @param second running mean of its square
 */
public record OptimiserState(
        long encoderSteps, long decoderSteps, Supplier<Parameters> first, Supplier<Parameters> second) {

    /** Nothing remembered. */
    public static OptimiserState initial(NetworkSpec spec) {
        return new OptimiserState(0, 0, () -> Parameters.zeros(spec), () -> Parameters.zeros(spec));
    }

    public void save(CheckpointWriter checkpoint, String prefix) throws IOException {
        checkpoint.text(prefix + "steps", encoderSteps + " " + decoderSteps);
        first.get().save(checkpoint, prefix + "first.");
        second.get().save(checkpoint, prefix + "second.");
    }

    /**
     * What {@link #save} wrote, read from {@code checkpoint} when asked for.
     *
     * @throws CorruptCheckpointException if the count of steps is missing
     */
    public static OptimiserState load(NetworkSpec spec, CheckpointReader checkpoint, String prefix)
            throws CorruptCheckpointException {
        String[] steps = checkpoint.text(prefix + "steps").split(" ");
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
