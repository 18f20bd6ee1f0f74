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
import dev.palate.core.training.TrainingRun;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * RecVAE (Shenbin et al. 2020): a Mult-VAE with a deeper encoder, a prior that holds the code near the last epoch's, a
 * divergence weighted by the length of each user's history, and encoder and decoder trained in turns.
 */
public final class RecVae implements Algorithm<RecVaeHyperparameters> {

    private static final HyperparameterSchema<RecVaeHyperparameters> SCHEMA =
            HyperparameterSchema.of(RecVaeHyperparameters.STANDARD);

    @Override
    public String name() {
        return "recvae";
    }

    @Override
    public String description() {
        return "Variational autoencoder with composite prior and alternating training (RecVAE, Shenbin et al. 2020)";
    }

    @Override
    public HyperparameterSchema<RecVaeHyperparameters> hyperparameters() {
        return SCHEMA;
    }

    @Override
    public Model train(TrainingRun<RecVaeHyperparameters> run) {
        RecVaeHyperparameters h = run.hyperparameters();
        LoopSettings loop = new LoopSettings(
                h.epochs(),
                h.batchSize(),
                h.learningRate(),
                h.schedule(),
                h.optimiser(),
                h.gamma(),
                0,
                h.patience(),
                h.encoderPasses());
        return AutoencoderTraining.run(spec(h, run.ratings().columnCount()), loop, run);
    }

    /** The network of these hyper-parameters over {@code itemCount} items. */
    public static NetworkSpec spec(RecVaeHyperparameters h, int itemCount) {
        Layer layer = new Layer(h.hiddenSize(), Activation.SWISH, true);
        return new NetworkSpec(
                itemCount,
                new InputTransform(true, (float) h.threshold(), true, (float) h.dropout()),
                Collections.nCopies(h.encoderLayers(), layer),
                true,
                Optional.of(new Latent(h.latentSize(), Latent.Prior.COMPOSITE, Latent.KlWeight.PER_INTERACTION_MEAN)),
                List.of(),
                OutputLoss.MULTINOMIAL,
                Regularisation.NONE,
                Initialisation.UNIFORM_FAN_IN);
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
