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
    private final float[] deviations;
    /** Of the composite prior's logarithm at the code. */
    private final float[] slopes;

    private final float[] oldCodes;

    /** @param head {@code [rows x 2 size]}, {@code mu} first */
    LatentSampler(Latent latent, SparseBatch batch, LayerOutput head, LayerOutput code, int maxRows) {
        this.latent = latent;
        this.batch = batch;
        this.head = head;
        this.code = code;
        this.noise = new float[maxRows * latent.size()];
        this.deviations = new float[maxRows * latent.size()];
        int composite = latent.prior() == Latent.Prior.COMPOSITE ? maxRows * latent.size() : 0;
        this.slopes = new float[composite];
        this.oldCodes = new float[2 * composite];
    }

    /** The buffer for the old encoder's {@code mu} and {@code logvar}: {@code [rows x 2 size]}. */
    float[] oldCodes() {
        return oldCodes;
    }

    /**
     * Draws the codes of these rows.
     *
     * @param divergences receives each row's weighted divergence, if the encoder is updated
     */
    void forward(int from, int to, StepSettings settings, double[] divergences) {
        int size = latent.size();
        StepSettings.Noise step = settings.noise();
        for (int r = from; r < to; r++) {
            CounterRandom.of(step.seed(), CounterRandom.Stream.LATENT, step.epoch(), batch.sourceRow(r))
                    .gaussians(noise, r * size, size);
            int mu = r * head.stride();
            for (int k = 0; k < size; k++) {
                float deviation = FastExp.exp(0.5f * head.values()[mu + size + k]);
                deviations[r * size + k] = deviation;
                code.values()[r * code.stride() + k] = Math.fma(noise[r * size + k], deviation, head.values()[mu + k]);
            }
            if (settings.part().encoder()) {
                divergences[r] = (float) weight(r, settings.klWeight()) * divergence(r);
            }
        }
        code.activate(from, to);
    }

    private double divergence(int row) {
        return latent.prior() == Latent.Prior.STANDARD ? standard(row) : composite(row);
    }

    private double standard(int row) {
        int size = latent.size();
        float[] values = head.values();
        double divergence = 0;
        for (int k = 0; k < size; k++) {
            int mu = row * head.stride() + k;
            float deviation = deviations[row * size + k];
            divergence -= 0.5 * (1 + values[mu + size] - values[mu] * values[mu] - deviation * deviation);
        }
        return divergence;
    }

    private double composite(int row) {
        int size = latent.size();
        double divergence = 0;
        for (int k = 0; k < size; k++) {
            float eps = noise[row * size + k];
            int old = row * 2 * size + k;
            CompositePrior.Density prior =
                    CompositePrior.at(code.values()[row * code.stride() + k], oldCodes[old], oldCodes[old + size]);
            slopes[row * size + k] = (float) prior.slope();
            float logVariance = head.values()[row * head.stride() + size + k];
            divergence += -0.5 * (logVariance + CompositePrior.LOG_2PI + eps * eps) - prior.logarithm();
        }
        return divergence;
    }

    /** The weight of the divergence of {@code row} in the batch objective. */
    double weight(int row, double klWeight) {
        return switch (latent.weight()) {
            case SUM -> klWeight;
            case MEAN -> klWeight / batch.rows();
            case PER_INTERACTION_MEAN -> klWeight * batch.targetSum(row) / batch.rows();
        };
    }

    /** Computes the gradients of the head from those of the code and of the divergence. */
    void backward(int from, int to, double klWeight) {
        for (int r = from; r < to; r++) {
            float weight = (float) weight(r, klWeight);
            if (latent.prior() == Latent.Prior.STANDARD) {
                differentiateStandard(r, weight);
            } else {
                differentiateComposite(r, weight);
            }
        }
    }

    private void differentiateStandard(int row, float weight) {
        int size = latent.size();
        float[] gradients = head.gradients();
        for (int k = 0; k < size; k++) {
            int mu = row * head.stride() + k;
            int at = row * size + k;
            float fromCode = code.gradients()[row * code.stride() + k];
            gradients[mu] = Math.fma(weight, head.values()[mu], fromCode);
            float slope = weight * (deviations[at] * deviations[at] - 1);
            gradients[mu + size] = 0.5f * (fromCode * noise[at] * deviations[at] + slope);
        }
    }

    private void differentiateComposite(int row, float weight) {
        int size = latent.size();
        float[] gradients = head.gradients();
        for (int k = 0; k < size; k++) {
            int mu = row * head.stride() + k;
            int at = row * size + k;
            float towardsCode = code.gradients()[row * code.stride() + k] - weight * slopes[at];
            gradients[mu] = towardsCode;
            gradients[mu + size] = 0.5f * (towardsCode * noise[at] * deviations[at] - weight);
        }
    }
}
