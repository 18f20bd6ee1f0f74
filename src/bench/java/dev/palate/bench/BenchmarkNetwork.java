package dev.palate.bench;

import dev.palate.core.autorec.AutoRec;
import dev.palate.core.autorec.AutoRecHyperparameters;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.vae.Vae;
import dev.palate.core.vae.VaeHyperparameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A network whose training step is timed, and the corresponding variants of the libtorch peer.
 *
 * @param torch the variants of the peer, without their data; the first is a dense batch with torch's own optimiser
 */
record BenchmarkNetwork(String name, int items, int batch, IntFunction<NetworkSpec> specOf, List<String> torch) {

    /** The Mult-VAE with one hidden layer of 600 units and 200 latent ones. */
    static final String MULT_VAE = "mult-vae-600-200";

    /** All networks, each with a small and a large batch if both are common. */
    static List<BenchmarkNetwork> all() {
        return List.of(
                autoRec10(),
                autoRec500(),
                vae(64),
                vae(500),
                multVae(1682, 64),
                multVae(1682, 500),
                multVae(20_000, 500));
    }

    NetworkSpec spec() {
        return specOf.apply(items);
    }

    String label() {
        return name + "-" + items + "-" + batch;
    }

    /** The complete request to the peer for a variant on data with this number of items. */
    String torchRequest(String variant) {
        String[] nameAndRest = variant.split(" ", 2);
        String data = items == 1682 ? "ml100k" : "syn100000:" + items + ":100";
        return nameAndRest[0] + " " + batch + " " + data + (nameAndRest.length > 1 ? " " + nameAndRest[1] : "");
    }

    RatingMatrix ratings(RatingMatrix movieLens) {
        return items == movieLens.columnCount() ? movieLens : BenchmarkRatings.of(20_000, items, 100);
    }

    private static BenchmarkNetwork autoRec10() {
        Map<String, ?> settings = Map.of("hiddenSize", 10);
        return new BenchmarkNetwork(
                "autorec-10",
                1682,
                64,
                items -> AutoRec.spec(
                        new AutoRec().hyperparameters().read(AutoRecHyperparameters.NOTEBOOK, settings), items),
                List.of("A 10 all", "A_fused 10 all", "A_bag_fused 10 all"));
    }

    private static BenchmarkNetwork autoRec500() {
        Map<String, ?> settings = Map.of("hiddenSize", 500, "objective", "observed");
        return new BenchmarkNetwork(
                "autorec-500-observed",
                1682,
                500,
                items -> AutoRec.spec(
                        new AutoRec().hyperparameters().read(AutoRecHyperparameters.NOTEBOOK, settings), items),
                List.of("A 500 masked", "A_fused 500 masked", "A_bag_fused 500 masked"));
    }

    private static BenchmarkNetwork vae(int batch) {
        Map<String, ?> settings = Map.of("latentSize", 64);
        return new BenchmarkNetwork(
                "vae-512-256-64",
                1682,
                batch,
                items -> new Vae().spec(new Vae().hyperparameters().read(VaeHyperparameters.NOTEBOOK, settings), items),
                List.of("B", "B_fused", "B_bag_fused"));
    }

    private static BenchmarkNetwork multVae(int items, int batch) {
        VaeHyperparameters hyperparameters = multVae(Map.of("dropout", 0.5, "threshold", 0));
        return new BenchmarkNetwork(
                MULT_VAE,
                items,
                batch,
                n -> new Vae().spec(hyperparameters, n),
                List.of("C", "C_fused", "C_bag_fused"));
    }

    /** The network {@link #MULT_VAE} with further settings. */
    static VaeHyperparameters multVae(Map<String, ?> settings) {
        Map<String, Object> all =
                new HashMap<>(Map.of("likelihood", "multinomial", "hiddenSizes", List.of(600), "latentSize", 200));
        all.putAll(settings);
        return new Vae().hyperparameters().read(VaeHyperparameters.NOTEBOOK, all);
    }
}
