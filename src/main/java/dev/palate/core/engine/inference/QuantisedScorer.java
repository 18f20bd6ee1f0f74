package dev.palate.core.engine.inference;

import dev.palate.core.network.NetworkScorer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.ParameterSource;

/**
 * {@link NetworkScorer} with the two tables that grow with the catalogue, the items' rows of the first and of the last layer,
 * quantised to 8 bits per weight; the layers between them and the activations are in single precision. It needs a quarter of the
 * memory and reads a quarter of the bytes per score. It cannot be saved, because it does not keep the exact parameters.
 */
public final class QuantisedScorer extends ForwardPass {

    public QuantisedScorer(NetworkSpec spec, ParameterSource source) {
        super(spec, source, itemRows(spec, source), lastLayer(spec, source));
    }

    private static ItemWeights itemRows(NetworkSpec spec, ParameterSource source) {
        return new QuantisedItemRows(
                spec.itemCount(), spec.weightedLayers().get(0).size(), source);
    }

    private static ScoreLayer lastLayer(NetworkSpec spec, ParameterSource source) {
        int index = spec.weightedLayers().size() - 1;
        return new QuantisedScoreLayer(spec.itemCount(), spec.inputSize(index), source, index);
    }
}
