package dev.palate.core.cuda;

import dev.palate.core.network.ActivationFunction;
import dev.palate.core.network.Latent;
import dev.palate.core.network.Layer;
import dev.palate.core.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The activations of one network for one batch on a device, and the pass that computes them. It enqueues work and computes nothing
 * itself; the parameters are at an address that each pass is given.
 */
final class DeviceForward implements AutoCloseable {

    static final int MAX_THREADS = 256;
    private static final int GIVEN = 0;
    private static final int INPUTS = 1;
    private static final int INPUTS_WITHOUT_DROPOUT = 2;

    private final Device device;
    private final NetworkSpec spec;
    private final Layout layout;
    private final DeviceBatch batch;
    private final List<DeviceLayer> outputs = new ArrayList<>();
    private final List<Long> memory = new ArrayList<>();
    private final int head;
    private final @Nullable DeviceLayer code;
    private final long noise;
    private final long oldHead;

    /**
     * Allocates room for batches of up to {@code batch.maxRows()} rows.
     *
     * @param trains whether there is a backward pass, which needs gradients
     */
    DeviceForward(Device device, NetworkSpec spec, Layout layout, DeviceBatch batch, boolean trains) {
        this.device = device;
        this.spec = spec;
        this.layout = layout;
        this.batch = batch;
        int maxRows = batch.maxRows();
        List<Layer> hidden =
                spec.weightedLayers().subList(0, spec.weightedLayers().size() - 1);
        long strides = hidden.stream().mapToLong(l -> Layout.stride(l.size())).sum();
        long values = floats(strides * maxRows);
        long gradients = trains ? floats(strides * maxRows) : 0;
        long at = 0;
        for (int l = 0; l < hidden.size(); l++) {
            int earlier = spec.cumulativeSkips() && l < spec.encoder().size() ? l : 0;
            outputs.add(new DeviceLayer(
                    device, hidden.get(l), maxRows, values + at * Float.BYTES, gradients + at * Float.BYTES, earlier));
            at += (long) maxRows * outputs.get(l).stride();
        }
        this.head = spec.latent().isPresent() ? spec.encoder().size() : -1;
        int codeSize = spec.latent().map(Latent::size).orElse(0);
        long codeFloats = (long) maxRows * Layout.stride(codeSize);
        this.code = head < 0
                ? null
                : new DeviceLayer(
                        device,
                        Layer.of(codeSize, ActivationFunction.IDENTITY),
                        maxRows,
                        floats(codeFloats),
                        trains ? floats(codeFloats) : 0,
                        0);
        this.noise = trains ? floats((long) maxRows * codeSize) : 0;
        this.oldHead = trains && spec.hasCompositePrior() ? floats((long) maxRows * Layout.stride(2 * codeSize)) : 0;
    }

    private long floats(long count) {
        long address = count == 0 ? 0 : device.allocate(count * Float.BYTES);
        memory.add(address);
        return address;
    }

    /** The number of hidden layers with weights, which is also the index of the last layer. */
    int depth() {
        return outputs.size();
    }

    DeviceLayer layer(int l) {
        return outputs.get(l);
    }

    /** The index of the layer whose sums are mean and logarithm of the variance of the code; -1 without a code. */
    int head() {
        return head;
    }

    DeviceLayer code() {
        if (code == null) {
            throw new IllegalStateException("the network has no latent code");
        }
        return code;
    }

    /** Address of the noise of the code, {@code [rows x code]}. */
    long noise() {
        return noise;
    }

    /** Address of the old encoder's sums for the code; 0 without a composite prior. */
    long oldHead() {
        return oldHead;
    }

    /** The layer that the weighted layer {@code l > 0} reads. */
    DeviceLayer source(int l) {
        return code != null && l == head + 1 ? code : outputs.get(l - 1);
    }

    /** Enqueues the old encoder's pass, whose last sums are kept for the backward pass. */
    void encodeOld(long parameters) {
        for (int l = 0; l <= head; l++) {
            sums(
                    l,
                    parameters,
                    INPUTS_WITHOUT_DROPOUT,
                    l == head ? oldHead : outputs.get(l).values());
            if (l < head) {
                activate(l, parameters);
            }
        }
    }

    /** Enqueues the pass of a training step, from the inputs to the last hidden layer. */
    void forward(long parameters) {
        forward(parameters, INPUTS, true);
    }

