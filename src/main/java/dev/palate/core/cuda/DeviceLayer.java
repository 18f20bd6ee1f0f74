package dev.palate.core.cuda;

import dev.palate.core.network.ActivationFunction;
import dev.palate.core.network.Layer;

/** The activations of one layer for one batch, and the gradients with respect to them, on a device. */
final class DeviceLayer {

    private final Device device;
    private final Layer layer;
    private final int stride;
    private final int earlier;
    private final long earlierStride;
    private final long values;
    private final long gradients;
    private final long sums;
    private final long normalised;
    private final long outputGradients;
    private final long inverse;

    /**
     * @param values address of {@code maxRows} rows
     * @param gradients address of {@code maxRows} rows
     * @param earlier how many earlier layers are added to the sums; their rows precede this layer's
     */
    DeviceLayer(Device device, Layer layer, int maxRows, long values, long gradients, int earlier) {
        this.device = device;
        this.layer = layer;
        this.stride = Layout.stride(layer.size());
        this.values = values;
        this.gradients = gradients;
        this.earlier = earlier;
        this.earlierStride = (long) maxRows * stride;
        long bytes = earlierStride * Float.BYTES;
        this.sums = layer.activation() == ActivationFunction.SWISH ? device.allocate(bytes) : 0;
        this.normalised = layer.layerNorm() ? device.allocate(bytes) : 0;
        this.outputGradients = layer.layerNorm() ? device.allocate(bytes) : 0;
        this.inverse = layer.layerNorm() ? device.allocate((long) maxRows * Float.BYTES) : 0;
    }

    int size() {
        return layer.size();
    }

    int stride() {
        return stride;
    }

    int earlier() {
        return earlier;
    }

    long values() {
        return values;
    }

    long gradients() {
        return gradients;
    }

    /** The activations before gain and shift. */
    long normalised() {
        return normalised;
    }

    /** The gradients with respect to the activations after gain and shift. */
    long outputGradients() {
        return outputGradients;
    }

    /**
     * The kernels' record of this layer.
     *
     * @param out address of the activations
     * @param gain address, 0 without a layer norm
     */
    long[] words(long out, long gain, long shift) {
        return new long[] {
            out,
            gradients,
            sums,
            normalised,
            outputGradients,
            inverse,
            gain,
            shift,
            earlierStride,
            Arguments.pair(layer.size(), stride),
            Arguments.pair(Arguments.code(layer.activation()), earlier)
        };
    }

    /** Releases what belongs to this layer alone. */
    void close() {
        for (long address : new long[] {sums, normalised, outputGradients, inverse}) {
            device.release(address);
        }
    }
}
