package dev.palate.core.ratingknn;

import dev.palate.core.baseline.RatingBaseline;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.memory.MemoryNeed;
import dev.palate.core.model.Model;
import dev.palate.core.model.Ranking;
import dev.palate.core.model.TopN;
import dev.palate.core.parallel.Parallel;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.training.TrainingShape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Predicts a rating by the ratings of similar items (Bell and Koren 2007; Koren 2010, section 2.2): the baseline of user and item, and
 * the weighted mean of what the user's ratings of the nearest items leave of their baselines. The similarity of two items is the
 * correlation of these residuals over their common users, shrunk by their number; the weight is its square, 0 if it is negative.
 */
public final class RatingKnn extends Algorithm<RatingKnnHyperparameters> {

    /** The nearest items that are kept of each item. */
    static final int KEPT = 300;

    private static final int BLOCK = 64;

    /** An item and a weight. */
    private static final long BYTES_OF_WEIGHT = 8;

    private static final long BYTES_OF_SUMS = 3 * Double.BYTES + Integer.BYTES + Float.BYTES;

    public RatingKnn() {
        super(
                "rating-knn",
                "Item-based nearest neighbours on what means of users and items leave of ratings (Bell and Koren 2007)",
                new RatingKnnHyperparameters(40, 50, 0.05));
    }

    @Override
    public boolean predictsRatings(RatingKnnHyperparameters h) {
        return true;
    }

    @Override
    public Model train(TrainingSetup<RatingKnnHyperparameters> setup) {
        if (setup.ratings().size() == 0) {
            throw new IllegalArgumentException("there are no ratings to train on");
        }
        RatingBaseline baseline = RatingBaseline.alternating(setup.ratings());
        RatingMatrix byUser = baseline.residuals(setup.ratings());
        RatingMatrix byItem = byUser.transpose();
        int items = byUser.columnCount();
        SparseVector[] nearest = new SparseVector[items];
        Parallel.run(setup.threads(), (items + BLOCK - 1) / BLOCK, (worker, block) -> {
            if (setup.listener().isCancelled()) {
                throw new TrainingCancelledException(1);
            }
            Sums sums = new Sums(items);
            for (int item = block * BLOCK; item < Math.min(items, (block + 1) * BLOCK); item++) {
                sums.add(byUser, byItem, item);
                nearest[item] = sums.nearest(item, setup.hyperparameters().shrinkage());
            }
        });
        return new RatingKnnModel(setup.hyperparameters(), baseline, RatingMatrix.of(items, List.of(nearest)));
    }

    @Override
    public MemoryNeed memory(TrainingShape shape, RatingKnnHyperparameters h, int threads) {
        long weights = (long) shape.items() * Math.min(KEPT, shape.items());
        return super.memory(shape, h, threads)
                .plus(MemoryNeed.ofHeap(2 * BYTES_OF_WEIGHT * weights + threads * BYTES_OF_SUMS * shape.items()));
    }

    @Override
    public String lessMemory() {
        return "order item-knn, whose number of neighbours can be lowered";
    }

    /** Sums over the users that an item has in common with each other item. */
    private static final class Sums {

        private final double[] products;
        private final double[] own;
        private final double[] others;
        private final int[] counts;
        private final float[] weights;

        Sums(int items) {
            this.products = new double[items];
            this.own = new double[items];
            this.others = new double[items];
            this.counts = new int[items];
            this.weights = new float[items];
        }

        void add(RatingMatrix byUser, RatingMatrix byItem, int item) {
            Arrays.fill(products, 0);
            Arrays.fill(own, 0);
            Arrays.fill(others, 0);
            Arrays.fill(counts, 0);
            for (int at = byItem.rowStart(item); at < byItem.rowStart(item + 1); at++) {
                int user = byItem.column(at);
                double residual = byItem.value(at);
                for (int k = byUser.rowStart(user); k < byUser.rowStart(user + 1); k++) {
                    int other = byUser.column(k);
                    double otherResidual = byUser.value(k);
                    products[other] += residual * otherResidual;
                    own[other] += residual * residual;
                    others[other] += otherResidual * otherResidual;
                    counts[other]++;
                }
            }
        }

        /** The items with the greatest weights, as a vector of weights. */
        SparseVector nearest(int item, double shrinkage) {
            for (int other = 0; other < weights.length; other++) {
                double norm = Math.sqrt(own[other] * others[other]);
                double similarity = norm > 0 && other != item
                        ? products[other] / norm * counts[other] / (counts[other] + shrinkage)
                        : 0;
                weights[other] = similarity > 0 ? (float) (similarity * similarity) : 0;
            }
            Ranking ranking = TopN.select(weights, KEPT, other -> weights[other] > 0);
            int[] kept = IntStream.of(ranking.items()).sorted().toArray();
            float[] values = new float[kept.length];
            for (int at = 0; at < kept.length; at++) {
                values[at] = weights[kept[at]];
            }
            return SparseVector.of(kept, values);
        }
    }

    @Override
    public Model restore(CheckpointReader checkpoint) throws IOException {
        return RatingKnnModel.restore(checkpoint);
    }
}
