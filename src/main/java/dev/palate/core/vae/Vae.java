package dev.palate.core.vae;

import dev.palate.core.autoencoder.LoopSettings;
import dev.palate.core.autoencoder.NetworkAlgorithm;
import dev.palate.core.network.ActivationFunction;
import dev.palate.core.network.Initialisation;
import dev.palate.core.network.InputTransform;
import dev.palate.core.network.Latent;
import dev.palate.core.network.Layer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkSpec.Objective;
import dev.palate.core.network.NetworkSpec.Topology;
import dev.palate.core.network.OutputLoss;
import dev.palate.core.network.Regularisation;
import dev.palate.core.training.LikedRatings;
import dev.palate.core.training.Presets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A variational autoencoder over a user's ratings: Gaussian on raw values as in the notebook, or multinomial on thresholded
 * ones (Liang et al. 2018).
 */
public final class Vae extends NetworkAlgorithm<VaeHyperparameters> {

    public Vae() {
        super(
                "vae",
                "Variational autoencoder, Gaussian (the notebook's) or multinomial (Mult-VAE, Liang et al. 2018)",
                VaeHyperparameters.RANKING);
    }

    @Override
    public Map<String, VaeHyperparameters> presets() {
        return Map.of(Presets.RANKING, VaeHyperparameters.RANKING, Presets.NOTEBOOK, VaeHyperparameters.NOTEBOOK);
    }

    @Override
    protected LoopSettings loop(VaeHyperparameters h) {
        return new LoopSettings(
                h.optimisation(),
                h.objective().beta(),
                h.objective().annealEpochs(),
                0,
                h.objective().outputSampling());
    }

    @Override
    public void check(VaeHyperparameters h) {
        super.check(h);
        int samples = h.objective().outputSampling();
        if (samples > 0 && h.likelihood() != VaeHyperparameters.Likelihood.MULTINOMIAL) {
            throw new IllegalArgumentException("outputSampling needs the likelihood multinomial");
        }
        OutputSampling.check(samples, h.optimisation());
    }

    @Override
    public String lessMemory() {
        return OutputSampling.LESS_MEMORY;
    }

    @Override
    public NetworkSpec spec(VaeHyperparameters h, int itemCount) {
        boolean multinomial = h.likelihood() == VaeHyperparameters.Likelihood.MULTINOMIAL;
        ActivationFunction activation = multinomial ? ActivationFunction.TANH : ActivationFunction.RELU;
        List<Integer> sizes = h.shape().hiddenSizes();
        Latent code = new Latent(
                h.shape().latentSize(),
                Latent.Prior.STANDARD,
                multinomial ? Latent.KlWeight.MEAN : Latent.KlWeight.SUM);
        return new NetworkSpec(
                itemCount,
                multinomial ? input(h.objective().likes(), h.objective().dropout()) : InputTransform.RAW,
                Topology.of(layers(sizes, activation), Optional.of(code), layers(reversed(sizes), activation)),
                new Objective(
                        multinomial ? OutputLoss.MULTINOMIAL : OutputLoss.SQUARED_MEAN,
                        weightDecay(h.objective().lambda())),
                multinomial ? Initialisation.GLOROT : Initialisation.UNIFORM_FAN_IN);
    }

    static InputTransform input(LikedRatings likes, double dropout) {
        return InputTransform.binary(likes.threshold(), likes.lowWeight(), likes.recency(), dropout);
    }

    static Regularisation weightDecay(double lambda) {
        return lambda == 0 ? Regularisation.NONE : new Regularisation(Regularisation.Kind.SQUARED_L2, (float) lambda);
    }

    static List<Layer> layers(List<Integer> sizes, ActivationFunction activation) {
        return sizes.stream().map(size -> Layer.of(size, activation)).toList();
    }

    static List<Integer> reversed(List<Integer> sizes) {
        List<Integer> reversed = new ArrayList<>(sizes);
        Collections.reverse(reversed);
        return reversed;
    }
}
