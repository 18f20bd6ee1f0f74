package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.Slot;
import dev.palate.core.engine.kernels.UpdateRule;
import dev.palate.core.network.Parameters;

/** What every layer with weights does once the gradients of a batch are there. */
interface TrainableLayer extends AutoCloseable {

    /** Into how many independent tasks its update falls; does not depend on the number of threads. */
    int updateTasks();

    /** Works out the weight gradient of one task's share and applies it at once. */
    void update(int task, Scratch scratch, UpdateRule rule, Decay decay);

    /** Sum of the squared {weights, biases}. */
    double[] sumsOfSquares();

    /** Takes one slot of every parameter of weighted layer {@code layer} from {@code source}. */
    void read(Parameters source, int layer, Slot slot);

    void write(Parameters target, int layer, Slot slot);

    @Override
    void close();
}
