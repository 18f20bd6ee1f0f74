package dev.palate.core.network;

import dev.palate.core.matrix.RatingMatrix;
import java.util.Optional;

/**
 * Computes and applies gradients of one network. Not for concurrent use. The implementations for the CPU and for a GPU use the same
 * layout of parameters and agree up to rounding; tests check the one for the CPU against plain ND4J operations.
 */
public interface NetworkTrainer extends AutoCloseable {

    /** The precision of the factors of a CPU's matrix products in a training; sums, weights and gradients are always fp32. */
    enum Precision {
        /** 24 bits of mantissa. */
        FP32,
        /** 8 bits of mantissa (bfloat16). */
        BF16
    }

    /**
     * The settings that are not part of the network.
     *
     * @param maxRows the largest number of rows of a batch
     * @param threads of the CPU, at least 1; the result does not depend on it
     * @param outputSamples the number of items that a multinomial loss samples besides those of the batch; 0: it includes all items
     * @param precision of the products of dense layers
     */
    record Setup(OptimiserKind optimiser, int maxRows, int threads, int outputSamples, Precision precision) {

        /** In single precision, with a loss that includes all items. */
        public Setup(OptimiserKind optimiser, int maxRows, int threads) {
            this(optimiser, maxRows, threads, 0, Precision.FP32);
        }

        public Setup withOutputSamples(int samples) {
            return new Setup(optimiser, maxRows, threads, samples, precision);
        }

        public Setup withPrecision(Precision ofProducts) {
            return new Setup(optimiser, maxRows, threads, outputSamples, ofProducts);
        }
    }

    /**
     * The state that a trainer begins with.
     *
     * @param snapshot the old encoder of a composite prior; ignored for other networks
     */
    record State(Parameters parameters, OptimiserState optimiser, Parameters snapshot) {

        /** The state before the first step. */
        public static State initial(NetworkSpec spec, Parameters parameters) {
            return new State(parameters, OptimiserState.initial(spec), parameters);
        }
    }

    /**
     * One step of the optimiser on the rows {@code order[from..to-1]}.
     *
     * @param ratings {@code [users x items]}, raw
     * @return the batch objective before the step, as {@link OutputLoss}, {@link Latent} and {@link Regularisation} define
     *     it; not finite if training diverged
     */
    double step(RatingMatrix ratings, int[] order, int from, int to, StepSettings settings);

    /** Ends an epoch. Only then are {@link #optimiserState} and a training that continues from it equal to the last bit. */
    default void endEpoch() {}

    /** Makes the present encoder the old encoder of {@link Latent.Prior#COMPOSITE}. */
    void snapshotEncoder();

    /** The parameters at the last snapshot; empty for a network without a composite prior. */
    Optional<Parameters> snapshot();

    /** A copy of the parameters. */
    Parameters parameters();

    /** A view of the optimiser's state, which the next step changes. */
    OptimiserState optimiserState();

    /** Scores rows with the parameters of this moment, until the next step; empty if the CPU scores. */
    default Optional<RowScorer> rowScorer() {
        return Optional.empty();
    }

    /** The device that computes. */
    default DeviceUse deviceUse() {
        return DeviceUse.CPU;
    }

    @Override
    void close();
}
