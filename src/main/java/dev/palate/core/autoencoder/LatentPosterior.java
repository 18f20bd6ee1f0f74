package dev.palate.core.autoencoder;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Posterior;
import dev.palate.core.network.NetworkScorer;
import dev.palate.core.random.CounterRandom;
import java.util.List;

/**
 * The Gaussian over a user's latent code that a variational autoencoder encodes (Kingma and Welling 2014):
 * {@code z = mu + scale eps exp(logvar / 2)}, decoded. {@code eps} is a function of seed and fold-in, so that two users with
 * the same seed do not deviate in the same direction.
 *
 * @param size number of latent dimensions
 */
record LatentPosterior(NetworkScorer scorer, int itemCount, int size) implements Posterior {

    private static final int[] ONE_ROW = {0};

    @Override
    public void sample(SparseVector foldIn, double scale, long seed, float[] scores) {
        float[] head = new float[2 * size];
        scorer.encode(RatingMatrix.of(itemCount, List.of(foldIn)), ONE_ROW, 0, 1, head);
        float[] code = new float[size];
        CounterRandom.of(seed, CounterRandom.Stream.EXPLORATION, 0, hash(foldIn))
                .gaussians(code, 0, size);
        for (int k = 0; k < size; k++) {
            code[k] = (float) (head[k] + scale * code[k] * Math.exp(0.5 * head[size + k]));
        }
        scorer.decode(code, 1, scores);
    }

    static int hash(SparseVector foldIn) {
        int hash = 1;
        for (int k = 0; k < foldIn.size(); k++) {
            hash = 31 * (31 * hash + foldIn.index(k)) + Float.floatToIntBits(foldIn.value(k));
        }
        return hash;
    }
}
