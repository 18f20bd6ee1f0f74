package dev.palate.core.ease;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.ease.inverse.SquareMatrix;
import dev.palate.core.ease.inverse.SymmetricInverse;
import dev.palate.core.matrix.CoOccurrences;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.Relevance;
import dev.palate.core.memory.MemoryNeed;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import dev.palate.core.model.SparseItemModel;
import dev.palate.core.parallel.Parallel;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.SharedTraining;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.training.TrainingShape;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * EASE (Steck 2019): the item-item weights B with zero diagonal that minimise {@code |X - XB|^2 + lambda |B|^2}, which are
 * {@code B_ij = -P_ij / P_jj} with {@code P = (X'X + lambda I)^-1} (equation 8).
 *
 * <p>Two exponents generalise it. With {@code popularityExponent} the penalty of item j is {@code lambda * (users_j / mean)^p};
 * EDLAE, the denoising form (Steck 2020), has such a penalty, with the power 1 of a part of it. The same weights result from
 * scaling the columns of X by popularity, as in inverse-propensity EASE. With {@code activityExponent} the squared
 * error of a user is weighted by a power of the number of the user's items.
 *
 * <p>Large catalogues have {@link SparseEase sparse weights}. For others, training needs one float matrix of n^2 entries: the Gram matrix is built from sparse rows, scaled to a unit diagonal
 * (which single precision needs if one item has a thousand times the users of another), and inverted in place.
 */
public final class Ease extends Algorithm<EaseHyperparameters> implements SharedTraining<EaseHyperparameters> {

    /** The name of the algorithm. */
    public static final String NAME = "ease";

    private static final int GRAM_ROWS = 32;

    public Ease() {
        super(NAME, "Linear item-item autoencoder in closed form (Steck 2019)", EaseHyperparameters.plain(4, 200));
    }

    @Override
    public void check(EaseHyperparameters h) {
        if (h.weights() == EaseWeights.DENSE && h.neighbours() > 0) {
            throw new IllegalArgumentException(
                    "weights is dense, so that each item has weights of all others, but neighbours is " + h.neighbours()
                            + "; expected 0, or sparse weights");
        }
        if (h.weights() == EaseWeights.SPARSE && h.neighbours() > EaseChoice.MOST_NEIGHBOURS) {
            throw new IllegalArgumentException("weights is sparse, but neighbours is " + h.neighbours()
                    + "; expected at most " + EaseChoice.MOST_NEIGHBOURS + ", or dense weights");
        }
    }

    @Override
    public Model train(TrainingSetup<EaseHyperparameters> setup) {
        EaseHyperparameters h = setup.hyperparameters();
        check(h);
        int items = setup.ratings().columnCount();
        Optional<CheckpointReader> saved = setup.resume().filter(SparseEase.State::isIn);
        if (saved.isPresent()) {
            return new SparseEase(sparseGram(setup, h), h, setup).resume(saved.get());
        }
        EaseChoice choice = EaseChoice.of(items, h, EaseChoice.Limits.ofProcess());
        if (choice.isDense()) {
            return trainExactly(common(setup.ratings(), h), setup);
        }
        String remark = choice.remark();
        if (remark != null) {
            setup.listener().onWarning(remark);
        }
        return new SparseEase(sparseGram(setup, h), h, setup).train(choice.neighbours());
    }

    @Override
    public MemoryNeed memory(TrainingShape shape, EaseHyperparameters h, int threads) {
        boolean weighted = h.likes().lowWeight() > 0;
        EaseMemory memory = EaseMemory.estimate(
                new EaseMemory.Size(shape.users(), shape.items(), shape.ratings(), threads, weighted), h);
        return new MemoryNeed(memory.heap(), memory.offHeap());
    }

    @Override
    public String lessMemory() {
        return "order it with sparse weights and fewer neighbours";
    }

    static SparseGram sparseGram(TrainingSetup<EaseHyperparameters> setup, EaseHyperparameters h) {
        return SparseGram.of(common(setup.ratings(), h), setup.threads(), () -> checkCancelled(setup.listener()));
    }

    private static Model trainExactly(CoOccurrences common, TrainingSetup<EaseHyperparameters> setup) {
        float[] scale = scale(common, setup.hyperparameters());
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

    /** The inverse square root of each diagonal entry of the Gram matrix with its penalty. */
    static float[] scale(CoOccurrences common, EaseHyperparameters h) {
        return scale(weights(common), h);
    }

    /** @param weights the diagonal entry of each item */
    static float[] scale(double[] weights, EaseHyperparameters h) {
        double[] penalties = penalties(weights, h.popularityExponent());
        float[] scale = new float[weights.length];
        for (int item = 0; item < scale.length; item++) {
            scale[item] = (float) (1 / Math.sqrt(weights[item] + h.lambda() * penalties[item]));
        }
        return scale;
    }

    private static double[] weights(CoOccurrences common) {
        double[] weights = new double[common.itemCount()];
        Arrays.setAll(weights, common::weight);
        return weights;
    }

    /** The penalty of each item relative to {@code lambda}: its weight relative to the mean, to the power of {@code exponent}. */
    static double[] penalties(CoOccurrences common, double exponent) {
        return penalties(weights(common), exponent);
    }

    private static double[] penalties(double[] weights, double exponent) {
        double[] penalties = new double[weights.length];
        double sum = 0;
        for (int item = 0; item < penalties.length; item++) {
            // An item without users counts as one with a user, because its penalty must not be 0.
            penalties[item] = Math.max(1, weights[item]);
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
        EaseChoice choice =
                EaseChoice.of(setup.ratings().columnCount(), setup.hyperparameters(), EaseChoice.Limits.ofProcess());
        if (!choice.isDense()) {
            return Optional.of(new SharedSparseEase(setup, choice.neighbours()));
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

    /** Only of sparse weights: dense ones are read in place, outside the heap. */
    @Override
    public Optional<ItemScorer> restoreQuantised(CheckpointReader checkpoint) throws IOException {
        return SparseEase.SECTIONS.isIn(checkpoint)
                ? Optional.of(SparseItemModel.restoreQuantised(SparseEase.SECTIONS, checkpoint))
                : Optional.empty();
    }
}
