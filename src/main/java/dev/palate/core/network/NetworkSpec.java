package dev.palate.core.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An autoencoder over sparse rows: {@code items -> encoder -> [code] -> decoder -> items}, the last layer linear.
 *
 * @param itemCount inputs and outputs
 * @param encoder hidden layers before the code, possibly none
 * @param cumulativeSkips whether each encoder layer after the first adds the outputs of all earlier ones to its sums
 *     (Shenbin et al. 2020); all encoder layers are of one size then
 * @param latent the sampled code; absent: the encoder's last layer is the code
 * @param decoder hidden layers after the code, possibly none
 */
public record NetworkSpec(
        int itemCount,
        InputTransform input,
        List<Layer> encoder,
        boolean cumulativeSkips,
        Optional<Latent> latent,
        List<Layer> decoder,
        OutputLoss loss,
        Regularisation regularisation,
        Initialisation initialisation) {

    public NetworkSpec {
        encoder = List.copyOf(encoder);
        decoder = List.copyOf(decoder);
        if (itemCount < 1) {
            throw new IllegalArgumentException("a network needs at least one item");
        }
        if (encoder.isEmpty() && latent.isEmpty()) {
            throw new IllegalArgumentException("a network needs a hidden layer or a latent code");
        }
        if (cumulativeSkips && encoder.stream().mapToInt(Layer::size).distinct().count() > 1) {
            throw new IllegalArgumentException("skips need encoder layers of one size");
        }
    }

    /**
     * The layers with weights in order: encoder, the linear head of {@code mu} and {@code logvar} if there is a code,
     * decoder, and the linear output layer.
     */
    public List<Layer> weightedLayers() {
        List<Layer> layers = new ArrayList<>(encoder);
        latent.ifPresent(code -> layers.add(Layer.of(2 * code.size(), Activation.IDENTITY)));
        layers.addAll(decoder);
        layers.add(Layer.of(itemCount, Activation.IDENTITY));
        return layers;
    }

    /** The inputs of the {@code index}-th weighted layer. */
    public int inputSize(int index) {
        if (index == 0) {
            return itemCount;
        }
        return latent.isPresent() && index == encoder.size() + 1
                ? latent.get().size()
                : weightedLayers().get(index - 1).size();
    }

    /** Whether its code is pulled to an old encoder's posterior, too: {@link Latent.Prior#COMPOSITE}. */
    public boolean hasCompositePrior() {
        return latent.map(Latent::prior).filter(Latent.Prior.COMPOSITE::equals).isPresent();
    }

    /** How many weighted layers belong to the encoder, the head of the code included. */
    public int encoderDepth() {
        return encoder.size() + (latent.isPresent() ? 1 : 0);
    }
}
