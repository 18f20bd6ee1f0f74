package dev.palate.core.ensemble;

import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.model.RatingPredicting;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A model that remembers the scores of the rows of one matrix, and those of training rows, so that the search for weights computes
 * them only once. Memory: {@code [rows x items]} floats. The original model stays open.
 */
class RememberedScores implements Model {

    /** Up to this number of scores are remembered for each model, 64 MB; the others are computed again. */
    static final long MOST_SCORES = 1L << 24;

    private final Model model;
    private final Map<Integer, float[]> rows = new ConcurrentHashMap<>();

    private RememberedScores(Model model) {
        this.model = model;
    }

    static RememberedScores of(Model model) {
        return model instanceof RatingPredicting ? new OfRatings(model) : new RememberedScores(model);
    }

    @Override
    public int itemCount() {
        return model.itemCount();
    }

    @Override
    public void score(SparseVector foldIn, float[] scores) {
        model.score(foldIn, scores);
    }

    /** All calls must concern the same matrix. */
    @Override
    public void scoreRows(RatingMatrix foldIn, int from, int to, float[] scores) {
        int items = itemCount();
        boolean known = true;
        for (int row = from; row < to && known; row++) {
            float[] remembered = rows.get(row);
            known = remembered != null;
            if (remembered != null) {
                System.arraycopy(remembered, 0, scores, (row - from) * items, items);
            }
        }
        if (!known) {
            model.scoreRows(foldIn, from, to, scores);
            for (int row = from; row < to; row++) {
                float[] remembered = new float[items];
                System.arraycopy(scores, (row - from) * items, remembered, 0, items);
                rows.put(row, remembered);
            }
        }
    }

    @Override
    public void save(CheckpointWriter checkpoint) {
        throw new UnsupportedOperationException("only the model itself is saved");
    }

    private static final class OfRatings extends RememberedScores implements RatingPredicting {

        private final Map<Integer, float[]> predicted = new ConcurrentHashMap<>();

        OfRatings(Model model) {
            super(model);
        }

        @Override
        public void predict(int trainingRow, SparseVector ratings, float[] predictions) {
            float[] remembered = predicted.get(trainingRow);
            if (remembered != null) {
                System.arraycopy(remembered, 0, predictions, 0, remembered.length);
                return;
            }
            ((RatingPredicting) super.model).predict(trainingRow, ratings, predictions);
            if ((long) predicted.size() * itemCount() < MOST_SCORES) {
                predicted.put(trainingRow, Arrays.copyOf(predictions, itemCount()));
            }
        }
    }
}
