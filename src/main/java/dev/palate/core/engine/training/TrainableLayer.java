package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.Slot;
import dev.palate.core.engine.kernels.UpdateRule;
import dev.palate.core.network.Parameters;

/** A layer with weights, which it updates after the gradients of a batch are computed. */
interface TrainableLayer extends AutoCloseable {

    /** The number of independent tasks of an update; it does not depend on the number of threads. */
    int updateTasks();

    /** Computes and applies the gradient of one task's share of the weights. */
    void update(int task, Scratch scratch, UpdateRule rule, Decay decay);

    /** The sums of the squared weights and of the squared biases. */
    double[] sumsOfSquares();

    /** Copies one slot of every parameter of weighted layer {@code layer} from {@code source}. */
    void read(Parameters source, int layer, Slot slot);

    void write(Parameters target, int layer, Slot slot);

    @Override
    void close();
}
