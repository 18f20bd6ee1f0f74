package dev.palate.core.cuda;

import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.OptimiserState;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.Regularisation;
import dev.palate.core.network.StepSettings;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The parameters of a network, their moments and their gradients on a device, and their update. */
final class DeviceParameters implements AutoCloseable {

    private static final int THREADS = 256;
    /** More groups for a narrow table's items were not faster on an H100. */
    private static final int MAX_GROUPS = 16;

    private static final int COLUMN_THREADS = 1024;
    private static final int OUTCOME_BYTES = 16 + 64 * 8;

    private final Device device;
    private final Transfer transfer;
    private final NetworkSpec spec;
    private final Layout layout;
    private final Device.HostBuffer result;
    private final long weights;
    private final long first;
    private final long second;
    private final long gradients;
    private final long segments;
    private final long squares;
    private final long outcome;

    DeviceParameters(Device device, Transfer transfer, NetworkSpec spec, Layout layout) {
        this.device = device;
        this.transfer = transfer;
        this.spec = spec;
        this.layout = layout;
        this.result = device.hostBuffer(Long.BYTES);
        long bytes = layout.length() * Float.BYTES;
        this.weights = device.allocate(bytes);
        this.first = device.allocate(bytes);
        this.second = device.allocate(bytes);
        this.gradients = device.allocate((layout.denseEnd() - layout.denseStart()) * Float.BYTES);
        long[] words = layout.segments().stream()
                .flatMapToLong(s -> Arrays.stream(s.words()))
                .toArray();
        this.segments = device.allocate((long) words.length * Long.BYTES);
        transfer.upload(segments, words.length, Long.BYTES, (buffer, i) -> buffer.putLong(words[i]));
        this.squares = isPenalised() ? device.allocate(layout.length() / Layout.CHUNK * 2 * Double.BYTES) : 0;
        this.outcome = device.allocate(OUTCOME_BYTES);
    }

    private boolean isPenalised() {
        return spec.regularisation().kind() != Regularisation.Kind.NONE;
    }

    void read(Parameters parameters, OptimiserState state) {
        layout.upload(transfer, parameters, weights);
        if (state.encoderSteps() + state.decoderSteps() > 0) { // until the first step all moments are 0
            layout.upload(transfer, state.first().get(), first);
            layout.upload(transfer, state.second().get(), second);
        }
    }

    Parameters weightsCopy() {
        return layout.download(transfer, weights);
    }

    Parameters firstCopy() {
        return layout.download(transfer, first);
    }

    Parameters secondCopy() {
        return layout.download(transfer, second);
    }

    /** The address of the weights. */
    long weights() {
        return weights;
    }

    /** Enqueues what {@link #objective} needs of the parameters. */
    void penalty() {
        if (isPenalised()) {
            device.launch(
                    Device.Launch.of("sum_of_squares", layout.length() / Layout.CHUNK, THREADS),
                    arenaArguments().add(segments).add(squares));
        }
    }

    /** Enqueues the objective of the batch, with the penalty and the divergences at this address if it is not 0. */
    void objective(DeviceBackward pass, long divergences) {
        device.launch(
                Device.Launch.of("objective", 1, THREADS),
                new Arguments()
                        .add(pass.losses())
                        .add(divergences)
                        .add(pass.batch().rows())
                        .add(pass.rowScale())
                        .add(segments)
                        .add(layout.segments().size())
                        .add(squares)
                        .add(spec.weightedLayers().size())
                        .add(Arguments.code(spec.regularisation().kind()))
                        .add(spec.regularisation().lambda())
                        .add(outcome));
    }

    /** The objective of the last step, once the device has finished. */
    double lastObjective() {
        ByteBuffer bytes = result.bytes();
        return bytes.getDouble(0);
    }

    private Arguments arenaArguments() {
        return new Arguments().add(arena());
    }

    private long[] arena() {
        return new long[] {weights, first, second, gradients, layout.denseStart()};
    }

