package dev.palate.core.cuda;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.StepSettings;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/** The forward pass of a network without dropout and noise, with weights that are on a device. Not for concurrent use. */
final class DeviceScoring implements AutoCloseable {

    /** The number of scores on the device at a time, at most, unless there are more items: 16 MB. */
    private static final int MOST_SCORES = 1 << 22;

    private static final int MOST_ROWS = 512;

    private static final StepSettings SETTINGS =
            new StepSettings(new StepSettings.Noise(0, 0, false), 0, 0, StepSettings.Part.ALL);

    private static final DeviceBatch.Rules NO_UPDATE = new DeviceBatch.Rules(0, 0, 0, 0, false);

    private final Device device;
    private final NetworkSpec spec;
    private final long weights;
    private final int stride;
    private final DeviceBatch batch;
    private final DeviceForward forward;
    private final long scores;
    private final Device.HostBuffer result;

    /** @param weights address of the parameters, as {@code layout} arranges them */
    DeviceScoring(Device device, Transfer transfer, NetworkSpec spec, Layout layout, long weights) {
        this.device = device;
        this.spec = spec;
        this.weights = weights;
        this.stride = layout.rowStride(spec.weightedLayers().size() - 1);
        int maxRows = Math.max(1, Math.min(MOST_ROWS, MOST_SCORES / stride));
        this.batch = new DeviceBatch(device, transfer, spec, spec.input().ofFoldIn(), maxRows);
        this.forward = new DeviceForward(device, spec, layout, batch, false);
        int bytes = Math.multiplyExact(Math.multiplyExact(maxRows, stride), Float.BYTES);
        this.scores = device.allocate(bytes);
        this.result = device.hostBuffer(bytes);
    }

    /**
     * Scores the rows {@code from..to-1} of {@code ratings}.
     *
     * @param target receives {@code [(to - from) x items]}
     */
    void scoreRows(RatingMatrix ratings, int from, int to, float[] target) {
        for (int first = from; first < to; first += batch.maxRows()) {
            int rows = Math.min(batch.maxRows(), to - first);
            batch.load(ratings, IntStream.range(first, first + rows).toArray(), 0, rows, SETTINGS, NO_UPDATE);
            batch.upload();
            forward.score(weights, scores);
            device.download(scores, result, (long) rows * stride * Float.BYTES);
            device.finish();
            FloatBuffer floats = result.bytes().clear().asFloatBuffer();
            for (int row = 0; row < rows; row++) {
                floats.position(row * stride).get(target, (first - from + row) * spec.itemCount(), spec.itemCount());
            }
        }
    }

    @Override
    public void close() {
        batch.close();
        forward.close();
        device.release(scores);
        result.close();
    }
}
