package dev.palate.core.autoencoder;

import dev.palate.core.engine.QuantisedScorer;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Posterior;
import dev.palate.core.network.NetworkScorer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.ParameterSource;
import java.util.Optional;

/**
 * A trained network at 8 bits a weight, for serving large catalogues: it ranks almost as the {@link Autoencoder} does that it
 * was made of, and is none, since what it was made of cannot be had back from it.
 */
record QuantisedAutoencoder(NetworkSpec spec, NetworkScorer scorer) implements ItemScorer {

    static QuantisedAutoencoder of(NetworkSpec spec, ParameterSource parameters) {
        return new QuantisedAutoencoder(spec, new QuantisedScorer(spec, parameters));
    }

    @Override
    public int itemCount() {
        return spec.itemCount();
    }

    @Override
    public void score(SparseVector foldIn, float[] scores) {
        scorer.score(foldIn, scores);
    }

    @Override
    public void scoreRows(RatingMatrix foldIn, int from, int to, float[] scores) {
        scorer.scoreRows(foldIn, from, to, scores);
    }

    @Override
    public Optional<Posterior> posterior() {
        return spec.latent().map(code -> new LatentPosterior(scorer, spec.itemCount(), code.size()));
    }

    @Override
    public void close() {
        scorer.close();
    }
}
