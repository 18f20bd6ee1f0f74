package dev.palate.core.network;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.random.CounterRandom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The parameters of a network, or other values of the same shape (an optimiser's moments), as plain arrays.
 *
 * <p>For the weighted layer {@code l}, {@code weights(l)} is {@code [inputs x outputs]} for the first layer and
 * {@code [outputs x inputs]} for all others, so that the weights of an item are always one row; {@code bias(l)},
 * {@code gain(l)} and {@code shift(l)} are {@code [outputs]}, where the last two are empty without layer norm.
 */
public final class Parameters implements ParameterSource {

    private static final String[] KINDS = {"weights", "bias", "gain", "shift"};

    private final List<float[][]> layers;

    private Parameters(List<float[][]> layers) {
        this.layers = layers;
    }

    /** All zeros. */
    public static Parameters zeros(NetworkSpec spec) {
        List<float[][]> layers = new ArrayList<>();
        List<Layer> weighted = spec.weightedLayers();
        for (int l = 0; l < weighted.size(); l++) {
            int size = weighted.get(l).size();
            int norm = weighted.get(l).layerNorm() ? size : 0;
            layers.add(new float[][] {
                new float[Math.multiplyExact(size, spec.inputSize(l))],
                new float[size],
                new float[norm],
                new float[norm]
            });
        }
        return new Parameters(layers);
    }

    /** Random parameters according to {@link NetworkSpec#initialisation()}; gains are 1 and shifts 0. */
    public static Parameters initial(NetworkSpec spec, long seed) {
        Parameters parameters = zeros(spec);
        for (int l = 0; l < parameters.depth(); l++) {
            int inputs = spec.inputSize(l);
            int outputs = parameters.bias(l).length;
            CounterRandom random = CounterRandom.of(seed, CounterRandom.Stream.INITIAL_WEIGHTS, 0, l);
            fill(parameters.weights(l), random, 0, spec.initialisation().weightBound(inputs, outputs));
            fill(
                    parameters.bias(l),
                    random,
                    parameters.weights(l).length,
                    spec.initialisation().biasBound(inputs));
            Arrays.fill(parameters.gain(l), 1);
        }
        return parameters;
    }

    private static void fill(float[] target, CounterRandom random, long position, double bound) {
        for (int k = 0; k < target.length; k++) {
            target[k] = (float) ((2 * random.uniform(position + k) - 1) * bound);
        }
    }

    /** The number of weighted layers. */
    public int depth() {
        return layers.size();
    }

    @Override
    public float[] weights(int layer) {
        return layers.get(layer)[0];
    }

    @Override
    public void weightRows(int layer, int length, Rows rows) {
        float[] weights = weights(layer);
        for (int row = 0; row < weights.length / length; row++) {
            rows.accept(row, weights, row * length);
        }
    }

    @Override
    public float[] bias(int layer) {
        return layers.get(layer)[1];
    }

    @Override
    public float[] gain(int layer) {
        return layers.get(layer)[2];
    }

    @Override
    public float[] shift(int layer) {
        return layers.get(layer)[3];
    }

    /** Whether all values are finite. */
    public boolean areFinite() {
        for (float[][] layer : layers) {
            for (float[] tensor : layer) {
                for (float value : tensor) {
                    if (!Float.isFinite(value)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** Writes every tensor as the section {@code prefix + "0.weights"} and so on. */
    public void save(CheckpointWriter checkpoint, String prefix) throws IOException {
        for (int l = 0; l < depth(); l++) {
            for (int kind = 0; kind < KINDS.length; kind++) {
                checkpoint.floats(prefix + l + "." + KINDS[kind], layers.get(l)[kind]);
            }
        }
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws CorruptCheckpointException if a tensor is missing or does not have the shape that {@code spec} requires
     */
    public static Parameters load(NetworkSpec spec, CheckpointReader checkpoint, String prefix)
            throws CorruptCheckpointException {
        ParameterSource source = new CheckpointParameters(spec, checkpoint, prefix);
        List<float[][]> layers = new ArrayList<>();
        try {
            for (int l = 0; l < spec.weightedLayers().size(); l++) {
                layers.add(new float[][] {source.weights(l), source.bias(l), source.gain(l), source.shift(l)});
            }
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CorruptCheckpointException corrupt) {
                throw corrupt;
            }
            throw e;
        }
        return new Parameters(layers);
    }
}
