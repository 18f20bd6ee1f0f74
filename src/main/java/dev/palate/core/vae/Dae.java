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
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkSpec.Objective;
import dev.palate.core.network.NetworkSpec.Topology;
import dev.palate.core.network.OutputLoss;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.TrainingSetup;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Mult-DAE: a denoising autoencoder with multinomial likelihood, Mult-VAE without sampling (Liang et al. 2018). */
public final class Dae implements Algorithm<DaeHyperparameters> {

    private static final HyperparameterSchema<DaeHyperparameters> SCHEMA =
            HyperparameterSchema.of(DaeHyperparameters.STANDARD);

    @Override
    public String name() {
        return "dae";
    }

    @Override
    public String description() {
        return "Denoising autoencoder with multinomial likelihood (Mult-DAE, Liang et al. 2018)";
    }

    @Override
    public HyperparameterSchema<DaeHyperparameters> hyperparameters() {
        return SCHEMA;
    }

    @Override
    public Model train(TrainingSetup<DaeHyperparameters> setup) {
        DaeHyperparameters h = setup.hyperparameters();
        return AutoencoderTraining.train(
                spec(h, setup.ratings().columnCount()), LoopSettings.of(h.optimisation()), setup);
    }

    /** The network of these hyper-parameters over {@code itemCount} items. */
    public static NetworkSpec spec(DaeHyperparameters h, int itemCount) {
        List<Integer> reversed = Vae.reversed(h.layerSizes());
        return new NetworkSpec(
                itemCount,
                InputTransform.binary(h.threshold(), h.dropout()),
                Topology.of(
                        Vae.layers(h.layerSizes(), ActivationFunction.TANH),
                        Optional.empty(),
                        Vae.layers(reversed.subList(1, reversed.size()), ActivationFunction.TANH)),
                new Objective(OutputLoss.MULTINOMIAL, Vae.weightDecay(h.lambda())),
                Initialisation.GLOROT);
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
