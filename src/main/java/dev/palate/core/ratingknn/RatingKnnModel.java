package dev.palate.core.ratingknn;

import dev.palate.core.baseline.RatingBaseline;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.model.RatingPredicting;
import dev.palate.core.model.SparseSections;
import java.io.IOException;
import java.util.Arrays;

/**
 * Predicts by the user's ratings of the nearest items.
 *
 * @param nearest {@code [items x items]}: the weights of each item's nearest items
 */
record RatingKnnModel(RatingKnnHyperparameters hyperparameters, RatingBaseline baseline, RatingMatrix nearest)
        implements Model, RatingPredicting {

    private static final String SETTINGS = "rating-knn.settings";
    private static final SparseSections SECTIONS = new SparseSections("rating-knn", "weights");

    static RatingKnnModel restore(CheckpointReader checkpoint) throws IOException {
        float[] settings = checkpoint.floats(SETTINGS, 3);
        return new RatingKnnModel(
                new RatingKnnHyperparameters((int) settings[0], settings[1], settings[2]),
                RatingBaseline.restore(checkpoint),
                SECTIONS.read(checkpoint));
    }

    @Override
    public int itemCount() {
        return nearest.columnCount();
    }

    @Override
    public void predict(int trainingRow, SparseVector ratings, float[] predictions) {
        score(ratings, predictions);
    }

    @Override
    public void score(SparseVector foldIn, float[] scores) {
        SparseVector residuals = baseline.residuals(foldIn);
        float[] known = new float[itemCount()];
        Arrays.fill(known, Float.NaN);
        for (int at = 0; at < residuals.size(); at++) {
            known[residuals.index(at)] = residuals.value(at);
        }
        float[] weights = new float[RatingKnn.KEPT];
        float[] values = new float[RatingKnn.KEPT];
        for (int item = 0; item < known.length; item++) {
            int count = 0;
            for (int at = nearest.rowStart(item); at < nearest.rowStart(item + 1); at++) {
                float residual = known[nearest.column(at)];
                if (!Float.isNaN(residual)) {
                    weights[count] = nearest.value(at);
                    values[count++] = residual;
                }
            }
            scores[item] = (float) mean(weights, values, count);
        }
        baseline.addTo(scores, foldIn);
    }

    /** The mean of {@code values} by the greatest weights. */
    private double mean(float[] weights, float[] values, int count) {
        float least = 0;
        if (count > hyperparameters.neighbours()) {
            float[] sorted = Arrays.copyOf(weights, count);
            Arrays.sort(sorted);
            least = sorted[count - hyperparameters.neighbours()];
        }
        double sum = 0;
        double total = (float) hyperparameters.damping();
        for (int at = 0; at < count; at++) {
            if (weights[at] >= least) {
                sum += weights[at] * values[at];
                total += weights[at];
            }
        }
        return total == 0 ? 0 : sum / total;
    }

    @Override
    public void save(CheckpointWriter checkpoint) throws IOException {
        checkpoint.floats(SETTINGS, new float[] {
            hyperparameters.neighbours(), (float) hyperparameters.shrinkage(), (float) hyperparameters.damping()
        });
        SECTIONS.write(nearest, checkpoint);
        baseline.save(checkpoint);
    }
}
