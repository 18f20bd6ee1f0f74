package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.engine.kernels.Moments;
import dev.palate.core.engine.kernels.Moments.Slot;
import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.engine.kernels.WeightedRows;
import dev.palate.core.engine.sampling.TouchedItems;
import dev.palate.core.engine.training.TrainableLayer.Update;
import java.util.Arrays;

/**
 * Weights with one row for each item, {@code [items x width]}, of which a step updates only the rows of its batch, with
 * {@link LazyMoments}. A penalty counts and decays only these rows.
 */
final class LazyItemTable implements TrainableRows {

    private static final int TASKS = 64;

    private final Kernels kernels;
    private final SparseBatch batch;
    private final int items;
    private final int width;
    private final int stride;
    private final float[] weights;
    private final LazyMoments lazy;

    LazyItemTable(Kernels kernels, SparseBatch batch, int items, int width) {
        this.kernels = kernels;
        this.batch = batch;
        this.items = items;
        this.width = width;
        this.stride = OffHeapMatrix.strideOf(width);
        this.weights = new float[length(items, stride)];
        this.lazy = new LazyMoments(kernels, items, stride);
    }

    @Override
    public int stride() {
        return stride;
    }

    @Override
    public float[] weights() {
        return weights;
    }

    /** The limit of Java's arrays: 2 billion weights, of 3.5 million items with 600 each. */
    private static int length(int items, int stride) {
        long length = (long) items * stride;
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "%d items with %d weights each are more than the 2147483639 weights of a layer; order smaller layers"
                            .formatted(items, stride));
        }
        return (int) length;
    }

    /** Applies the gradient of a row, 0 in the padding, after adding that of the penalty on its first {@code decayed} columns. */
    void update(int item, float[] gradient, int offset, int decayed, Update update) {
        if (update.decay().weights() != 0) {
            kernels.addScaled(update.decay().weights(), weights, item * stride, gradient, offset, decayed);
        }
        lazy.catchUp(item);
        update.rule().apply(kernels, gradient, offset, weights, item * stride, lazy.moments(), item * stride, stride);
    }

    @Override
    public int updateTasks() {
        return TASKS;
    }

    @Override
    public void update(int task, Coefficient coefficient, float[] rows, int rowStride, Scratch scratch, Update update) {
        TouchedItems touched = batch.touched();
        float[] gradient = scratch.gradients();
        WeightedRows entries = scratch.rows();
        int last = (int) ((long) touched.count() * (task + 1) / TASKS);
        for (int slot = (int) ((long) touched.count() * task / TASKS); slot < last; slot++) {
            Arrays.fill(gradient, 0, stride, 0);
            entries.clear();
            for (int k = touched.start(slot); k < touched.start(slot + 1); k++) {
                int entry = touched.entry(k);
                entries.add(coefficient.of(entry), batch.rowOf(entry) * rowStride);
            }
            kernels.addRows(entries, rows, gradient, 0, stride);
            update(touched.item(slot), gradient, 0, width, update);
        }
    }

    /** Of the rows of the batch. */
    @Override
    public double sumOfSquares() {
        double sum = 0;
        for (int slot = 0; slot < batch.touched().count(); slot++) {
            sum += sumOfSquares(batch.touched().item(slot), width);
        }
        return sum;
    }

    @Override
    public void beginStep() {
        lazy.beginStep();
    }

    @Override
    public void endEpoch() {
        lazy.endEpoch();
    }

    /** The sum of the squares of the first {@code columns} columns of a row. */
    double sumOfSquares(int item, int columns) {
        return kernels.sumOfSquares(weights, item * stride, columns);
    }

    @Override
    public void read(float[] source, Slot slot, int from, int columns) {
        float[] target = lazy.moments().of(slot, weights);
        for (int item = 0; item < items; item++) {
            System.arraycopy(source, item * columns, target, item * stride + from, columns);
        }
    }

    @Override
    public void write(float[] target, Slot slot, int from, int columns) {
        float[] source = lazy.moments().of(slot, weights);
        for (int item = 0; item < items; item++) {
            System.arraycopy(source, item * stride + from, target, item * columns, columns);
        }
    }

    /**
     * The moments of Adam of a table of which a step updates only a few rows. The moments of a row decay for the steps that it missed when it is
     * updated next, so they are those of Adam with gradients of 0 in between; the row itself does not move meanwhile, unlike with Adam. At the
     * end of an epoch all rows catch up.
     */
    static final class LazyMoments {

        private static final double BETA1 = 0.9;
        private static final double BETA2 = 0.999;

        private final Kernels kernels;
        private final int stride;
        private final Moments moments;
        /** The last step of this epoch that updated each row; 0: none. */
        private final int[] updatedAt;
        /** The powers of both betas, by the number of missed steps. */
        private float[] firstDecay = {1};

        private float[] secondDecay = {1};
        private int step;

        /** @param stride floats from one row to the next */
        LazyMoments(Kernels kernels, int rows, int stride) {
            this.kernels = kernels;
            this.stride = stride;
            this.moments = Moments.of(Math.multiplyExact(rows, stride));
            this.updatedAt = new int[rows];
        }

        Moments moments() {
            return moments;
        }

        /** Begins a step. Only one thread may call this, and none may be updating rows. */
        void beginStep() {
            step++;
            if (step >= firstDecay.length) {
                firstDecay = powers(BETA1, 2 * step);
                secondDecay = powers(BETA2, 2 * step);
            }
        }

        private static float[] powers(double base, int count) {
            float[] powers = new float[count];
            double power = 1;
            for (int k = 0; k < count; k++) {
                powers[k] = (float) power;
                power *= base;
            }
            return powers;
        }

        /** Brings a row to the step before this one, which is about to update it. Different threads may call this for different rows. */
        void catchUp(int row) {
            decay(row, step - 1 - updatedAt[row]);
            updatedAt[row] = step;
        }

        private void decay(int row, int missed) {
            if (missed > 0) {
                kernels.scale(firstDecay[missed], moments.first(), row * stride, stride);
                kernels.scale(secondDecay[missed], moments.second(), row * stride, stride);
            }
        }

        /** Brings all rows to the last step. */
        void endEpoch() {
            for (int row = 0; row < updatedAt.length; row++) {
                decay(row, step - updatedAt[row]);
            }
            Arrays.fill(updatedAt, 0);
            step = 0;
        }
    }
}
