package dev.palate.core.autoencoder;

import dev.palate.core.engine.inference.CpuScorer;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.RatingPredicting;
import dev.palate.core.network.NetworkSpec;

/** An autoencoder trained on the rated items alone: its outputs are ratings. */
final class RatingAutoencoder extends ReconstructingAutoencoder implements RatingPredicting {

    RatingAutoencoder(NetworkSpec spec, CpuScorer scorer) {
        super(spec, scorer);
    }

    @Override
    public void predict(int trainingRow, SparseVector ratings, float[] predictions) {
        score(ratings, predictions);
    }
}
