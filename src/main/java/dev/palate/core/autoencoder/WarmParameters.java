package dev.palate.core.autoencoder;

import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.Parameters;
import dev.palate.core.training.WarmStart;
import java.io.IOException;

/** Copies the parameters of an earlier version: the rows of items item by item, all others unchanged. */
final class WarmParameters {

    private WarmParameters() {}

    /**
     * Overwrites the parameters of {@code target} with those of the earlier version; rows of new items keep their initial
     * weights.
     *
     * @throws IllegalArgumentException if the earlier network has other layers, or another kind of inputs or outputs
     */
    static void copy(NetworkSpec spec, WarmStart start, Parameters target) throws IOException {
        try (Autoencoder earlier = Autoencoder.restore(start.checkpoint())) {
            if (!earlier.spec().encoder().equals(spec.encoder())
                    || !earlier.spec().decoder().equals(spec.decoder())
                    || !earlier.spec().latent().equals(spec.latent())) {
                throw new IllegalArgumentException(
                        "a warm start needs a version with the same layers; the earlier one has other hyper-parameters");
            }
            requireSameMeaning(earlier.spec(), spec);
            copy(earlier.parameters(), start.itemSource(), target);
        }
    }

    private static void requireSameMeaning(NetworkSpec earlier, NetworkSpec spec) {
        if (earlier.loss() != spec.loss()) {
            throw new IllegalArgumentException(
                    "a warm start needs a version trained with the same loss, %s; the earlier one was trained with %s"
                            .formatted(spec.loss(), earlier.loss()));
        }
        if (earlier.input().binary() != spec.input().binary()
                || earlier.input().l2Normalised() != spec.input().l2Normalised()) {
            throw new IllegalArgumentException(
                    "a warm start needs a version with the same inputs, %s; the earlier one has %s"
                            .formatted(spec.input(), earlier.input()));
        }
    }

    private static void copy(Parameters source, int[] itemSource, Parameters target) {
        int last = target.depth() - 1;
        copyRows(source.weights(0), itemSource, target.weights(0));
        copyRows(source.weights(last), itemSource, target.weights(last));
        copyRows(source.bias(last), itemSource, target.bias(last));
        for (int l = 0; l <= last; l++) {
            if (l > 0 && l < last) {
                System.arraycopy(source.weights(l), 0, target.weights(l), 0, target.weights(l).length);
            }
            if (l < last) {
                System.arraycopy(source.bias(l), 0, target.bias(l), 0, target.bias(l).length);
            }
            System.arraycopy(source.gain(l), 0, target.gain(l), 0, target.gain(l).length);
            System.arraycopy(source.shift(l), 0, target.shift(l), 0, target.shift(l).length);
        }
    }

    private static void copyRows(float[] source, int[] itemSource, float[] target) {
        int width = target.length / itemSource.length;
        for (int item = 0; item < itemSource.length; item++) {
            if (itemSource[item] >= 0) {
                System.arraycopy(source, itemSource[item] * width, target, item * width, width);
            }
        }
    }
}
