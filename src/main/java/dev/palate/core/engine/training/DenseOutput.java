package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.FastExp;
import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.OutputLoss;

/**
 * An output layer whose loss includes every item: squared error or multinomial likelihood. It works on blocks of items whose
 * weights and outputs for the whole batch are together in the cache, so that every product packs each weight only once.
 *
 * <p>A step first {@link #score scores} all blocks and then {@link #combine combines} their losses. After that each group of
 * blocks {@link #learn computes} the gradients of its outputs, of its weights, and its part of those of the input, which
 * {@link #gather} adds up in the order of the groups. A softmax needs the sums of all blocks; until then a block has its logits
 * relative to its own maximum.
 */
final class DenseOutput extends DenseWeights implements TrainableLayer.Output {

    private static final int BLOCK_FLOATS = 1 << 18;
    private static final int MAX_BLOCK_ITEMS = 432;
    private static final int MIN_BLOCK_ITEMS = 64;
    private static final int MIN_BLOCKS = 4;
    private static final int MAX_GROUPS = 16;

    private final int items;
    private final boolean multinomial;
    private final int maxRows;
    private final int blockItems;
    private final int blocks;
    private final int groups;
    /** Row {@code block * maxRows + row}; they become their own gradients. */
    private final OffHeapMatrix scores;
    /** Row {@code group * maxRows + row}. */
    private final OffHeapMatrix inputGradients;

    private final float[] maxima;
    private final float[] sums;
    private final double[] losses;
    private float rowScale;

    DenseOutput(Kernels kernels, SparseBatch batch, LayerOutput input, NetworkSpec spec, int maxRows) {
        super(kernels, batch, input, spec.itemCount());
        this.items = spec.itemCount();
        this.multinomial = spec.loss() == OutputLoss.MULTINOMIAL;
        this.maxRows = maxRows;
        this.blockItems = blockItems(items, input.size());
        this.blocks = blocks(items, input.size());
        this.groups = Math.min(blocks, MAX_GROUPS);
        this.scores = new OffHeapMatrix((long) blocks * maxRows, blockItems);
        this.inputGradients = new OffHeapMatrix((long) groups * maxRows, input.stride());
        this.maxima = new float[multinomial ? blocks * maxRows : 0];
        this.sums = new float[multinomial ? blocks * maxRows : 0];
        this.losses = new double[blocks * maxRows];
    }

    /** The items of a block. */
    static int blockItems(int items, int inputs) {
        int ofCache = BLOCK_FLOATS / OffHeapMatrix.strideOf(inputs + 1);
        int balanced = (items + MIN_BLOCKS - 1) / MIN_BLOCKS;
        return OffHeapMatrix.strideOf(
                Math.min(balanced, Math.max(MIN_BLOCK_ITEMS, Math.min(MAX_BLOCK_ITEMS, ofCache))));
    }

    private static int blocks(int items, int inputs) {
        int blockItems = blockItems(items, inputs);
        return (items + blockItems - 1) / blockItems;
    }

    /** The floats outside the heap that a thread needs for the gradient of a block of weights. */
    static int blockFloats(int items, int inputs) {
        return Math.multiplyExact(blockItems(items, inputs), OffHeapMatrix.strideOf(inputs + 1));
    }

    /** The floats outside the heap of the scores and of the input's gradients. */
    static long bufferFloats(int items, int inputs, long maxRows) {
        int blocks = blocks(items, inputs);
        return maxRows * blocks * blockItems(items, inputs)
                + maxRows * Math.min(blocks, MAX_GROUPS) * OffHeapMatrix.strideOf(inputs + 1);
    }

    private Range range(int block) {
        int first = block * blockItems;
        return new Range(first, Math.min(items, first + blockItems) - first);
    }

    /** The number of independent tasks of {@link #score}; it does not depend on the number of threads. */
    int scoreTasks() {
        return blocks;
    }

    /** Computes the outputs of one block of items, and the block's part of the loss of every row. */
    void score(int block, Scratch scratch, float scale) {
        forward(range(block), 0, batch.rows(), scratch.products(), scores.from((long) block * maxRows));
        float[] maximumAndSum = new float[2];
        forRows(block, scratch, (row, outputs, at) -> {
            int index = block * maxRows + row;
            if (multinomial) {
                losses[index] = -sumOfTargets(block, row, outputs, at);
                kernels.expShifted(outputs, at, range(block).count(), maximumAndSum);
                maxima[index] = maximumAndSum[0];
                sums[index] = maximumAndSum[1];
            } else {
                losses[index] = squared(block, row, outputs, at, scale);
            }
        });
    }

    private interface RowWork {
        void on(int row, float[] outputs, int at);
    }

    /** Calls {@code work} with a copy of every row of a block, and writes the copies back. */
    private void forRows(int block, Scratch scratch, RowWork work) {
        float[] outputs = scratch.weights();
        int together = outputs.length / blockItems;
        for (int from = 0; from < batch.rows(); from += together) {
            int to = Math.min(batch.rows(), from + together);
            long first = (long) block * maxRows + from;
            scores.read(first, 0, outputs, 0, (to - from) * blockItems);
            for (int row = from; row < to; row++) {
                work.on(row, outputs, (row - from) * blockItems);
            }
            scores.write(first, 0, outputs, 0, (to - from) * blockItems);
        }
    }

