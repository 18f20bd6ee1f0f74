package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.engine.kernels.Moments;
import dev.palate.core.engine.kernels.Moments.Slot;
import dev.palate.core.engine.kernels.WeightedRows;
import dev.palate.core.network.Parameters;

/** The first layer: a weighted sum of the rated items' rows plus a bias, and for the gradient a sum into those rows. */
final class InputLayer implements TrainableLayer {

    private final Kernels kernels;
    private final SparseBatch batch;
    private final TrainableRows table;
    private final LayerOutput output;
    private final float[] bias;
    private final Moments biasMoments;

    /** @param table {@code [items x size of the output]} */
    InputLayer(Kernels kernels, TrainableRows table, SparseBatch batch, LayerOutput output) {
        this.kernels = kernels;
        this.batch = batch;
        this.output = output;
        this.table = table;
        this.bias = new float[output.stride()];
        this.biasMoments = Moments.of(output.stride());
    }

    /** Writes the weighted sums of these rows to the output. */
    void forward(int from, int to, WeightedRows rows) {
        float[] values = output.values();
        for (int r = from; r < to; r++) {
            int at = r * output.stride();
            System.arraycopy(bias, 0, values, at, output.size());
            rows.clear();
            for (int p = batch.rowStart(r); p < batch.rowStart(r + 1); p++) {
                rows.add(batch.input(p), batch.item(p) * table.stride());
            }
            kernels.addRows(rows, table.weights(), values, at, table.stride());
        }
    }

    @Override
    public int updateTasks() {
        return table.updateTasks() + 1;
    }

    @Override
    public void update(int task, Scratch scratch, Update update) {
        if (task < table.updateTasks()) {
            table.update(task, batch::input, output.gradients(), output.stride(), scratch, update);
        } else {
            updateBias(scratch.gradients(), update);
        }
    }

    private void updateBias(float[] gradient, Update update) {
        for (int i = 0; i < output.size(); i++) {
            gradient[i] = update.decay().bias() * bias[i];
        }
        for (int r = 0; r < batch.rows(); r++) {
            kernels.addScaled(1, output.gradients(), r * output.stride(), gradient, 0, output.size());
        }
        update.rule().apply(kernels, gradient, 0, bias, 0, biasMoments, 0, output.size());
        if (output.norm() != null) {
            output.norm().update(batch.rows(), update.rule());
        }
    }

    @Override
    public double[] sumsOfSquares() {
        return new double[] {table.sumOfSquares(), kernels.sumOfSquares(bias, 0, output.size())};
    }

    @Override
    public void read(Parameters source, int layer, Slot slot) {
        table.read(source.weights(layer), slot, 0, output.size());
        System.arraycopy(source.bias(layer), 0, biasMoments.of(slot, bias), 0, output.size());
        if (output.norm() != null) {
            output.norm().read(source, layer, slot);
        }
    }

    @Override
    public void write(Parameters target, int layer, Slot slot) {
        table.write(target.weights(layer), slot, 0, output.size());
        System.arraycopy(biasMoments.of(slot, bias), 0, target.bias(layer), 0, output.size());
        if (output.norm() != null) {
            output.norm().write(target, layer, slot);
        }
    }

    void beginStep() {
        table.beginStep();
    }

    void endEpoch() {
        table.endEpoch();
    }

    @Override
    public void close() {}
}
