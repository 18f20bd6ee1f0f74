package dev.palate.core.ease;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.matrix.CoOccurrences;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.Relevance;
import dev.palate.core.model.Model;
import dev.palate.core.model.SparseItemModel;
import dev.palate.core.parallel.Parallel;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.SharedTraining;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingSetup;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * EASE (Steck 2019): the item-item weights B with zero diagonal that minimise {@code |X - XB|^2 + lambda |B|^2}, which are
 * {@code B_ij = -P_ij / P_jj} with {@code P = (X'X + lambda I)^-1} (equation 8).
 *
 * <p>Two exponents generalise it. With {@code popularityExponent} the penalty of item j is {@code lambda * (users_j / mean)^p};
 * EDLAE, the denoising form (Steck 2020), has such a penalty, with the power 1 of a part of it. The same weights result from
 * scaling the columns of X by popularity, as in inverse-propensity EASE. With {@code activityExponent} the squared
 * error of a user is weighted by a power of the number of the user's items.
 *
 * <p>Training needs one float matrix of n^2 entries: the Gram matrix is built from sparse rows, scaled to a unit diagonal
 * (which single precision needs if one item has a thousand times the users of another), and inverted in place.
 */
public final class Ease extends Algorithm<EaseHyperparameters> implements SharedTraining<EaseHyperparameters> {

    /** The name of the algorithm. */
    public static final String NAME = "ease";

    private static final int GRAM_ROWS = 32;

    /** Up to this number of items, all weights are computed unless the hyper-parameters say otherwise. */
    private static final int MOST_EXACT = 10_000;

    /** Above it, exact weights take more memory than a service should use. */
    private static final int MOST_EXACT_OF_DENSE = 30_000;

    /** How many operations of a matrix product take as long as the addition of one pair of ratings. */
    private static final double MULTIPLICATIONS_PER_ADDITION = 50;

    private static final int STANDARD_NEIGHBOURS = 400;
    private static final int MOST_NEIGHBOURS = 2000;

    public Ease() {
        super(NAME, "Linear item-item autoencoder in closed form (Steck 2019)", EaseHyperparameters.plain(4, 200));
    }

    @Override
    public Model train(TrainingSetup<EaseHyperparameters> setup) {
        CoOccurrences common = common(setup.ratings(), setup.hyperparameters());
        int neighbours = neighbours(common.itemCount(), setup.hyperparameters(), () -> common);
        if (neighbours >= common.itemCount() - 1) {
            return trainExactly(common, setup);
        }
        if (setup.hyperparameters().neighbours() == 0) {
            setup.listener()
                    .onWarning("each of the " + common.itemCount() + " items has weights of its " + neighbours
                            + " nearest items, not of all");
        }
        return new SparseEase(common, setup.hyperparameters(), neighbours).train(setup);
    }

    /**
     * The number of neighbours that each item has: all others, or fewer.
     *
     * @param common is only asked for where the density of the ratings decides
     */
    private static int neighbours(int items, EaseHyperparameters h, Supplier<CoOccurrences> common) {
        if (h.neighbours() > MOST_NEIGHBOURS && h.neighbours() < items - 1) {
            throw new IllegalArgumentException("neighbours must be at most " + MOST_NEIGHBOURS
                    + ", or at least the number of items, " + items + ", for all of them");
        }
        if (h.neighbours() > 0) {
            return h.neighbours();
        }
        return items <= MOST_EXACT || (items <= MOST_EXACT_OF_DENSE && isDense(common.get(), h))
                ? items
                : STANDARD_NEIGHBOURS;
    }

    /** Whether the nearest items have so many users in common that exact weights cost less. */
    private static boolean isDense(CoOccurrences common, EaseHyperparameters h) {
        double exact = Math.pow(common.itemCount(), 3) / MULTIPLICATIONS_PER_ADDITION;
        return new SparseEase(common, h, STANDARD_NEIGHBOURS).cost() > exact;
    }

    private static Model trainExactly(CoOccurrences common, TrainingSetup<EaseHyperparameters> setup) {
        double lambda = setup.hyperparameters().lambda();
        double[] penalties = penalties(common, setup.hyperparameters().popularityExponent());
        // The inverse square root of each diagonal entry of the Gram matrix with its penalty.
        float[] scale = new float[common.itemCount()];
        for (int item = 0; item < scale.length; item++) {
            scale[item] = (float) (1 / Math.sqrt(common.weight(item) + lambda * penalties[item]));
        }
        SquareMatrix matrix = new SquareMatrix(common.itemCount());
        try {
            fillGram(matrix, common, scale, setup);
            int blocks = SymmetricInverse.blocks(matrix.size());
            SymmetricInverse.invert(matrix, setup.threads(), block -> {
                checkCancelled(setup.listener());
                setup.listener().onBatch(1, block + 1, blocks);
            });
            return EaseModel.ofInverse(matrix, scale, setup.hyperparameters().likes());
        } catch (RuntimeException | Error e) {
            matrix.close();
            throw e;
        }
    }

    static CoOccurrences common(RatingMatrix ratings, EaseHyperparameters h) {
        return new CoOccurrences(
                Relevance.of(ratings, h.likes().threshold(), h.likes().lowWeight()), h.activityExponent());
    }

    /** The penalty of each item relative to {@code lambda}: its weight relative to the mean, to the power of {@code exponent}. */
    static double[] penalties(CoOccurrences common, double exponent) {
        double[] penalties = new double[common.itemCount()];
        double sum = 0;
        for (int item = 0; item < penalties.length; item++) {
            // An item without users counts as one with a user, because its penalty must not be 0.
            penalties[item] = Math.max(1, common.weight(item));
            sum += penalties[item];
        }
        double mean = sum / Math.max(1, penalties.length);
        for (int item = 0; item < penalties.length; item++) {
            penalties[item] = exponent == 0 ? 1 : Math.pow(penalties[item] / mean, exponent);
        }
        return penalties;
    }

    /** Fills the lower triangle, in parallel by rows. */
    private static void fillGram(
            SquareMatrix matrix, CoOccurrences common, float[] scale, TrainingSetup<EaseHyperparameters> setup) {
        int items = common.itemCount();
        float[][] scratch = new float[setup.threads()][items];
        Parallel.run(setup.threads(), (items + GRAM_ROWS - 1) / GRAM_ROWS, (worker, block) -> {
            checkCancelled(setup.listener());
            float[] row = scratch[worker];
            for (int item = block * GRAM_ROWS; item < Math.min(items, (block + 1) * GRAM_ROWS); item++) {
                Arrays.fill(row, 0, item + 1, 0);
                common.addRow(item, item, row);
                for (int other = 0; other < item; other++) {
                    row[other] *= scale[item] * scale[other];
                }
                row[item] = 1;
                matrix.write(item, 0, row, 0, item + 1);
            }
        });
    }

    @Override
    public Optional<Shared<EaseHyperparameters>> share(TrainingSetup<EaseHyperparameters> setup) {
        int items = setup.ratings().columnCount();
        EaseHyperparameters h = setup.hyperparameters();
        int neighbours = neighbours(items, h, () -> common(setup.ratings(), h));
        if (neighbours < items - 1) {
            return Optional.of(new SharedSparseEase(setup, neighbours));
        }
        return EaseSpectrum.rank(setup.ratings()) <= EaseSpectrum.MOST_RANK
                ? Optional.of(new SharedEase(setup))
                : Optional.empty();
    }

    static void checkCancelled(TrainingListener listener) {
        if (listener.isCancelled()) {
            throw new TrainingCancelledException(1);
        }
    }

    @Override
    public Model restore(CheckpointReader checkpoint) throws IOException {
        return SparseEase.SECTIONS.isIn(checkpoint)
                ? SparseItemModel.restore(SparseEase.SECTIONS, checkpoint)
                : EaseModel.restore(checkpoint);
    }
}
