package dev.palate.core.engine.inference;

import dev.palate.core.network.NetworkScorer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.ParameterSource;

/**
 * {@link NetworkScorer} with the two tables that grow with the catalogue, the items' rows of the first layer and of the last,
 * quantised to 8 bits a weight; layers between them and activations stay floats. A quarter of the memory, and of the bytes
 * that a score is made of. The parameters themselves are gone: nothing can be saved.
 */
public final class QuantisedScorer extends ForwardPass {

    public QuantisedScorer(NetworkSpec spec, ParameterSource source) {
        super(spec, source, itemRows(spec, source), lastLayer(spec, source));
    }

    private static ItemRows itemRows(NetworkSpec spec, ParameterSource source) {
        return new QuantisedItemRows(
                spec.itemCount(), spec.weightedLayers().get(0).size(), source);
    }

    private static ScoreLayer lastLayer(NetworkSpec spec, ParameterSource source) {
        int index = spec.weightedLayers().size() - 1;
        return new QuantisedScoreLayer(spec.itemCount(), spec.inputSize(index), source, index);
    }
}
