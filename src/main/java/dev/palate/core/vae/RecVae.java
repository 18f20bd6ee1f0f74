package dev.palate.core.vae;

import dev.palate.core.autoencoder.LoopSettings;
import dev.palate.core.autoencoder.NetworkAlgorithm;
import dev.palate.core.network.ActivationFunction;
import dev.palate.core.network.Initialisation;
import dev.palate.core.network.Latent;
import dev.palate.core.network.Layer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkSpec.Objective;
import dev.palate.core.network.NetworkSpec.Topology;
import dev.palate.core.network.OutputLoss;
import dev.palate.core.network.Regularisation;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * RecVAE (Shenbin et al. 2020): a Mult-VAE with a deeper encoder, a prior that keeps the code near that of the last epoch, a
 * divergence weighted by the length of each user's history, and encoder and decoder trained alternately.
 */
public final class RecVae extends NetworkAlgorithm<RecVaeHyperparameters> {

    public RecVae() {
        super(
                "recvae",
                "Variational autoencoder with composite prior and alternating training (RecVAE, Shenbin et al. 2020)",
                RecVaeHyperparameters.STANDARD);
    }

    @Override
    protected LoopSettings loop(RecVaeHyperparameters h) {
        return new LoopSettings(h.optimisation(), h.objective().gamma(), 0, h.encoderPasses());
    }

    @Override
    public NetworkSpec spec(RecVaeHyperparameters h, int itemCount) {
        RecVaeHyperparameters.Shape shape = h.shape();
        Layer layer = new Layer(shape.hiddenSize(), ActivationFunction.SWISH, true);
        Latent code = new Latent(shape.latentSize(), Latent.Prior.COMPOSITE, Latent.KlWeight.PER_INTERACTION_MEAN);
        return new NetworkSpec(
                itemCount,
                Vae.input(h.objective().likes(), h.objective().dropout()),
                new Topology(Collections.nCopies(shape.encoderLayers(), layer), true, Optional.of(code), List.of()),
                new Objective(OutputLoss.MULTINOMIAL, Regularisation.NONE),
                Initialisation.UNIFORM_FAN_IN);
    }
}