    /** {@code sum of x o} over the rated items of a block. */
    private double sumOfTargets(int block, int row, float[] logits, int at) {
        Range range = range(block);
        double sum = 0;
        int end = batch.firstEntry(row, range.first() + range.count());
        for (int p = batch.firstEntry(row, range.first()); p < end; p++) {
            sum += (double) batch.target(p) * logits[at + batch.item(p) - range.first()];
        }
        return sum;
    }

    /** Turns outputs into the gradient {@code 2 scale (o - x)}; returns {@code sum of (o - x)^2}. */
    private double squared(int block, int row, float[] outputs, int at, float scale) {
        subtractTargets(block, row, 1, outputs, at);
        double loss = kernels.sumOfSquares(outputs, at, range(block).count());
        kernels.scale(2 * scale, outputs, at, range(block).count());
        return loss;
    }

    private void subtractTargets(int block, int row, float factor, float[] outputs, int at) {
        Range range = range(block);
        int end = batch.firstEntry(row, range.first() + range.count());
        for (int p = batch.firstEntry(row, range.first()); p < end; p++) {
            outputs[at + batch.item(p) - range.first()] -= factor * batch.target(p);
        }
    }

    /**
     * Combines the blocks of every row, after all were scored. The loss of a row is {@code sum of (o - x)^2} or
     * {@code -sum of x log softmax(o)}.
     *
     * @param rowLosses receives the unscaled loss of each row
     * @param scale the factor of a row's loss in the batch objective
     */
    void combine(double[] rowLosses, float scale) {
        rowScale = scale;
        for (int row = 0; row < batch.rows(); row++) {
            double loss = multinomial ? normalise(row) : 0;
            for (int index = row; index < losses.length; index += maxRows) {
                loss += losses[index];
            }
            rowLosses[row] = loss;
        }
    }

    /**
     * Replaces the maxima of a row's blocks by the factors that turn its exponentials into {@code scale n softmax(o)}, where
     * {@code n} is the sum of the targets; returns {@code n log sum of exp(o)}.
     */
    private double normalise(int row) {
        float maximum = Float.NEGATIVE_INFINITY;
        for (int index = row; index < maxima.length; index += maxRows) {
            maximum = Math.max(maximum, maxima[index]);
        }
        double sum = 0;
        for (int index = row; index < maxima.length; index += maxRows) {
            maxima[index] = FastExp.exp(maxima[index] - maximum);
            sum += (double) maxima[index] * sums[index];
        }
        float count = batch.targetSum(row);
        float factor = (float) (rowScale * count / sum);
        for (int index = row; index < maxima.length; index += maxRows) {
            maxima[index] *= factor;
        }
        return count * (maximum + Math.log(sum));
    }

    /** The number of independent tasks of {@link #learn}; it does not depend on the number of threads. */
    int learnTasks() {
        return groups;
    }

    /**
     * Computes the gradients of one group of blocks, and applies those of its weights.
     *
     * @param updated whether the weights are updated
     */
    void learn(int group, Scratch scratch, Update update, boolean updated) {
        int end = (int) ((group + 1L) * blocks / groups);
        int first = (int) ((long) group * blocks / groups);
        for (int block = first; block < end; block++) {
            if (multinomial) {
                differentiate(block, scratch);
            }
            OffHeapMatrix.Part gradients = scores.from((long) block * maxRows);
            OffHeapMatrix.Part target = inputGradients.from((long) group * maxRows);
            backward(range(block), batch.rows(), gradients, scratch.products(), block == first ? 0 : 1, target);
            if (updated) {
                update(range(block), gradients, scratch, update);
            }
        }
    }

    /** Turns a block's exponentials into the gradient {@code scale (n softmax(o) - x)}. */
    private void differentiate(int block, Scratch scratch) {
        forRows(block, scratch, (row, outputs, at) -> {
            kernels.scale(
                    maxima[block * maxRows + row], outputs, at, range(block).count());
            subtractTargets(block, row, rowScale, outputs, at);
        });
    }

    /** Adds up the gradient of the input's activations in these rows. */
    void gather(int from, int to, Scratch scratch) {
        int stride = input.stride();
        float[] part = scratch.weights();
        int together = Math.max(1, part.length / stride);
        for (int first = from; first < to; first += together) {
            int length = (Math.min(to, first + together) - first) * stride;
            inputGradients.read(first, 0, input.gradients(), first * stride, length);
            for (int group = 1; group < groups; group++) {
                inputGradients.read((long) group * maxRows + first, 0, part, 0, length);
                kernels.addScaled(1, part, 0, input.gradients(), first * stride, length);
            }
        }
    }

    /** {@link #learn} updates the weights. */
    @Override
    public int updateTasks() {
        return 0;
    }

    @Override
    public void update(int task, Scratch scratch, Update update) {
        throw new IllegalStateException("an update has no tasks of this layer");
    }

    @Override
    public void close() {
        super.close();
        scores.close();
        inputGradients.close();
    }
}
