package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.engine.kernels.Slot;
import dev.palate.core.engine.kernels.UpdateRule;
import dev.palate.core.network.OutputLoss;
import dev.palate.core.network.Parameters;

/** An output layer whose loss includes every item: squared error or multinomial likelihood. */
final class DenseOutput implements OutputLayer {

    private final Kernels kernels;
    private final SparseBatch batch;
    private final LayerOutput input;
    private final int items;
    private final boolean multinomial;
    private final DenseWeights weights;
    private final OffHeapMatrix scores;

    DenseOutput(Kernels kernels, SparseBatch batch, LayerOutput input, int items, int maxRows, OutputLoss loss) {
        this.kernels = kernels;
        this.batch = batch;
        this.input = input;
        this.items = items;
        this.multinomial = loss == OutputLoss.MULTINOMIAL;
        this.weights = new DenseWeights(kernels, items, input.size());
        this.scores = new OffHeapMatrix(maxRows, OffHeapMatrix.strideOf(items));
    }

    @Override
    public void forwardBackward(int from, int to, Scratch scratch, double[] rowLosses, float rowScale) {
        weights.forward(to - from, input.mirror().at(from, 0), input.stride(), scores.at(from, 0), scores.stride());
        float[] row = scratch.weights();
        for (int r = from; r < to; r++) {
            scores.read(r, 0, row, 0, items);
            rowLosses[r] = multinomial ? multinomial(r, row, rowScale) : squared(r, row, rowScale);
            scores.write(r, 0, row, 0, items);
        }
        weights.backward(
                to - from,
                scores.at(from, 0),
                scores.stride(),
                false,
                input.gradientMirror().at(from, 0),
                input.stride());
        input.gradientMirror().read(from, 0, input.gradients(), from * input.stride(), (to - from) * input.stride());
    }

    /** Turns a row of outputs into the gradient {@code 2 scale (o - x)}; returns {@code sum of (o - x)^2}. */
    private double squared(int row, float[] outputs, float scale) {
        for (int p = batch.rowStart(row); p < batch.rowStart(row + 1); p++) {
            outputs[batch.item(p)] -= batch.target(p);
        }
        double loss = kernels.sumOfSquares(outputs, 0, items);
        kernels.scale(2 * scale, outputs, 0, items);
        return loss;
    }

    /**
     * Turns a row of logits into the gradient {@code scale (n softmax(o) - x)}, where {@code n} is the sum of the targets;
     * returns {@code -sum of x log softmax(o)}.
     */
    private double multinomial(int row, float[] logits, float scale) {
        double loss = 0;
        for (int p = batch.rowStart(row); p < batch.rowStart(row + 1); p++) {
            loss -= (double) batch.target(p) * logits[batch.item(p)];
        }
        float[] maximumAndSum = new float[2];
        kernels.expShifted(logits, 0, items, maximumAndSum);
        float count = batch.targetSum(row);
        loss += count * (maximumAndSum[0] + Math.log(maximumAndSum[1]));
        kernels.scale(scale * count / maximumAndSum[1], logits, 0, items);
        for (int p = batch.rowStart(row); p < batch.rowStart(row + 1); p++) {
            logits[batch.item(p)] -= scale * batch.target(p);
        }
        return loss;
    }

    @Override
    public int updateTasks() {
        return weights.updateTasks();
    }

    @Override
    public void update(int task, Scratch scratch, UpdateRule rule, Decay decay) {
        weights.update(task, batch.rows(), scores, input.mirror(), scratch, new DenseWeights.Update(rule, decay));
    }

    @Override
    public double[] sumsOfSquares() {
        return weights.sumsOfSquares();
    }

    @Override
    public void read(Parameters source, int layer, Slot slot) {
        weights.read(source.weights(layer), source.bias(layer), slot);
    }

    @Override
    public void write(Parameters target, int layer, Slot slot) {
        weights.write(target.weights(layer), target.bias(layer), slot);
    }

    @Override
    public void close() {
        weights.close();
        scores.close();
    }
}
