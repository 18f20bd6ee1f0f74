package dev.palate.core.network;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The parameters that {@link Parameters#save} wrote, read from the checkpoint on demand.
 *
 * <p>Its methods throw an {@link UncheckedIOException} with a {@link CorruptCheckpointException} as the cause if a tensor is
 * missing or does not have the shape that the network requires.
 */
public final class CheckpointParameters implements ParameterSource {

    private final NetworkSpec spec;
    private final List<Layer> layers;
    private final CheckpointReader checkpoint;
    private final String prefix;

    public CheckpointParameters(NetworkSpec spec, CheckpointReader checkpoint, String prefix) {
        this.spec = spec;
        this.layers = spec.weightedLayers();
        this.checkpoint = checkpoint;
        this.prefix = prefix;
    }

    @Override
    public float[] weights(int layer) {
        return read(layer, "weights", weightCount(layer));
    }

    @Override
    public void weightRows(int layer, int length, Rows rows) {
        String name = name(layer, "weights");
        try {
            checkpoint.floats(name, weightCount(layer), length, rows::accept);
        } catch (CorruptCheckpointException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public float[] bias(int layer) {
        return read(layer, "bias", layers.get(layer).size());
    }

    @Override
    public float[] gain(int layer) {
        return read(layer, "gain", normCount(layer));
    }

    @Override
    public float[] shift(int layer) {
        return read(layer, "shift", normCount(layer));
    }

    private int weightCount(int layer) {
        return Math.multiplyExact(layers.get(layer).size(), spec.inputSize(layer));
    }

    private int normCount(int layer) {
        return layers.get(layer).layerNorm() ? layers.get(layer).size() : 0;
    }

    private String name(int layer, String kind) {
        return prefix + layer + "." + kind;
    }

    private float[] read(int layer, String kind, int length) {
        try {
            float[] tensor = checkpoint.floats(name(layer, kind));
            if (tensor.length != length) {
                throw new CorruptCheckpointException("section '" + name(layer, kind) + "' has " + tensor.length
                        + " numbers, but the network needs " + length);
            }
            return tensor;
        } catch (CorruptCheckpointException e) {
            throw new UncheckedIOException(e);
        }
    }
}
