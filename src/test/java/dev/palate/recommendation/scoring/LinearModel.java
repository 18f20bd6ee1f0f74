package dev.palate.recommendation.scoring;

import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;

/** Scores with a weight matrix, so that tests can compute scores by hand: score = bias + sum of value * weight. */
final class LinearModel implements Model {

    private final float[] bias;
    private final float[][] weights;

    /** @param weights {@code [rated item][scored item]} */
    LinearModel(float[] bias, float[][] weights) {
        this.bias = bias;
        this.weights = weights;
    }

    @Override
    public int itemCount() {
        return bias.length;
    }

    @Override
    public void score(SparseVector foldIn, float[] scores) {
        for (int item = 0; item < bias.length; item++) {
            scores[item] = bias[item];
            for (int k = 0; k < foldIn.size(); k++) {
                scores[item] += foldIn.value(k) * weights[foldIn.index(k)][item];
            }
        }
    }

    @Override
    public void save(CheckpointWriter checkpoint) {
        throw new UnsupportedOperationException("never saved");
    }
}
