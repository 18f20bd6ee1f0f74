package dev.palate.core.popularity;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.memory.MemoryNeed;
import dev.palate.core.model.Model;
import dev.palate.core.popularity.PopularityHyperparameters.Weighting;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.Presets;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.training.TrainingShape;
import java.io.IOException;
import java.util.Map;

/**
 * Scores an item by its ratings divided by the number of training users, independently of the user: the share of users who like
 * it, or with {@code rating-sum} its mean rating with 0 for missing ones, which is the notebook's baseline.
 */
public final class Popularity extends Algorithm<PopularityHyperparameters> {

    /** Requests may still use it. */
    private static final String OLD_NAME_OF_NOTEBOOK = "reconstruction";

    private static final String SCORES = "popularity.scores";

    public Popularity() {
        super(
                "popularity",
                "The items that most users like, the same for everyone: the baseline to beat",
                new PopularityHyperparameters(4, Weighting.COUNT));
    }

    @Override
    public Map<String, PopularityHyperparameters> presets() {
        PopularityHyperparameters meanRatings = new PopularityHyperparameters(0, Weighting.RATING_SUM);
        return Map.of(Presets.NOTEBOOK, meanRatings, OLD_NAME_OF_NOTEBOOK, meanRatings);
    }

    @Override
    public Model train(TrainingSetup<PopularityHyperparameters> setup) {
        RatingMatrix ratings = setup.ratings();
        float threshold = (float) setup.hyperparameters().threshold();
        boolean count = setup.hyperparameters().weighting() == Weighting.COUNT;
        double[] sums = new double[ratings.columnCount()];
        for (int at = 0; at < ratings.size(); at++) {
            if (ratings.value(at) >= threshold) {
                sums[ratings.column(at)] += count ? 1 : ratings.value(at);
            }
        }
        float[] scores = new float[sums.length];
        for (int item = 0; item < scores.length; item++) {
            scores[item] = (float) (sums[item] / Math.max(1, ratings.rowCount()));
        }
        return new PopularityModel(scores);
    }

    /** The sums and scores of the items, and the scores that are read back. */
    @Override
    public MemoryNeed memory(TrainingShape shape, PopularityHyperparameters settings, int threads) {
        return MemoryNeed.ofHeap((Double.BYTES + 2L * Float.BYTES) * shape.items());
    }

    @Override
    public Model restore(CheckpointReader checkpoint) throws IOException {
        return new PopularityModel(checkpoint.floats(SCORES));
    }

    /** The same score of each item for all users. */
    private static final class PopularityModel implements Model {

        private final float[] itemScores;

        PopularityModel(float[] itemScores) {
            this.itemScores = itemScores;
        }

        @Override
        public int itemCount() {
            return itemScores.length;
        }

        @Override
        public void score(SparseVector foldIn, float[] scores) {
            System.arraycopy(itemScores, 0, scores, 0, itemScores.length);
        }

        @Override
        public void save(CheckpointWriter checkpoint) throws IOException {
            checkpoint.floats(SCORES, itemScores);
        }
    }
}
