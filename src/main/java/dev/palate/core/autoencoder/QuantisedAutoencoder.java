package dev.palate.core.autoencoder;

import dev.palate.core.engine.inference.QuantisedScorer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.ParameterSource;

/**
 * A trained network with 8 bits per weight, for serving large catalogues: its rankings are almost those of the
 * {@link Autoencoder} that it was built from. It is not an {@code Autoencoder} itself, because the exact parameters cannot be
 * recovered from it.
 */
final class QuantisedAutoencoder extends NetworkItemScorer<QuantisedScorer> {

    private QuantisedAutoencoder(NetworkSpec spec, QuantisedScorer scorer) {
        super(spec, scorer);
    }

    static QuantisedAutoencoder of(NetworkSpec spec, ParameterSource parameters) {
        return new QuantisedAutoencoder(spec, new QuantisedScorer(spec, parameters));
    }
}
