package dev.palate.core.autoencoder;

import dev.palate.core.engine.inference.CpuScorer;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.RatingPredicting;
import dev.palate.core.model.Reconstructing;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.RowScorer;
import dev.palate.core.random.CounterRandom;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An autoencoder trained on squared error. {@link #reconstruct} reports the notebook's figures: with a latent code the
 * training objective of a sampled code and the error over all entries, without one the error over the rated entries.
 */
class ReconstructingAutoencoder extends Autoencoder implements Reconstructing {

    ReconstructingAutoencoder(NetworkSpec spec, CpuScorer scorer, Optional<RowScorer> rowScorer) {
        super(spec, scorer, rowScorer);
    }

    @Override
    public Reconstruction reconstruct(RatingMatrix rows, long seed) {
        int items = itemCount();
        float[] outputs = new float[Math.multiplyExact(rows.rowCount(), items)];
        return spec().latent().isPresent() ? sampled(rows, seed, outputs) : deterministic(rows, outputs);
    }

    private Reconstruction deterministic(RatingMatrix rows, float[] outputs) {
        scoreRows(rows, 0, rows.rowCount(), outputs);
        double error = 0;
        for (int r = 0; r < rows.rowCount(); r++) {
            for (int k = rows.rowStart(r); k < rows.rowStart(r + 1); k++) {
                double target = spec().input().target(rows.value(k));
                double output = outputs[r * itemCount() + rows.column(k)];
                error += (output * Math.signum(target) - target) * (output * Math.signum(target) - target);
            }
        }
        return new Reconstruction(outputs, error, error / outputs.length);
    }

    private Reconstruction sampled(RatingMatrix rows, long seed, float[] outputs) {
        int size = spec().latent().orElseThrow().size();
        int[] order = IntStream.range(0, rows.rowCount()).toArray();
        float[] heads = new float[rows.rowCount() * 2 * size];
        scorer().encode(rows, order, 0, order.length, heads);
        float[] codes = new float[rows.rowCount() * size];
        double divergence = 0;
        for (int r = 0; r < rows.rowCount(); r++) {
            CounterRandom.of(seed, CounterRandom.Stream.LATENT, 0, r).gaussians(codes, r * size, size);
            for (int k = 0; k < size; k++) {
                double mean = heads[r * 2 * size + k];
                double logVariance = heads[r * 2 * size + size + k];
                codes[r * size + k] = (float) (mean + codes[r * size + k] * Math.exp(logVariance / 2));
                divergence -= 0.5 * (1 + logVariance - mean * mean - Math.exp(logVariance));
            }
        }
        scorer().decode(codes, rows.rowCount(), outputs);
        double error =
                Reconstructing.squaredError(rows, outputs, r -> spec().input().target((float) r)) / outputs.length;
        return new Reconstruction(outputs, error + divergence, error);
    }

    /** Trained on the rated items alone: its outputs are ratings. */
    static final class OfRatings extends ReconstructingAutoencoder implements RatingPredicting {

        OfRatings(NetworkSpec spec, CpuScorer scorer, Optional<RowScorer> rowScorer) {
            super(spec, scorer, rowScorer);
        }

        @Override
        public void predict(int trainingRow, SparseVector ratings, float[] predictions) {
            score(ratings, predictions);
        }

        @Override
        public HeldOutLoss heldOutLoss(RatingMatrix rows, long seed) {
            return HeldOutLoss.ofRatings(this, rows);
        }
    }
}
