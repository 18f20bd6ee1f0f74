package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.engine.kernels.Moments.Slot;
import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.engine.kernels.Products;
import dev.palate.core.network.Parameters;

/** A fully connected layer between two dense activations; the bias is the weights' last column. */
final class DenseLayer extends DenseWeights {

    private final LayerOutput output;

    DenseLayer(Kernels kernels, SparseBatch batch, LayerOutput input, LayerOutput output) {
        super(kernels, batch, input, output.size());
        this.output = output;
    }

    /** Writes the weighted sums of these rows to the output's heap values, without mirroring them. */
    void forward(int from, int to, Products products) {
        forward(all(), from, to, products, output.mirror().from(from));
        output.mirror().read(from, 0, output.values(), from * output.stride(), (to - from) * output.stride());
    }

    /**
     * Computes the gradient of the input's activations from that of these rows' sums.
     *
     * @param add whether to add it to the present gradient
     */
    void backward(int from, int to, Products products, boolean add) {
        OffHeapMatrix mirror = input.gradientMirror();
        int length = (to - from) * input.stride();
        if (add) {
            mirror.write(from, 0, input.gradients(), from * input.stride(), length);
        }
        backward(all(), to - from, output.gradientMirror().from(from), products, add ? 1 : 0, mirror.from(from));
        mirror.read(from, 0, input.gradients(), from * input.stride(), length);
    }

    @Override
    public int updateTasks() {
        return super.updateTasks() + (output.norm() == null ? 0 : 1);
    }

    @Override
    public void update(int task, Scratch scratch, Update update) {
        if (task < super.updateTasks()) {
            Range range = ofTask(task);
            OffHeapMatrix gradients = output.gradientMirror();
            update(range, new OffHeapMatrix.Part(gradients.at(0, range.first()), gradients.stride()), scratch, update);
        } else if (output.norm() != null) {
            output.norm().update(batch.rows(), update.rule());
        }
    }

    @Override
    public void read(Parameters source, int layer, Slot slot) {
        super.read(source, layer, slot);
        if (output.norm() != null) {
            output.norm().read(source, layer, slot);
        }
    }

    @Override
    public void write(Parameters target, int layer, Slot slot) {
        super.write(target, layer, slot);
        if (output.norm() != null) {
            output.norm().write(target, layer, slot);
        }
    }
}
