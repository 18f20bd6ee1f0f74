package dev.palate.core.autoencoder;

import dev.palate.core.engine.inference.QuantisedScorer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.ParameterSource;

/**
 * A trained network at 8 bits a weight, for serving large catalogues: it ranks almost as the {@link Autoencoder} does that it
 * was made of, and is none, since what it was made of cannot be had back from it.
 */
final class QuantisedAutoencoder extends NetworkItemScorer<QuantisedScorer> {

    private QuantisedAutoencoder(NetworkSpec spec, QuantisedScorer scorer) {
        super(spec, scorer);
    }

    static QuantisedAutoencoder of(NetworkSpec spec, ParameterSource parameters) {
        return new QuantisedAutoencoder(spec, new QuantisedScorer(spec, parameters));
    }
}
