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
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.OutputLoss;
import dev.palate.core.network.Regularisation;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.TrainingRun;
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
    public Model train(TrainingRun<DaeHyperparameters> run) {
        DaeHyperparameters h = run.hyperparameters();
        LoopSettings loop = new LoopSettings(
                h.epochs(), h.batchSize(), h.learningRate(), h.schedule(), h.optimiser(), 0, 0, h.patience(), 0);
        return AutoencoderTraining.run(spec(h, run.ratings().columnCount()), loop, run);
    }

    /** The network of these hyper-parameters over {@code itemCount} items. */
    public static NetworkSpec spec(DaeHyperparameters h, int itemCount) {
        List<Integer> reversed = Vae.reversed(h.layerSizes());
        return new NetworkSpec(
                itemCount,
                new InputTransform(true, (float) h.threshold(), true, (float) h.dropout()),
                Vae.layers(h.layerSizes(), Activation.TANH),
                false,
                Optional.empty(),
                Vae.layers(reversed.subList(1, reversed.size()), Activation.TANH),
                OutputLoss.MULTINOMIAL,
                h.lambda() == 0
                        ? Regularisation.NONE
                        : new Regularisation(Regularisation.Kind.SQUARED_L2, (float) h.lambda()),
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
