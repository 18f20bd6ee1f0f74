package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.engine.kernels.Slot;
import dev.palate.core.engine.kernels.UpdateRule;
import dev.palate.core.network.Parameters;
import org.bytedeco.javacpp.FloatPointer;

/** A fully connected layer between two dense activations; the bias is the weights' last column. */
final class DenseLayer implements TrainableLayer {

    private final SparseBatch batch;
    private final LayerOutput input;
    private final LayerOutput output;
    private final DenseWeights weights;

    DenseLayer(Kernels kernels, SparseBatch batch, LayerOutput input, LayerOutput output) {
        this.batch = batch;
        this.input = input;
        this.output = output;
        this.weights = new DenseWeights(kernels, output.size(), input.size());
    }

    /** Writes the weighted sums of these rows to the output's heap values, without mirroring them. */
    void forward(int from, int to) {
        FloatPointer sums = output.mirror().at(from, 0);
        weights.forward(to - from, input.mirror().at(from, 0), input.stride(), sums, output.stride());
        output.mirror().read(from, 0, output.values(), from * output.stride(), (to - from) * output.stride());
    }

    /**
     * Computes the gradient of the input's activations from that of these rows' sums.
     *
     * @param add whether to add it to the present gradient
     */
    void backward(int from, int to, boolean add) {
        int length = (to - from) * input.stride();
        if (add) {
            input.gradientMirror().write(from, 0, input.gradients(), from * input.stride(), length);
        }
        weights.backward(
                to - from,
                output.gradientMirror().at(from, 0),
                output.stride(),
                add,
                input.gradientMirror().at(from, 0),
                input.stride());
        input.gradientMirror().read(from, 0, input.gradients(), from * input.stride(), length);
    }

    @Override
    public int updateTasks() {
        return weights.updateTasks() + (output.norm() == null ? 0 : 1);
    }

    @Override
    public void update(int task, Scratch scratch, UpdateRule rule, Decay decay) {
        if (task < weights.updateTasks()) {
            weights.update(
                    task,
                    batch.rows(),
                    output.gradientMirror(),
                    input.mirror(),
                    scratch,
                    new DenseWeights.Update(rule, decay));
        } else if (output.norm() != null) {
            output.norm().update(batch.rows(), rule);
        }
    }

    @Override
    public double[] sumsOfSquares() {
        return weights.sumsOfSquares();
    }

    @Override
    public void read(Parameters source, int layer, Slot slot) {
        weights.read(source.weights(layer), source.bias(layer), slot);
        if (output.norm() != null) {
            output.norm().read(source, layer, slot);
        }
    }

    @Override
    public void write(Parameters target, int layer, Slot slot) {
        weights.write(target.weights(layer), target.bias(layer), slot);
        if (output.norm() != null) {
            output.norm().write(target, layer, slot);
        }
    }

    @Override
    public void close() {
        weights.close();
    }
}
