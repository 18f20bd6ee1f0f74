package dev.palate.core.network;

import dev.palate.core.matrix.RatingMatrix;
import java.util.Optional;

/**
 * Computes and applies gradients of one network. Not for concurrent use. Two implementations share the parameters' layout
 * and agree to rounding: the CPU engine and a plain ND4J one, which runs on any of its devices.
 */
public interface NetworkTrainer extends AutoCloseable {

    /**
     * One step of the optimiser on the rows {@code order[from..to-1]}.
     *
     * @param ratings {@code [users x items]}, raw
     * @return the batch objective before the step, as {@link OutputLoss}, {@link Latent} and {@link Regularisation} define
     *     it; not finite if training diverged
     */
    double step(RatingMatrix ratings, int[] order, int from, int to, StepSettings settings);

    /** Makes the encoder as it is now the old one of {@link Latent.Prior#COMPOSITE}; it is so at the start too. */
    void snapshotEncoder();

    /** The encoder of the last snapshot, with the decoder of that time; empty where no composite prior needs it. */
    Optional<Parameters> snapshot();

    /** A copy of the parameters. */
    Parameters parameters();

    /** The optimiser's state, which goes on with the next step: it is to be read before that. */
    OptimiserState optimiserState();

    @Override
    void close();
}
