package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.OutputLoss;

/** An output layer whose loss includes every item: squared error or multinomial likelihood. */
final class DenseOutput extends DenseWeights implements TrainableLayer.Output {

    private final int items;
    private final boolean multinomial;
    private final OffHeapMatrix scores;

    DenseOutput(Kernels kernels, SparseBatch batch, LayerOutput input, NetworkSpec spec, int maxRows) {
        this(kernels, batch, input, spec, new OffHeapMatrix(maxRows, OffHeapMatrix.strideOf(spec.itemCount())));
    }

    /** @param scores become their own gradient */
    private DenseOutput(Kernels kernels, SparseBatch batch, LayerOutput input, NetworkSpec spec, OffHeapMatrix scores) {
        super(kernels, batch, input, spec.itemCount(), scores);
        this.items = spec.itemCount();
        this.multinomial = spec.loss() == OutputLoss.MULTINOMIAL;
        this.scores = scores;
    }

    @Override
    public void forwardBackward(int from, int to, Scratch scratch, double[] rowLosses, float rowScale) {
        forward(from, to, scores);
        float[] row = scratch.weights();
        for (int r = from; r < to; r++) {
            scores.read(r, 0, row, 0, items);
            rowLosses[r] = multinomial ? multinomial(r, row, rowScale) : squared(r, row, rowScale);
            scores.write(r, 0, row, 0, items);
        }
        backward(from, to, false);
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
    public void close() {
        super.close();
        scores.close();
    }
}
