package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.Blas;
import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.engine.kernels.Moments.Slot;
import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.engine.kernels.OffHeapMatrix.Part;
import dev.palate.core.engine.sampling.SampledItems;
import dev.palate.core.engine.sampling.TouchedItems;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.Parameters;
import dev.palate.core.parallel.WorkerTeam;
import dev.palate.core.random.CounterRandom;

/**
 * An output layer with multinomial likelihood whose normalisation is estimated from {@link SampledItems}, the items of the batch and
 * random others (importance sampling, Bengio and Senecal 2008). The logit of an item that a row has by chance is reduced by the logarithm
 * of the probability of that chance, so that the expected normalisation is that over all items; the row's own items are certain. Only the
 * rows of these items are computed and updated.
 *
 * <p>The rows of a batch are copied to a compact matrix {@code [items of the batch x (inputs + 1)]} outside the heap, where BLAS works on it.
 */
final class SampledOutput implements TrainableLayer.RowOutput {

    /** Independent of the number of threads and large enough for all of them. */
    private static final int TASKS = 64;

    private final Kernels kernels;
    private final SparseBatch batch;
    private final LayerOutput input;
    private final int inputs;
    private final int items;
    private final LazyItemTable table;
    private final SampledItems sampled;
    private final int maxRows;
    private OffHeapMatrix compact;
    private OffHeapMatrix scores;
    private float[] corrections = new float[0];

    /** @param samples the number of random items of a batch */
    SampledOutput(Kernels kernels, SparseBatch batch, LayerOutput input, int items, int samples, int maxRows) {
        this.kernels = kernels;
        this.batch = batch;
        this.input = input;
        this.inputs = input.size();
        this.items = items;
        this.table = new LazyItemTable(kernels, batch, items, inputs + 1);
        this.sampled = new SampledItems(items, samples);
        this.maxRows = maxRows;
        this.compact = new OffHeapMatrix(0, table.stride());
        this.scores = new OffHeapMatrix(0, 0);
    }

    /** Draws the items of a step, whose batch is indexed, and copies their rows. */
    @Override
    public void beginStep(RatingMatrix ratings, CounterRandom random, WorkerTeam team) {
        table.beginStep();
        sampled.draw(ratings, value -> batch.keeps((float) value), batch.touched(), random);
        int count = sampled.count();
        if (corrections.length < count) {
            int room = OffHeapMatrix.strideOf(Math.min(items, count + count / 4));
            close();
            corrections = new float[room];
            compact = new OffHeapMatrix(room, table.stride());
            scores = new OffHeapMatrix(maxRows, room);
        }
        team.run(TASKS, (worker, task) -> gather(task));
    }

    /** Copies one task's share of the rows, and computes their corrections. */
    private void gather(int task) {
        for (int at = first(task); at < first(task + 1); at++) {
            compact.write(at, 0, table.weights(), sampled.item(at) * table.stride(), table.stride());
            corrections[at] = sampled.correction(at, batch.rows());
        }
    }

    private int first(int task) {
        return (int) ((long) sampled.count() * task / TASKS);
    }

    @Override
    public void forwardBackward(int from, int to, Scratch scratch, double[] rowLosses, float rowScale) {
        int count = sampled.count();
        Blas.productTransposed(
                to - from, count, inputs + 1, input.mirror().from(from), compact.from(0), scores.from(from));
        float[] row = new float[count];
        for (int r = from; r < to; r++) {
            scores.read(r, 0, row, 0, count);
            rowLosses[r] = multinomial(r, row, rowScale);
            scores.write(r, 0, row, 0, count);
        }
        OffHeapMatrix mirror = input.gradientMirror();
        Blas.product(to - from, inputs, count, scores.from(from), compact.from(0), 0, mirror.from(from));
        mirror.read(from, 0, input.gradients(), from * input.stride(), (to - from) * input.stride());
    }

    /** As {@code DenseOutput}, over the sampled items; turns the logits into their gradient and returns the loss. */
    private double multinomial(int row, float[] logits, float scale) {
        TouchedItems touched = batch.touched();
        double loss = 0;
        kernels.addScaled(-1, corrections, 0, logits, 0, logits.length);
        for (int p = batch.rowStart(row); p < batch.rowStart(row + 1); p++) {
            int slot = touched.slotOf(batch.item(p));
            logits[slot] += corrections[slot];
            loss -= (double) batch.target(p) * logits[slot];
        }
        float[] maximumAndSum = new float[2];
        kernels.expShifted(logits, 0, logits.length, maximumAndSum);
        float targets = batch.targetSum(row);
        loss += targets * (maximumAndSum[0] + Math.log(maximumAndSum[1]));
        kernels.scale(scale * targets / maximumAndSum[1], logits, 0, logits.length);
        for (int p = batch.rowStart(row); p < batch.rowStart(row + 1); p++) {
            logits[touched.slotOf(batch.item(p))] -= scale * batch.target(p);
        }
        return loss;
    }

    @Override
    public int updateTasks() {
        return TASKS;
    }

    @Override
    public void update(int task, Scratch scratch, Update update) {
        int stride = table.stride();
        int most = scratch.gradients().length / stride;
        for (int from = first(task); from < first(task + 1); from += most) {
            int count = Math.min(most, first(task + 1) - from);
            Blas.transposedProduct(
                    count,
                    stride,
                    batch.rows(),
                    new Part(scores.at(0, from), scores.stride()),
                    input.mirror().from(0),
                    new Part(scratch.offHeap().at(0, 0), stride));
            scratch.offHeap().read(0, 0, scratch.gradients(), 0, count * stride);
            for (int at = 0; at < count; at++) {
                table.update(sampled.item(from + at), scratch.gradients(), at * stride, inputs, update);
            }
        }
    }

    /** Of the rows of the batch. */
    @Override
    public double[] sumsOfSquares() {
        double[] sums = new double[2];
        for (int at = 0; at < sampled.count(); at++) {
            sums[0] += table.sumOfSquares(sampled.item(at), inputs);
        }
        return sums;
    }

    @Override
    public void endEpoch() {
        table.endEpoch();
    }

    @Override
    public void read(Parameters source, int layer, Slot slot) {
        table.read(source.weights(layer), slot, 0, inputs);
        table.read(source.bias(layer), slot, inputs, 1);
    }

    @Override
    public void write(Parameters target, int layer, Slot slot) {
        table.write(target.weights(layer), slot, 0, inputs);
        table.write(target.bias(layer), slot, inputs, 1);
    }

    @Override
    public void close() {
        compact.close();
        scores.close();
    }
}
