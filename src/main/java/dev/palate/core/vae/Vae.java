package dev.palate.core.vae;

import dev.palate.core.autoencoder.Autoencoder;
import dev.palate.core.autoencoder.AutoencoderTraining;
import dev.palate.core.autoencoder.LoopSettings;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.hyperparameter.HyperparameterSchema;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import dev.palate.core.network.Activation;
import dev.palate.core.network.Initialisation;
import dev.palate.core.network.InputTransform;
import dev.palate.core.network.Latent;
import dev.palate.core.network.Layer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.OutputLoss;
import dev.palate.core.network.Regularisation;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.Presets;
import dev.palate.core.training.TrainingRun;
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
    public Model train(TrainingRun<VaeHyperparameters> run) {
        VaeHyperparameters h = run.hyperparameters();
        return AutoencoderTraining.run(spec(h, run.ratings().columnCount()), loop(h), run);
    }

    /** The network of these hyper-parameters over {@code itemCount} items. */
    public static NetworkSpec spec(VaeHyperparameters h, int itemCount) {
        boolean multinomial = h.likelihood() == VaeHyperparameters.Likelihood.MULTINOMIAL;
        Activation activation = multinomial ? Activation.TANH : Activation.RELU;
        return new NetworkSpec(
                itemCount,
                multinomial
                        ? new InputTransform(true, (float) h.threshold(), true, (float) h.dropout())
                        : InputTransform.RAW,
                layers(h.hiddenSizes(), activation),
                false,
                Optional.of(new Latent(
                        h.latentSize(),
                        Latent.Prior.STANDARD,
                        multinomial ? Latent.KlWeight.MEAN : Latent.KlWeight.SUM)),
                layers(reversed(h.hiddenSizes()), activation),
                multinomial ? OutputLoss.MULTINOMIAL : OutputLoss.SQUARED_MEAN,
                h.lambda() == 0
                        ? Regularisation.NONE
                        : new Regularisation(Regularisation.Kind.SQUARED_L2, (float) h.lambda()),
                multinomial ? Initialisation.GLOROT : Initialisation.UNIFORM_FAN_IN);
    }

    static List<Layer> layers(List<Integer> sizes, Activation activation) {
        return sizes.stream().map(size -> Layer.of(size, activation)).toList();
    }

    static List<Integer> reversed(List<Integer> sizes) {
        List<Integer> reversed = new ArrayList<>(sizes);
        Collections.reverse(reversed);
        return reversed;
    }

    private static LoopSettings loop(VaeHyperparameters h) {
        return new LoopSettings(
                h.epochs(),
                h.batchSize(),
                h.learningRate(),
                h.schedule(),
                h.optimiser(),
                h.beta(),
                h.annealEpochs(),
                h.patience(),
                0);
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
