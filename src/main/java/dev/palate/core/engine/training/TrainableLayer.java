package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.Moments.Slot;
import dev.palate.core.engine.kernels.UpdateRule;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.Parameters;
import dev.palate.core.parallel.WorkerTeam;
import dev.palate.core.random.CounterRandom;

/** A layer with weights, which it updates after the gradients of a batch are computed. */
interface TrainableLayer extends AutoCloseable {

    /** The number of independent tasks of an update; it does not depend on the number of threads. */
    int updateTasks();

    /** Computes and applies the gradient of one task's share of the weights. */
    void update(int task, Scratch scratch, Update update);

    /** The sums of the squared weights and of the squared biases. */
    double[] sumsOfSquares();

    /** Copies one slot of every parameter of weighted layer {@code layer} from {@code source}. */
    void read(Parameters source, int layer, Slot slot);

    void write(Parameters target, int layer, Slot slot);

    @Override
    void close();

    /**
     * The gradient of the penalty on a layer, as factors of its parameters.
     *
     * @param weights factor of each weight
     * @param bias factor of each bias
     */
    record Decay(float weights, float bias) {

        static final Decay NONE = new Decay(0, 0);
    }

    /** How gradients are applied. */
    record Update(UpdateRule rule, Decay decay) {}

    /** The last layer together with the loss on it. */
    interface Output extends TrainableLayer {

        /**
         * Prepares a step, after its batch is loaded and before its first phase.
         *
         * @param ratings that the batch comes from
         * @param random of this step
         */
        default void beginStep(RatingMatrix ratings, CounterRandom random, WorkerTeam team) {}

        default void endEpoch() {}
    }

    /** An output layer whose loss and gradients are computed by rows of the batch. */
    interface RowOutput extends Output {

        /**
         * Scores the items for these rows, and computes the loss and its gradient with respect to the input's activations.
         *
         * @param rowLosses receives the unscaled loss of each row
         * @param rowScale the factor of a row's loss in the batch objective
         */
        void forwardBackward(int from, int to, Scratch scratch, double[] rowLosses, float rowScale);
    }
}
