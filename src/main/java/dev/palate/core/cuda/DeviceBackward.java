package dev.palate.core.cuda;

import dev.palate.core.network.Latent;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.OutputLoss;
import java.util.function.IntConsumer;

/** The loss of a network on one batch on a device, and the backward pass. It enqueues work and computes nothing itself. */
final class DeviceBackward implements AutoCloseable {

    private static final int LOSS_THREADS = 1024;

    private final Device device;
    private final NetworkSpec spec;
    private final Layout layout;
    private final DeviceBatch batch;
    private final DeviceForward forward;
    private final long scores;
    private final long losses;
    private final long divergences;

    DeviceBackward(Device device, NetworkSpec spec, Layout layout, DeviceBatch batch, DeviceForward forward) {
        this.device = device;
        this.spec = spec;
        this.layout = layout;
        this.batch = batch;
        this.forward = forward;
        long maxRows = batch.maxRows();
        this.scores = layout.hasSparseOutput()
                ? 0
                : device.allocate(maxRows * layout.rowStride(forward.depth()) * Float.BYTES);
        this.losses = device.allocate(maxRows * Double.BYTES);
        this.divergences = device.allocate(maxRows * Double.BYTES);
    }

    DeviceForward forward() {
        return forward;
    }

    DeviceBatch batch() {
        return batch;
    }

    /** The factor of a row's loss in the batch objective. */
    float rowScale() {
        return (float) spec.loss().rowScale(batch.rows(), spec.itemCount());
    }

    /** Address of the rows' losses. */
    long losses() {
        return losses;
    }

    /** Address of the rows' weighted divergences; 0 without a code. */
    long divergences() {
        return forward.head() < 0 ? 0 : divergences;
    }

    /** Address of the gradient with respect to the sums of weighted layer {@code l}. */
    long outputGradients(int l) {
        return l == forward.depth() ? scores : forward.layer(l).gradients();
    }

    /**
     * Enqueues the outputs, the rows' losses and their gradients down to the last hidden layer.
     *
     * @param ready receives the index of each layer when the gradients with respect to its weighted sums have been enqueued
     */
    void loss(long parameters, IntConsumer ready) {
        int l = forward.depth();
        if (layout.hasSparseOutput()) {
            observed(l, parameters);
            return;
        }
        forward.product(l, parameters, scores);
        int width = layout.rowStride(l);
        device.launch(
                Device.Launch.of(
                        spec.loss() == OutputLoss.MULTINOMIAL ? "multinomial" : "squared",
                        batch.rows(),
                        Math.min(LOSS_THREADS, (width / 4 + 31) / 32 * 32)),
                batch.arguments()
                        .add(scores)
                        .add(width)
                        .add(spec.itemCount())
                        .add(rowScale())
                        .add(losses));
        ready.accept(l);
        productBack(l, parameters, false);
    }

    /** Enqueues the residuals of the rated items, and the gradients that they pass to the last hidden layer. */
    private void observed(int l, long parameters) {
        Layout.Segment weights = layout.weights(l);
        long table = Layout.at(parameters, weights);
        device.launch(
                Device.Launch.of("observed", batch.rows(), LOSS_THREADS),
                batch.arguments()
                        .add(forward.source(l).values())
                        .add(table)
                        .add(weights.stride())
                        .add(rowScale())
                        .add(batch.residuals())
                        .add(losses));
        DeviceLayer source = forward.source(l);
        forward.gatherGiven(batch.residuals(), table, source, source.gradients());
    }

    /** Enqueues {@code gradients of the source = gradients of the sums * weights}. */
    private void productBack(int l, long parameters, boolean add) {
        Layout.Segment weights = layout.weights(l);
        int width = layout.rowStride(l);
        device.multiply(new Device.Product(
                false,
                false,
                batch.rows(),
                weights.stride(),
                width,
                outputGradients(l),
                width,
                Layout.at(parameters, weights),
                weights.stride(),
                add ? 1 : 0,
                forward.source(l).gradients(),
                weights.stride()));
    }

    /**
     * Enqueues the gradients of the hidden layers, down to the first one or to the decoder's first one.
     *
     * @param ready receives the index of each layer when the gradients with respect to its weighted sums have been enqueued
     */
    void backward(long parameters, boolean encoder, IntConsumer ready) {
        int stop = encoder ? 0 : spec.encoderDepth();
        for (int l = forward.depth() - 1; l >= stop; l--) {
            if (l == forward.head()) {
                latentBack();
            } else {
                device.launch(
                        forward.rowsOf("activate_back", forward.layer(l).stride()),
                        forward.layerArguments(l, parameters));
            }
            ready.accept(l);
            if (l == 0 || (l == spec.encoderDepth() && !encoder)) {
                return;
            }
            productBack(
                    l, parameters, spec.cumulativeSkips() && l < spec.encoder().size() - 1);
            if (forward.layer(l).earlier() > 0) {
                int overwrites = l == spec.encoder().size() - 1 ? 1 : 0;
                device.launch(
                        forward.rowsOf("skip_back", forward.layer(l).stride()),
                        forward.layerArguments(l, parameters).add(overwrites));
            }
        }
    }

    private void latentBack() {
        DeviceLayer sums = forward.layer(forward.head());
        DeviceLayer code = forward.code();
        Latent.KlWeight weight = spec.latent().orElseThrow().weight();
        device.launch(
                forward.rowsOf("latent_back", sums.stride()),
                batch.arguments()
                        .add(sums.values())
                        .add(sums.gradients())
                        .add(sums.stride())
                        .add(code.values())
                        .add(code.gradients())
                        .add(code.stride())
                        .add(forward.noise())
                        .add(forward.oldHead())
                        .add(code.size())
                        .add(Arguments.code(weight))
                        .add(divergences));
    }

    @Override
    public void close() {
        for (long address : new long[] {scores, losses, divergences}) {
            device.release(address);
        }
    }
}
