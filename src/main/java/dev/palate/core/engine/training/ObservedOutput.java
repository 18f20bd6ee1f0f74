package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.engine.kernels.Moments.Slot;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.Parameters;
import dev.palate.core.parallel.WorkerTeam;
import dev.palate.core.random.CounterRandom;
import java.util.Arrays;

/**
 * An output layer whose loss only includes the rated items (Sedhain et al. 2015). It only scores these, with one dot product
 * each, so the cost of a step is proportional to the ratings and does not depend on the size of the catalogue.
 */
final class ObservedOutput implements TrainableLayer.RowOutput {

    private final Kernels kernels;
    private final SparseBatch batch;
    private final LayerOutput input;
    private final ItemTable table;
    private float[] residuals = new float[0];

    ObservedOutput(Kernels kernels, SparseBatch batch, LayerOutput input, int items) {
        this.kernels = kernels;
        this.batch = batch;
        this.input = input;
        this.table = new ItemTable(kernels, batch, items, input.size() + 1, 1);
    }

    /** Allocates buffers for the batch. */
    @Override
    public void beginStep(RatingMatrix ratings, CounterRandom random, WorkerTeam team) {
        if (residuals.length < batch.size()) {
            residuals = new float[batch.size() + batch.size() / 4];
        }
    }

    @Override
    public void forwardBackward(int from, int to, Scratch scratch, double[] rowLosses, float rowScale) {
        int stride = input.stride();
        for (int r = from; r < to; r++) {
            Arrays.fill(input.gradients(), r * stride, (r + 1) * stride, 0);
            double loss = 0;
            for (int p = batch.rowStart(r); p < batch.rowStart(r + 1); p++) {
                int weightsAt = batch.item(p) * table.stride();
                float error =
                        kernels.dot(input.values(), r * stride, table.weights(), weightsAt, stride) - batch.target(p);
                loss += (double) error * error;
                residuals[p] = 2 * rowScale * error;
                kernels.addScaled(residuals[p], table.weights(), weightsAt, input.gradients(), r * stride, stride);
            }
            // The column of ones, the factor of the bias, has no gradient.
            input.gradients()[r * stride + input.size()] = 0;
            rowLosses[r] = loss;
        }
    }

    @Override
    public int updateTasks() {
        return table.updateTasks();
    }

    @Override
    public void update(int task, Scratch scratch, Update update) {
        table.update(task, entry -> residuals[entry], input.values(), input.stride(), scratch, update);
    }

    @Override
    public double[] sumsOfSquares() {
        return new double[] {table.sumOfSquares(0, input.size()), table.sumOfSquares(input.size(), input.size() + 1)};
    }

    @Override
    public void read(Parameters source, int layer, Slot slot) {
        table.read(source.weights(layer), slot, 0, input.size());
        table.read(source.bias(layer), slot, input.size(), 1);
    }

    @Override
    public void write(Parameters target, int layer, Slot slot) {
        table.write(target.weights(layer), slot, 0, input.size());
        table.write(target.bias(layer), slot, input.size(), 1);
    }

    @Override
    public void close() {}
}
