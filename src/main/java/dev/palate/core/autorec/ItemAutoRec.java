package dev.palate.core.autorec;

import dev.palate.core.autoencoder.Autoencoder;
import dev.palate.core.baseline.RatingBaseline;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.model.RatingPredicting;
import dev.palate.core.network.Parameters;
import java.io.IOException;
import java.util.stream.IntStream;

/**
 * Item-based AutoRec: the network maps an item's ratings by user to themselves, so its hidden layer is a code of the item
 * and its decoder has one row of weights for each training user. That row predicts the ratings of its user. For all other
 * users, {@link RidgeFoldIn} fits a row to their ratings over the items' codes, with the mean of the training users' rows as
 * the prior.
 *
 * <p>A saved model contains the codes and that mean, but not the rows of the training users.
 */
final class ItemAutoRec implements Model, RatingPredicting {

    private final RatingBaseline baseline;
    private final RidgeFoldIn foldIn;
    private final float[] userRows;

    private ItemAutoRec(RatingBaseline baseline, RidgeFoldIn foldIn, float[] userRows) {
        this.baseline = baseline;
        this.foldIn = foldIn;
        this.userRows = userRows;
    }

    /**
     * @param network trained on {@code byItem}
     * @param byItem residuals of the baseline, {@code [items x users]}
     */
    static ItemAutoRec of(Autoencoder network, RatingMatrix byItem, RatingBaseline baseline, double ridge) {
        int items = byItem.rowCount();
        Parameters parameters = network.parameters();
        int size = parameters.bias(0).length;
        float[] hidden = new float[Math.multiplyExact(items, size)];
        network.scorer().encode(byItem, IntStream.range(0, items).toArray(), 0, items, hidden);
        int width = size + 1;
        float[] codes = new float[Math.multiplyExact(items, width)];
        for (int i = 0; i < items; i++) {
            System.arraycopy(hidden, i * size, codes, i * width, size);
            codes[i * width + size] = 1;
        }
        int users = byItem.columnCount();
        float[] rows = new float[Math.multiplyExact(users, width)];
        float[] mean = new float[width];
        for (int u = 0; u < users; u++) {
            System.arraycopy(parameters.weights(1), u * size, rows, u * width, size);
            rows[u * width + size] = parameters.bias(1)[u];
            for (int k = 0; k < width; k++) {
                mean[k] += rows[u * width + k] / users;
            }
        }
        return new ItemAutoRec(baseline, new RidgeFoldIn(codes, mean, ridge), rows);
    }

    static ItemAutoRec restore(CheckpointReader checkpoint) throws IOException {
        return new ItemAutoRec(RatingBaseline.restore(checkpoint), RidgeFoldIn.restore(checkpoint), new float[0]);
    }

    @Override
    public int itemCount() {
        return baseline.itemCount();
    }

    @Override
    public void score(SparseVector ratings, float[] scores) {
        foldIn.score(foldIn.fit(baseline.residuals(ratings)), scores);
        baseline.addTo(scores, ratings);
    }

    @Override
    public void predict(int trainingRow, SparseVector ratings, float[] predictions) {
        int width = foldIn.width();
        if (userRows.length < (trainingRow + 1) * width) {
            score(ratings, predictions);
            return;
        }
        double[] row = new double[width];
        for (int k = 0; k < width; k++) {
            row[k] = userRows[trainingRow * width + k];
        }
        foldIn.score(row, predictions);
        baseline.addTo(predictions, ratings);
    }

    @Override
    public void save(CheckpointWriter checkpoint) throws IOException {
        baseline.save(checkpoint);
        foldIn.save(checkpoint);
    }
}
