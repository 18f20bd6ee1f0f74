package dev.palate.core.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An autoencoder over sparse rows: {@code items -> encoder -> [code] -> decoder -> items}, the last layer linear.
 *
 * @param itemCount number of inputs and of outputs
 */
public record NetworkSpec(
        int itemCount, InputTransform input, Topology topology, Objective objective, Initialisation initialisation) {

    /**
     * The layers between input and output.
     *
     * @param encoder hidden layers before the code, possibly none
     * @param cumulativeSkips whether each encoder layer after the first adds the outputs of all earlier ones to its sums
     *     (Shenbin et al. 2020); all encoder layers then have the same size
     * @param latent the sampled code; absent: the encoder's last layer is the code
     * @param decoder hidden layers after the code, possibly none
     */
    public record Topology(List<Layer> encoder, boolean cumulativeSkips, Optional<Latent> latent, List<Layer> decoder) {

        public Topology {
            encoder = List.copyOf(encoder);
            decoder = List.copyOf(decoder);
            if (encoder.isEmpty() && latent.isEmpty()) {
                throw new IllegalArgumentException("a network needs a hidden layer or a latent code");
            }
            if (cumulativeSkips
                    && encoder.stream().mapToInt(Layer::size).distinct().count() > 1) {
                throw new IllegalArgumentException("skips need encoder layers of one size");
            }
        }

        /** Without skips. */
        public static Topology of(List<Layer> encoder, Optional<Latent> latent, List<Layer> decoder) {
            return new Topology(encoder, false, latent, decoder);
        }
    }

    /** What training minimises, apart from the divergence of a latent code. */
    public record Objective(OutputLoss loss, Regularisation regularisation) {}

    public NetworkSpec {
        if (itemCount < 1) {
            throw new IllegalArgumentException("a network needs at least one item");
        }
    }

    public List<Layer> encoder() {
        return topology.encoder;
    }

    public boolean cumulativeSkips() {
        return topology.cumulativeSkips;
    }

    public Optional<Latent> latent() {
        return topology.latent;
    }

    public List<Layer> decoder() {
        return topology.decoder;
    }

    public OutputLoss loss() {
        return objective.loss;
    }

    public Regularisation regularisation() {
        return objective.regularisation;
    }

    /**
     * The layers with weights in order: encoder, the linear head of {@code mu} and {@code logvar} if there is a code,
     * decoder, and the linear output layer.
     */
    public List<Layer> weightedLayers() {
        List<Layer> layers = new ArrayList<>(encoder());
        latent().ifPresent(code -> layers.add(Layer.of(2 * code.size(), ActivationFunction.IDENTITY)));
        layers.addAll(decoder());
        layers.add(Layer.of(itemCount, ActivationFunction.IDENTITY));
        return layers;
    }

    /** The inputs of the {@code index}-th weighted layer. */
    public int inputSize(int index) {
        if (index == 0) {
            return itemCount;
        }
        return latent().isPresent() && index == encoder().size() + 1
                ? latent().get().size()
                : weightedLayers().get(index - 1).size();
    }

    /** Whether the prior of its code contains the posterior of an old encoder: {@link Latent.Prior#COMPOSITE}. */
    public boolean hasCompositePrior() {
        return latent().map(Latent::prior)
                .filter(Latent.Prior.COMPOSITE::equals)
                .isPresent();
    }

    /** How many weighted layers belong to the encoder, the head of the code included. */
    public int encoderDepth() {
        return encoder().size() + (latent().isPresent() ? 1 : 0);
    }
}