    /**
     * Enqueues the update of {@code part}, which changes nothing if the objective is not finite, and the copy of the objective to the
     * host. The gradients must be enqueued already.
     */
    void update(DeviceBackward pass, StepSettings.Part part) {
        DeviceBatch batch = pass.batch();
        DeviceForward forward = pass.forward();
        int last = spec.weightedLayers().size() - 1;
        int dense = device.fork(() -> {
            device.download(outcome, result, Double.BYTES);
            dense(batch, part);
            if (part.decoder() && layout.hasSparseOutput()) {
                items(batch, last, batch.residuals(), forward.source(last).values());
            }
        });
        if (part.encoder()) {
            items(batch, 0, batch.inputs(), forward.layer(0).gradients());
        }
        device.join(dense);
    }

    /** Enqueues the dense gradients of layer {@code l}, given those with respect to its sums. */
    void gradients(DeviceBackward pass, int l) {
        DeviceForward forward = pass.forward();
        int rows = pass.batch().rows();
        if (l == 0) {
            columnSums(forward.layer(0), forward.layer(0).gradients(), 0, rows, layout.inputBias());
        } else if (l < spec.weightedLayers().size() - 1 || !layout.hasSparseOutput()) {
            product(pass, l);
        }
        if (layout.hasNorm(l)) {
            DeviceLayer layer = forward.layer(l);
            columnSums(layer, layer.outputGradients(), layer.normalised(), rows, layout.gain(l));
            columnSums(layer, layer.outputGradients(), 0, rows, layout.shift(l));
        }
    }

    /** Enqueues {@code gradient[outputs x (inputs + 1)] = gradients of the sums^T * source}. */
    private void product(DeviceBackward pass, int l) {
        Layout.Segment segment = layout.weights(l);
        int width = layout.rowStride(l);
        device.multiply(new Device.Product(
                true,
                false,
                width,
                segment.stride(),
                pass.batch().rows(),
                pass.outputGradients(l),
                width,
                pass.forward().source(l).values(),
                segment.stride(),
                0,
                gradientOf(segment),
                segment.stride()));
    }

    private long gradientOf(Layout.Segment segment) {
        return gradients + (segment.offset() - layout.denseStart()) * Float.BYTES;
    }

    private void columnSums(DeviceLayer layer, long a, long b, int rows, Layout.Segment segment) {
        device.launch(
                Device.Launch.of("column_sums", (layer.size() + 31) / 32, COLUMN_THREADS),
                new Arguments()
                        .add(a)
                        .add(b)
                        .add(rows)
                        .add(layer.stride())
                        .add(layer.size())
                        .add(gradientOf(segment)));
    }

    private void dense(DeviceBatch batch, StepSettings.Part part) {
        long from = part.encoder() ? layout.denseStart() : layout.decoderStart();
        long to = part.decoder() ? layout.denseEnd() : layout.decoderStart();
        if (from < to) {
            device.launch(
                    Device.Launch.of("adam", (to - from) / Layout.CHUNK, THREADS),
                    arenaArguments()
                            .add(segments)
                            .add(from / Layout.CHUNK)
                            .add(batch.step())
                            .add(outcome));
        }
    }

    private void items(DeviceBatch batch, int l, long coefficients, long rows) {
        Layout.Segment segment = layout.weights(l);
        int lanes = Math.min(THREADS, segment.stride() / 4);
        int groups = Math.min(MAX_GROUPS, THREADS / lanes);
        int threads = (lanes * groups + 31) / 32 * 32;
        device.launch(
                Device.Launch.of("item_update", spec.itemCount(), threads),
                batch.arguments()
                        .add(arena())
                        .add(segment.words())
                        .add(coefficients)
                        .add(rows)
                        .add(outcome)
                        .add(lanes)
                        .add(groups));
    }

    @Override
    public void close() {
        result.close();
        for (long address : new long[] {weights, first, second, gradients, segments, squares, outcome}) {
            device.release(address);
        }
    }
}
