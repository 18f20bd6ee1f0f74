package dev.palate.core.ease;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.matrix.CoOccurrences;
import dev.palate.core.model.Model;
import dev.palate.core.parallel.Parallel;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingSetup;
import java.io.IOException;
import java.util.Arrays;

/**
 * EASE (Steck 2019): the item-item weights B with zero diagonal that minimise {@code |X - XB|^2 + lambda |B|^2}, which are
 * {@code B_ij = -P_ij / P_jj} with {@code P = (X'X + lambda I)^-1} (equation 8).
 *
 * <p>Training needs one float matrix of n^2 entries: the Gram matrix is built from sparse rows, scaled to a unit diagonal
 * (which single precision needs if one item has a thousand times the users of another), and inverted in place.
 */
public final class Ease extends Algorithm<EaseHyperparameters> {

    private static final int GRAM_ROWS = 32;

    public Ease() {
        super("ease", "Linear item-item autoencoder in closed form (Steck 2019)", new EaseHyperparameters(4, 200));
    }

    @Override
    public Model train(TrainingSetup<EaseHyperparameters> setup) {
        float threshold = (float) setup.hyperparameters().threshold();
        CoOccurrences common = new CoOccurrences(setup.ratings().atLeast(threshold));
        float[] scale = scale(common, setup.hyperparameters().lambda());
        SquareMatrix matrix = new SquareMatrix(common.itemCount());
        try {
            fillGram(matrix, common, scale, setup);
            SymmetricInverse.invert(matrix, setup.threads(), block -> checkCancelled(setup.listener()));
            return EaseModel.ofInverse(matrix, scale, threshold);
        } catch (RuntimeException e) {
            matrix.close();
            throw e;
        }
    }

    /** The inverse square root of each diagonal entry of X'X + lambda I. */
    private static float[] scale(CoOccurrences common, double lambda) {
        float[] scale = new float[common.itemCount()];
        for (int item = 0; item < scale.length; item++) {
            scale[item] = (float) (1 / Math.sqrt(common.count(item) + lambda));
        }
        return scale;
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

    private static void checkCancelled(TrainingListener listener) {
        if (listener.isCancelled()) {
            throw new TrainingCancelledException(1);
        }
    }

    @Override
    public Model restore(CheckpointReader checkpoint) throws IOException {
        return EaseModel.restore(checkpoint);
    }
}