    /**
     * Enqueues the pass without dropout and noise, from the inputs to the scores of all items.
     *
     * @param scores address of {@code [rows x items]}, the rows {@code layout.rowStride(depth())} floats apart
     */
    void score(long parameters, long scores) {
        forward(parameters, INPUTS_WITHOUT_DROPOUT, false);
        product(depth(), parameters, scores);
    }

    private void forward(long parameters, int inputs, boolean samples) {
        for (int l = 0; l < outputs.size(); l++) {
            sums(l, parameters, inputs, outputs.get(l).values());
            if (l == head) {
                computeCode(samples);
            } else {
                activate(l, parameters);
            }
        }
    }

    private void sums(int l, long parameters, int inputs, long out) {
        if (l == 0) {
            long bias = Layout.at(parameters, layout.inputBias());
            gather(
                    new Gather(inputs, 0, Layout.at(parameters, layout.weights(0)), bias, out),
                    outputs.get(0),
                    isActivatedAtOnce(0));
        } else {
            product(l, parameters, out);
        }
    }

    /** Enqueues the weighted sums of layer {@code l > 0}. */
    void product(int l, long parameters, long out) {
        Layout.Segment weights = layout.weights(l);
        int width = layout.rowStride(l);
        device.multiply(new Device.Product(
                false,
                true,
                batch.rows(),
                width,
                weights.stride(),
                source(l).values(),
                weights.stride(),
                Layout.at(parameters, weights),
                weights.stride(),
                0,
                out,
                width));
    }

    /** Whether the kernel that adds up the sums of layer {@code l} also applies its activation. */
    private boolean isActivatedAtOnce(int l) {
        return l == 0 && !layout.hasNorm(l);
    }

    /**
     * A sum of a table's rows for each row of the batch.
     *
     * @param coefficients address, where {@code source} is {@link #GIVEN}
     */
    private record Gather(int source, long coefficients, long table, long bias, long out) {}

    /** Enqueues the sums of the rated items' rows of {@code table}, times {@code coefficients}, into {@code out}. */
    void gatherGiven(long coefficients, long table, DeviceLayer layer, long out) {
        gather(new Gather(GIVEN, coefficients, table, 0, out), layer, false);
    }

    private void gather(Gather gather, DeviceLayer layer, boolean activates) {
        int lanes = Math.min(32, Integer.highestOneBit(layer.stride() / 4));
        device.launch(
                new Device.Launch("gather", batch.rows(), (layer.stride() + 4 * lanes - 1) / (4 * lanes), MAX_THREADS),
                batch.arguments()
                        .add(gather.source)
                        .add(spec.input().dropout())
                        .add(gather.coefficients)
                        .add(gather.table)
                        .add(gather.bias)
                        .add(layer.words(gather.out, 0, 0))
                        .add(activates ? 1 : 0)
                        .add(lanes));
    }

    private void activate(int l, long parameters) {
        if (!isActivatedAtOnce(l)) {
            device.launch(rowsOf("activate", outputs.get(l).stride()), layerArguments(l, parameters));
        }
    }

    /** Arguments that begin with the kernels' record of layer {@code l}. */
    Arguments layerArguments(int l, long parameters) {
        boolean norm = layout.hasNorm(l);
        return new Arguments()
                .add(outputs.get(l)
                        .words(
                                outputs.get(l).values(),
                                norm ? Layout.at(parameters, layout.gain(l)) : 0,
                                norm ? Layout.at(parameters, layout.shift(l)) : 0));
    }

    /** One block for each row of the batch, with as many threads as {@code width} columns need. */
    Device.Launch rowsOf(String kernel, int width) {
        return Device.Launch.of(kernel, batch.rows(), Math.min(MAX_THREADS, (width + 31) / 32 * 32));
    }

    private void computeCode(boolean samples) {
        DeviceLayer sums = outputs.get(head);
        device.launch(
                rowsOf("latent_forward", code().stride()),
                batch.arguments()
                        .add(sums.values())
                        .add(sums.stride())
                        .add(code().values())
                        .add(code().stride())
                        .add(noise)
                        .add(code().size())
                        .add(samples ? 1 : 0));
    }

    @Override
    public void close() {
        outputs.forEach(DeviceLayer::close);
        memory.forEach(device::release);
    }
}
