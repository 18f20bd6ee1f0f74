package dev.palate.core.network;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import java.io.IOException;

/**
 * What an optimiser remembers between steps.
 *
 * @param encoderSteps how often the encoder was updated
 * @param decoderSteps how often the decoder was
 * @param first running mean of the gradient, in the shape of the parameters
 * @param second running mean of its square
 */
public record OptimiserState(long encoderSteps, long decoderSteps, Parameters first, Parameters second) {

    /** Nothing remembered. */
    public static OptimiserState initial(NetworkSpec spec) {
        return new OptimiserState(0, 0, Parameters.zeros(spec), Parameters.zeros(spec));
    }

    public void save(CheckpointWriter checkpoint, String prefix) throws IOException {
        checkpoint.text(prefix + "steps", encoderSteps + " " + decoderSteps);
        first.save(checkpoint, prefix + "first.");
        second.save(checkpoint, prefix + "second.");
    }

    public static OptimiserState load(NetworkSpec spec, CheckpointReader checkpoint, String prefix)
            throws CorruptCheckpointException {
        String[] steps = checkpoint.text(prefix + "steps").split(" ");
        return new OptimiserState(
                Long.parseLong(steps[0]),
                Long.parseLong(steps[1]),
                Parameters.load(spec, checkpoint, prefix + "first."),
                Parameters.load(spec, checkpoint, prefix + "second."));
    }
}
