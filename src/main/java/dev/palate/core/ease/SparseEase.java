package dev.palate.core.ease;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dposv;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import dev.palate.core.matrix.CoOccurrenceBlock;
import dev.palate.core.matrix.CoOccurrences;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.model.Ranking;
import dev.palate.core.model.SparseItemModel;
import dev.palate.core.model.SparseSections;
import dev.palate.core.model.TopN;
import dev.palate.core.parallel.Parallel;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingSetup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;

/**
 * EASE for large catalogues: the weights of each item are those of a ridge regression on its nearest items alone (compare the sparse
 * Markov random field of Steck 2019b and fsSLIM, Ning and Karypis 2011). Its cost is the number of items times that of one regression,
 * which grows with the users that the nearest items have in common; that of the exact weights is the cube of the number of items.
 *
 * <p>Neighbours are the items with the greatest entries in the row of the Gram matrix, scaled to a unit diagonal. The Gram matrix of
 * the neighbours is exact: a matrix without its small entries would not be positive definite.
 */
final class SparseEase {

    static final SparseSections SECTIONS = new SparseSections("ease.sparse", "weights");

    private static final int BLOCK = 16;
    private static final int SAMPLE = 64;

    /** How many operations of a small factorisation take as long as the addition of one pair of ratings. */
    private static final double MULTIPLICATIONS_PER_ADDITION = 20;

    private static final int[] NONE = {};
    private static final float[] NO_VALUES = {};

    static {
        openblas.blas_set_num_threads(1);
    }

    private final CoOccurrences common;
    private final EaseHyperparameters h;
    private final int neighbours;
    /** The diagonal entry of each item with its penalty. */
    private final double[] diagonal;

    private final double[] penalties;

    /** @param neighbours of each item, at most */
    SparseEase(CoOccurrences common, EaseHyperparameters h, int neighbours) {
        this.common = common;
        this.h = h;
        this.neighbours = neighbours;
        this.penalties = Ease.penalties(common, h.popularityExponent());
        this.diagonal = new double[common.itemCount()];
        for (int item = 0; item < diagonal.length; item++) {
            penalties[item] *= h.lambda();
            diagonal[item] = common.weight(item) + penalties[item];
        }
    }

    /** The duration of a training in additions of a pair of ratings, estimated from some of the items. */
    double cost() {
        int items = common.itemCount();
        try (Worker worker = new Worker()) {
            double sum = 0;
            for (int at = 0; at < SAMPLE; at++) {
                int item = (int) ((long) at * items / SAMPLE);
                int[] nearest = worker.neighbours(item);
                sum += worker.block.cost(nearest, nearest.length)
                        + Math.pow(nearest.length, 3) / 3 / MULTIPLICATIONS_PER_ADDITION;
            }
            return sum / SAMPLE * items;
        }
    }

    /** @throws TrainingCancelledException if the listener cancelled */
    SparseItemModel train(TrainingSetup<EaseHyperparameters> setup) {
        int items = common.itemCount();
        int[][] columns = new int[items][];
        float[][] values = new float[items][];
        int blocks = (items + BLOCK - 1) / BLOCK;
        AtomicInteger done = new AtomicInteger();
        List<Worker> workers = new ArrayList<>();
        try {
            for (int thread = 0; thread < setup.threads(); thread++) {
                workers.add(new Worker());
            }
            Parallel.run(setup.threads(), blocks, (thread, block) -> {
                Worker worker = workers.get(thread);
                for (int item = block * BLOCK; item < Math.min(items, (block + 1) * BLOCK); item++) {
                    Ease.checkCancelled(setup.listener());
                    columns[item] = worker.neighbours(item);
                    values[item] = worker.weights(item, columns[item]);
                }
                synchronized (done) {
                    setup.listener().onBatch(1, done.incrementAndGet(), blocks);
                }
            });
        } finally {
            workers.forEach(Worker::close);
        }
        return new SparseItemModel(
                SECTIONS,
                (float) h.likes().threshold(),
                (float) h.likes().recency(),
                matrix(columns, values).transpose());
    }

    /** Row j: the weights of other items for item j. Empties the arrays, which take as much memory as the matrix. */
    private static RatingMatrix matrix(int[][] columns, float[][] values) {
        int[] starts = new int[columns.length + 1];
        for (int item = 0; item < columns.length; item++) {
            long end = (long) starts[item] + columns[item].length;
            if (end > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("the items have more than two billion weights; lower neighbours");
            }
            starts[item + 1] = (int) end;
        }
        int[] allColumns = new int[starts[columns.length]];
        for (int item = 0; item < columns.length; item++) {
            System.arraycopy(columns[item], 0, allColumns, starts[item], columns[item].length);
            columns[item] = NONE;
        }
        float[] allValues = new float[allColumns.length];
        for (int item = 0; item < columns.length; item++) {
            System.arraycopy(values[item], 0, allValues, starts[item], values[item].length);
            values[item] = NO_VALUES;
        }
        return RatingMatrix.ofRows(columns.length, starts, allColumns, allValues);
    }

    /** Computes items one after the other, with scratch memory of its own. */
    private final class Worker implements AutoCloseable {

        private final float[] row = new float[common.itemCount()];
        private final int[] found = new int[common.itemCount()];
        private final float[] similarities = new float[common.itemCount()];
        private final CoOccurrenceBlock block = new CoOccurrenceBlock(common);
        private final double[] gram = new double[(neighbours + 1) * (neighbours + 1)];
        private final DoublePointer matrix = new DoublePointer((long) neighbours * neighbours);
        private final DoublePointer solution = new DoublePointer(neighbours);

        /** The neighbours of an item in ascending order. */
        int[] neighbours(int item) {
            int size = common.addRow(item, row, found);
            // Equal similarities must not depend on the order in which items were found.
            Arrays.sort(found, 0, size);
            for (int at = 0; at < size; at++) {
                similarities[at] = (float) (row[found[at]] / Math.sqrt(diagonal[found[at]]));
                row[found[at]] = 0;
            }
            Ranking nearest = TopN.select(similarities, 0, size, neighbours, at -> found[at] != item);
            int[] chosen = new int[nearest.size()];
            Arrays.setAll(chosen, at -> found[nearest.item(at)]);
            Arrays.sort(chosen);
            return chosen;
        }

        /** The weights of {@code chosen} for an item. */
        float[] weights(int item, int[] chosen) {
            int count = chosen.length;
            if (count == 0) {
                return new float[0];
            }
            int[] items = Arrays.copyOf(chosen, count + 1);
            items[count] = item;
            block.fill(items, count + 1, gram);
            double[] right = Arrays.copyOfRange(gram, count * (count + 1), count * (count + 1) + count);
            for (int at = 0; at < count; at++) {
                int start = at * (count + 1);
                gram[start + at] += penalties[chosen[at]];
                matrix.position((long) at * count).put(gram, start, at + 1);
            }
            matrix.position(0);
            solution.put(right, 0, count);
            int info = LAPACKE_dposv(LAPACK_COL_MAJOR, (byte) 'U', count, 1, matrix, count, solution, count);
            if (info != 0) {
                throw new IllegalArgumentException(
                        "the Gram matrix of the nearest items of an item cannot be factorised (" + info
                                + "); increase lambda");
            }
            solution.get(right, 0, count);
            float[] weights = new float[count];
            for (int at = 0; at < count; at++) {
                weights[at] = (float) right[at];
            }
            return weights;
        }

        @Override
        public void close() {
            matrix.close();
            solution.close();
        }
    }
}
