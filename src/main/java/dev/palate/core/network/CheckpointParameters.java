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
public record CheckpointParameters(NetworkSpec spec, CheckpointReader checkpoint, String prefix)
        implements ParameterSource {

    /**
     * Compares the size of every tensor with the network, so that nothing is allocated for a network that the checkpoint does not
     * contain.
     *
     * @throws CorruptCheckpointException if a tensor is missing or does not have the shape that the network requires
     */
    public CheckpointParameters requireShapes() throws CorruptCheckpointException {
        List<Layer> layers = spec.weightedLayers();
        long inputs = spec.itemCount();
        for (int layer = 0; layer < layers.size(); layer++) {
            long outputs = layers.get(layer).size();
            requireSize(name(layer, "weights"), outputs * inputs);
            requireSize(name(layer, "bias"), outputs);
            requireSize(name(layer, "gain"), normCount(layer));
            requireSize(name(layer, "shift"), normCount(layer));
            inputs = layer + 1 < layers.size() ? spec.inputSize(layer + 1) : 0;
        }
        return this;
    }

    private void requireSize(String name, long count) throws CorruptCheckpointException {
        if (checkpoint.size(name) / Float.BYTES != count) {
            throw new CorruptCheckpointException("section '%s' has %d numbers, but the network needs %d"
                    .formatted(name, checkpoint.size(name) / Float.BYTES, count));
        }
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
        return read(layer, "bias", spec.weightedLayers().get(layer).size());
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
        return Math.multiplyExact(spec.weightedLayers().get(layer).size(), spec.inputSize(layer));
    }

    private int normCount(int layer) {
        return spec.weightedLayers().get(layer).layerNorm()
                ? spec.weightedLayers().get(layer).size()
                : 0;
    }

    private String name(int layer, String kind) {
        return prefix + layer + "." + kind;
    }

    private float[] read(int layer, String kind, int length) {
        try {
            return checkpoint.floats(name(layer, kind), length);
        } catch (CorruptCheckpointException e) {
            throw new UncheckedIOException(e);
        }
    }
}
