package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.FastExp;
import dev.palate.core.network.Latent;
import dev.palate.core.network.StepSettings;
import dev.palate.core.random.CounterRandom;

/**
 * The stochastic code between encoder and decoder: draws {@code z = mu + eps exp(logvar / 2)}, computes the divergence, and
 * computes the gradients of {@code mu} and {@code logvar} from both.
 */
final class LatentSampler {

    private final Latent latent;
    private final SparseBatch batch;
    private final LayerOutput head;
    private final LayerOutput code;
    private final float[] noise;
    private final float[] oldCodes;

    /** @param head {@code [rows x 2 size]}, {@code mu} first */
    LatentSampler(Latent latent, SparseBatch batch, LayerOutput head, LayerOutput code, int maxRows) {
        this.latent = latent;
        this.batch = batch;
        this.head = head;
        this.code = code;
        this.noise = new float[maxRows * latent.size()];
        this.oldCodes =
                latent.prior() == Latent.Prior.COMPOSITE ? new float[maxRows * 2 * latent.size()] : new float[0];
    }

    /** The buffer for the old encoder's {@code mu} and {@code logvar}: {@code [rows x 2 size]}. */
    float[] oldCodes() {
        return oldCodes;
    }

    void forward(int from, int to, StepSettings.Noise step) {
        int size = latent.size();
        for (int r = from; r < to; r++) {
            CounterRandom.of(step.seed(), CounterRandom.Stream.LATENT, step.epoch(), batch.sourceRow(r))
                    .gaussians(noise, r * size, size);
            int mu = r * head.stride();
            for (int k = 0; k < size; k++) {
                float deviation = FastExp.exp(0.5f * head.values()[mu + size + k]);
                code.values()[r * code.stride() + k] = Math.fma(noise[r * size + k], deviation, head.values()[mu + k]);
            }
        }
        code.activate(from, to);
    }

    /** The weight of the divergence of {@code row} in the batch objective. */
    double weight(int row, double klWeight) {
        return switch (latent.weight()) {
            case SUM -> klWeight;
            case MEAN -> klWeight / batch.rows();
            case PER_INTERACTION_MEAN -> klWeight * batch.targetSum(row) / batch.rows();
        };
    }

    /**
     * Computes the gradients of the head from those of the code and of the divergence.
     *
     * @param divergences receives each row's weighted divergence
     */
    void backward(int from, int to, double klWeight, double[] divergences) {
        for (int r = from; r < to; r++) {
            float weight = (float) weight(r, klWeight);
            divergences[r] =
                    weight * (latent.prior() == Latent.Prior.STANDARD ? standard(r, weight) : composite(r, weight));
        }
    }

    private double standard(int row, float weight) {
        int size = latent.size();
        float[] values = head.values();
        float[] gradients = head.gradients();
        double divergence = 0;
        for (int k = 0; k < size; k++) {
            int mu = row * head.stride() + k;
            float deviation = FastExp.exp(0.5f * values[mu + size]);
            float variance = deviation * deviation;
            float fromCode = code.gradients()[row * code.stride() + k];
            gradients[mu] = Math.fma(weight, values[mu], fromCode);
            gradients[mu + size] = 0.5f * (fromCode * noise[row * size + k] * deviation + weight * (variance - 1));
            divergence -= 0.5 * (1 + values[mu + size] - values[mu] * values[mu] - variance);
        }
        return divergence;
    }

    private double composite(int row, float weight) {
        int size = latent.size();
        float[] values = head.values();
        float[] gradients = head.gradients();
        double divergence = 0;
        for (int k = 0; k < size; k++) {
            int mu = row * head.stride() + k;
            float deviation = FastExp.exp(0.5f * values[mu + size]);
            float eps = noise[row * size + k];
            float z = code.values()[row * code.stride() + k];
            int old = row * 2 * size + k;
            CompositePrior.Density prior = CompositePrior.at(z, oldCodes[old], oldCodes[old + size]);
            float towardsCode = code.gradients()[row * code.stride() + k] - weight * (float) prior.slope();
            gradients[mu] = towardsCode;
            gradients[mu + size] = 0.5f * (towardsCode * eps * deviation - weight);
            divergence += -0.5 * (values[mu + size] + CompositePrior.LOG_2PI + eps * eps) - prior.logarithm();
        }
        return divergence;
    }
}
