package dev.palate.core.ease;

import dev.palate.core.matrix.CoOccurrenceBlock;
import dev.palate.core.model.SparseItemModel;
import dev.palate.core.model.SparseSections;
import dev.palate.core.parallel.Parallel;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingPart;
import dev.palate.core.training.TrainingSetup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * EASE for large catalogues: the weights of each item are those of a ridge regression on its nearest items alone (compare the sparse
 * Markov random field of Steck 2019b and fsSLIM, Ning and Karypis 2011). Its cost is the number of items times that of one regression;
 * that of the exact weights is the cube of the number of items.
 *
 * <p>The Gram matrix of the nearest items is exact: a matrix without its small entries would not be positive definite. It is scaled to
 * a unit diagonal, for which single precision is enough. {@link EaseMemory} says what a training takes.
 */
final class SparseEase {

    static final SparseSections SECTIONS = new SparseSections("ease.sparse", "weights");

    private final SparseGram gram;
    private final EaseHyperparameters h;
    private final double[] penalties;
    /** The inverse square root of the diagonal entry of each item with its penalty. */
    private final float[] scale;

    SparseEase(SparseGram gram, EaseHyperparameters h) {
        this.gram = gram;
        this.h = h;
        this.penalties = Ease.penalties(gram.common(), h.popularityExponent());
        this.scale = new float[gram.common().itemCount()];
        for (int item = 0; item < scale.length; item++) {
            scale[item] = (float) (1 / Math.sqrt(gram.common().weight(item) + h.lambda() * penalties[item]));
        }
    }

    /**
     * Finishes {@code columns} and empties it.
     *
     * @param secondsBefore of the training that an interruption ended
     * @throws TrainingCancelledException if the listener cancelled
     */
    SparseItemModel train(TrainingSetup<EaseHyperparameters> setup, SparseColumns columns, double secondsBefore) {
        Progress progress = new Progress(setup, columns, secondsBefore);
        int[] open = progress.open();
        List<Worker> workers = new ArrayList<>();
        try {
            for (int thread = 0; thread < Math.min(setup.threads(), open.length); thread++) {
                workers.add(new Worker(columns.neighbours()));
            }
            Parallel.run(setup.threads(), open.length, (thread, task) -> {
                int part = open[task];
                SparseColumns.Part finished =
                        workers.get(thread).part(columns.start(part), columns.end(part), setup);
                progress.finished(part, finished, thread == 0);
            });
        } finally {
            workers.forEach(Worker::close);
        }
        return new SparseItemModel(
                SECTIONS,
                (float) h.likes().threshold(),
                (float) h.likes().recency(),
                columns.toRows());
    }

    /** Collects the finished parts and tells the listener. */
    private record Progress(TrainingSetup<?> setup, SparseColumns columns, double secondsBefore, long startNanos) {

        Progress(TrainingSetup<?> setup, SparseColumns columns, double secondsBefore) {
            this(setup, columns, secondsBefore, System.nanoTime());
        }

        int[] open() {
            int finished = columns.finished();
            if (finished > 0) {
                setup.listener().onBatch(1, finished, columns.parts());
            }
            int[] open = new int[columns.parts() - finished];
            int next = 0;
            for (int part = 0; part < columns.parts(); part++) {
                if (!columns.isFinished(part)) {
                    open[next++] = part;
                }
            }
            return open;
        }

        /** @param savable whether this thread may save the state */
        void finished(int part, SparseColumns.Part weights, boolean savable) {
            synchronized (columns) {
                columns.put(part, weights);
                int done = columns.finished();
                setup.listener().onBatch(1, done, columns.parts());
                if (savable && done < columns.parts()) {
                    double seconds = secondsBefore + (System.nanoTime() - startNanos) / 1e9;
                    setup.listener()
                            .onPart(
                                    new TrainingPart(done, columns.parts(), seconds),
                                    checkpoint -> columns.save(checkpoint, seconds));
                }
            }
        }
    }

    /** Computes items one after the other, with scratch memory of its own. */
    private final class Worker implements AutoCloseable {

        private final int neighbours;
        private final NearestItems nearest = new NearestItems(gram.common(), scale);
        private final CoOccurrenceBlock block = new CoOccurrenceBlock(gram.common(), gram.head());
        private final float[] entries;
        private final float[] matrix;
        private final float[] right;
        private final RidgeSolver solver;

        Worker(int neighbours) {
            this.neighbours = neighbours;
            this.entries = new float[(neighbours + 1) * (neighbours + 1)];
            this.matrix = new float[neighbours * neighbours];
            this.right = new float[neighbours];
            this.solver = new RidgeSolver(neighbours);
        }

        SparseColumns.Part part(int from, int to, TrainingSetup<?> setup) {
            int[] ends = new int[to - from];
            int[] items = new int[ends.length * neighbours];
            float[] weights = new float[items.length];
            int end = 0;
            for (int item = from; item < to; item++) {
                Ease.checkCancelled(setup.listener());
                int[] chosen = nearest.of(item, neighbours);
                System.arraycopy(chosen, 0, items, end, chosen.length);
                weigh(item, chosen, weights, end);
                end += chosen.length;
                ends[item - from] = end;
            }
            return new SparseColumns.Part(ends, Arrays.copyOf(items, end), Arrays.copyOf(weights, end));
        }

        /** Writes the weights of {@code chosen}, which is ascending, for an item. */
        private void weigh(int item, int[] chosen, float[] weights, int offset) {
            int count = chosen.length + 1;
            int[] members = Arrays.copyOf(chosen, count);
            members[chosen.length] = item;
            block.fill(members, count, entries);
            int own = position(members, item);
            for (int row = 0, from = 0; row < count; row++) {
                if (row != own) {
                    scaleRow(members, row, own, from++);
                }
            }
            if (chosen.length > 0) {
                solver.solve(matrix, right, chosen.length);
            }
            for (int row = 0, from = 0; row < count; row++) {
                if (row != own) {
                    int at = Arrays.binarySearch(chosen, members[row]);
                    weights[offset + at] = right[from++] * scale[members[row]];
                }
            }
        }

        private static int position(int[] members, int item) {
            int position = 0;
            while (members[position] != item) {
                position++;
            }
            return position;
        }

        /** Copies a row of the block without column {@code own}, which is the right side, to row {@code target} of the matrix. */
        private void scaleRow(int[] members, int row, int own, int target) {
            int count = members.length;
            int size = count - 1;
            float factor = scale[members[row]];
            right[target] = factor * (own < row ? entries[row * count + own] : entries[own * count + row]);
            for (int column = 0, to = target * size; column < row; column++) {
                if (column != own) {
                    matrix[to++] = factor * scale[members[column]] * entries[row * count + column];
                }
            }
            matrix[target * size + target] = 1;
        }

        @Override
        public void close() {
            solver.close();
        }
    }
}
