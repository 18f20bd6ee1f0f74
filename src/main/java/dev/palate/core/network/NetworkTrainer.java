package dev.palate.core.network;

import dev.palate.core.matrix.RatingMatrix;
import java.util.Optional;

/**
 * Computes and applies gradients of one network. Not for concurrent use. Tests check the CPU engine against an implementation in
 * plain ND4J operations, which uses the same layout of parameters and agrees up to rounding.
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

    /** Makes the present encoder the old encoder of {@link Latent.Prior#COMPOSITE}. */
    void snapshotEncoder();

    /** The parameters at the last snapshot; empty for a network without a composite prior. */
    Optional<Parameters> snapshot();

    /** A copy of the parameters. */
    Parameters parameters();

    /** A view of the optimiser's state, which the next step changes. */
    OptimiserState optimiserState();

    @Override
    void close();
}
