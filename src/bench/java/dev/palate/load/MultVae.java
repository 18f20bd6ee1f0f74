package dev.palate.load;

import dev.palate.core.autoencoder.Autoencoder;
import dev.palate.core.hyperparameter.HyperparameterSchema;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.Parameters;
import dev.palate.core.vae.Vae;
import dev.palate.core.vae.VaeHyperparameters;
import java.util.List;
import java.util.Map;

/** The Mult-VAE 600-200 of the load benchmarks. It has initial weights, because the values do not affect the time. */
final class MultVae {

    static final VaeHyperparameters HYPERPARAMETERS = HyperparameterSchema.of(VaeHyperparameters.RANKING)
            .read(Map.of("hiddenSizes", List.of(600), "latentSize", 200));

    private MultVae() {}

    static Autoencoder untrained(int items) {
        return untrained(items, HYPERPARAMETERS);
    }

    static Autoencoder untrained(int items, VaeHyperparameters hyperparameters) {
        NetworkSpec spec = new Vae().spec(hyperparameters, items);
        return Autoencoder.of(spec, Parameters.initial(spec, 1));
    }
}
