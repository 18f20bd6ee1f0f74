package dev.palate.core.autorec;

import dev.palate.core.autoencoder.Autoencoder;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.model.RatingPredicting;
import java.io.IOException;

/** User-based AutoRec on the residuals that a {@link RatingBaseline} leaves of the ratings. */
final class CentredAutoRec implements Model, RatingPredicting {

    private final Autoencoder network;
    private final RatingBaseline baseline;

    CentredAutoRec(Autoencoder network, RatingBaseline baseline) {
        this.network = network;
        this.baseline = baseline;
    }

    @Override
    public int itemCount() {
        return network.itemCount();
    }

    @Override
    public void score(SparseVector foldIn, float[] scores) {
        network.score(baseline.residuals(foldIn), scores);
        baseline.addTo(scores, foldIn);
    }

    @Override
    public void predict(int trainingRow, SparseVector ratings, float[] predictions) {
        score(ratings, predictions);
    }

    @Override
    public void save(CheckpointWriter checkpoint) throws IOException {
        network.save(checkpoint);
        checkpoint.floats("baseline.mean", new float[] {baseline.mean()});
        checkpoint.floats("baseline.items", baseline.itemOffsets());
    }

    @Override
    public void close() {
        network.close();
    }
}
