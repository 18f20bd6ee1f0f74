package dev.palate.core.vae;

import dev.palate.core.autoencoder.LoopSettings;
import dev.palate.core.autoencoder.NetworkAlgorithm;
import dev.palate.core.network.ActivationFunction;
import dev.palate.core.network.Initialisation;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkSpec.Objective;
import dev.palate.core.network.NetworkSpec.Topology;
import dev.palate.core.network.OutputLoss;
import java.util.List;
import java.util.Optional;

/** Mult-DAE: a denoising autoencoder with multinomial likelihood, Mult-VAE without sampling (Liang et al. 2018). */
public final class Dae extends NetworkAlgorithm<DaeHyperparameters> {

    public Dae() {
        super(
                "dae",
                "Denoising autoencoder with multinomial likelihood (Mult-DAE, Liang et al. 2018)",
                DaeHyperparameters.STANDARD);
    }

    @Override
    protected LoopSettings loop(DaeHyperparameters h) {
        return LoopSettings.of(h.optimisation()).withOutputSamples(h.outputSampling());
    }

    @Override
    public void check(DaeHyperparameters h) {
        super.check(h);
        OutputSampling.check(h.outputSampling(), h.optimisation());
    }

    @Override
    public String lessMemory() {
        return OutputSampling.LESS_MEMORY;
    }

    @Override
    public NetworkSpec spec(DaeHyperparameters h, int itemCount) {
        List<Integer> reversed = Vae.reversed(h.layerSizes());
        return new NetworkSpec(
                itemCount,
                Vae.input(h.likes(), h.dropout()),
                Topology.of(
                        Vae.layers(h.layerSizes(), ActivationFunction.TANH),
                        Optional.empty(),
                        Vae.layers(reversed.subList(1, reversed.size()), ActivationFunction.TANH)),
                new Objective(OutputLoss.MULTINOMIAL, Vae.weightDecay(h.lambda())),
                Initialisation.GLOROT);
    }
}
