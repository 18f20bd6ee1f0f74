package dev.palate.core.vae;

import dev.palate.core.autoencoder.Autoencoder;
import dev.palate.core.autoencoder.AutoencoderTraining;
import dev.palate.core.autoencoder.LoopSettings;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.hyperparameter.HyperparameterSchema;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
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
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.Presets;
import dev.palate.core.training.TrainingSetup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A variational autoencoder over a user's ratings: Gaussian on raw values as in the notebook, or multinomial on thresholded
 * ones (Liang et al. 2018).
 */
public final class Vae implements Algorithm<VaeHyperparameters> {

    private static final HyperparameterSchema<VaeHyperparameters> SCHEMA =
            HyperparameterSchema.of(VaeHyperparameters.NOTEBOOK);

    @Override
    public String name() {
        return "vae";
    }

    @Override
    public String description() {
        return "Variational autoencoder, Gaussian (the notebook's) or multinomial (Mult-VAE, Liang et al. 2018)";
    }

    @Override
    public HyperparameterSchema<VaeHyperparameters> hyperparameters() {
        return SCHEMA;
    }

    @Override
    public Map<String, VaeHyperparameters> presets() {
        return Map.of(Presets.RANKING, VaeHyperparameters.RANKING);
    }

    @Override
    public Model train(TrainingSetup<VaeHyperparameters> setup) {
        VaeHyperparameters h = setup.hyperparameters();
        return AutoencoderTraining.train(
                spec(h, setup.ratings().columnCount()),
                new LoopSettings(
                        h.optimisation(), h.objective().beta(), h.objective().annealEpochs(), 0),
                setup);
    }

    /** The network of these hyper-parameters over {@code itemCount} items. */
    public static NetworkSpec spec(VaeHyperparameters h, int itemCount) {
        boolean multinomial = h.likelihood() == VaeHyperparameters.Likelihood.MULTINOMIAL;
        ActivationFunction activation = multinomial ? ActivationFunction.TANH : ActivationFunction.RELU;
        List<Integer> sizes = h.shape().hiddenSizes();
        Latent code = new Latent(
                h.shape().latentSize(),
                Latent.Prior.STANDARD,
                multinomial ? Latent.KlWeight.MEAN : Latent.KlWeight.SUM);
        return new NetworkSpec(
                itemCount,
                multinomial
                        ? InputTransform.binary(
                                h.objective().threshold(), h.objective().dropout())
                        : InputTransform.RAW,
                Topology.of(layers(sizes, activation), Optional.of(code), layers(reversed(sizes), activation)),
                new Objective(
                        multinomial ? OutputLoss.MULTINOMIAL : OutputLoss.SQUARED_MEAN,
                        weightDecay(h.objective().lambda())),
                multinomial ? Initialisation.GLOROT : Initialisation.UNIFORM_FAN_IN);
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

    @Override
    public Model restore(CheckpointReader checkpoint) throws IOException {
        return Autoencoder.restore(checkpoint);
    }

    @Override
    public Optional<ItemScorer> restoreQuantised(CheckpointReader checkpoint) throws IOException {
        return Optional.of(Autoencoder.restoreQuantised(checkpoint));
    }
}
