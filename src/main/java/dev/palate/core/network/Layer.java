package dev.palate.core.network;

/**
 * A fully connected hidden layer.
 *
 * @param size number of units
 * @param layerNorm whether its activations are normalised over the units afterwards (Ba et al. 2016), with gain and shift
 */
public record Layer(int size, ActivationFunction activation, boolean layerNorm) {

    public Layer {
        if (size < 1) {
            throw new IllegalArgumentException("a layer needs at least one unit, not " + size);
        }
    }

    public static Layer of(int size, ActivationFunction activation) {
        return new Layer(size, activation, false);
    }
}
