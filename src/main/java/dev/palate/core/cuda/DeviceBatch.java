package dev.palate.core.cuda;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.InputTransform;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.StepSettings;
import java.nio.ByteBuffer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The rows of one batch on a device, in row order and in item order, with the scalars of its step. */
final class DeviceBatch implements AutoCloseable {

    private static final int STEP_BYTES = 48;
    private static final int ROW_BYTES = 24;
    private static final int THREADS = 256;

    private final Device device;
    private final Transfer transfer;
    private final NetworkSpec spec;
    private final InputTransform input;
    private final int maxRows;
    private final Device.HostBuffer stepBuffer;
    private final long step;
    private final long counts;
    private final long starts;
    private final long cursors;
    private @Nullable DeviceRatings ratings;
    private long[] entryBuffers = new long[0];
    private long residuals;
    private int rows;

    DeviceBatch(Device device, Transfer transfer, NetworkSpec spec, InputTransform input, int maxRows) {
        this.device = device;
        this.transfer = transfer;
        this.spec = spec;
        this.input = input;
        this.maxRows = maxRows;
        int stepBytes = STEP_BYTES + maxRows * ROW_BYTES;
        this.stepBuffer = device.hostBuffer(stepBytes);
        this.step = device.allocate(stepBytes);
        this.counts = device.allocate((spec.itemCount() + 1L) * Integer.BYTES);
        this.starts = device.allocate((long) spec.itemCount() * Integer.BYTES);
        this.cursors = device.allocate((long) spec.itemCount() * Integer.BYTES);
    }

    /** The scalars of an optimiser's step, one pair for each part of the network. */
    record Rules(float encoderStep, float encoderRoot, float decoderStep, float decoderRoot, boolean momentum) {}

    /**
     * Takes the rows {@code order[from..to-1]} of {@code matrix}, which is uploaded once.
     *
     * @return whether addresses changed, which recorded work contains
     */
    boolean load(RatingMatrix matrix, int[] order, int from, int to, StepSettings settings, Rules rules) {
        boolean changed = ratings == null || !ratings.isOf(matrix);
        if (changed) {
            replaceRatings(matrix);
        }
        rows = to - from;
        ByteBuffer bytes = stepBuffer.bytes().clear();
        bytes.putLong(settings.noise().seed()).putInt(settings.noise().epoch());
        bytes.putInt(rows).putDouble(settings.klWeight());
        bytes.putFloat(rules.encoderStep).putFloat(rules.encoderRoot);
        bytes.putFloat(rules.decoderStep).putFloat(rules.decoderRoot);
        bytes.putInt(rules.momentum ? 1 : 0).putInt(settings.noise().dropout() ? 1 : 0);
        int entries = 0;
        for (int i = from; i < to; i++) {
            int length = current().rowLength(order[i]);
            bytes.putLong(current().rowStart(order[i])).putInt(length).putInt(entries);
            bytes.putInt(order[i]).putInt(0);
            entries += length;
        }
        return changed;
    }

    private DeviceRatings current() {
        DeviceRatings loaded = ratings;
        if (loaded == null) {
            throw new IllegalStateException("no ratings are loaded");
        }
        return loaded;
    }

    private void replaceRatings(RatingMatrix matrix) {
        releaseEntries();
        DeviceRatings loaded = new DeviceRatings(device, transfer, matrix, input);
        ratings = loaded;
        long bytes = Math.max(1, (long) loaded.mostEntries(maxRows) * Integer.BYTES);
        entryBuffers = LongStream.range(0, 4).map(i -> device.allocate(bytes)).toArray();
        residuals = device.allocate(bytes);
    }

    private void releaseEntries() {
        if (ratings != null) {
            ratings.close();
            ratings = null;
        }
        for (long buffer : entryBuffers) {
            device.release(buffer);
        }
        entryBuffers = new long[0];
        device.release(residuals);
        residuals = 0;
    }

    /** Enqueues the upload of the loaded rows. */
    void upload() {
        device.upload(stepBuffer, step, STEP_BYTES + (long) rows * ROW_BYTES);
    }

    /** Enqueues the sorting of the entries by item. */
    void index() {
        device.clear(counts, (spec.itemCount() + 1L) * Integer.BYTES);
        device.launch(Device.Launch.of("count_entries", rows, THREADS), arguments());
        device.launch(
                Device.Launch.of("item_starts", (spec.itemCount() + THREADS - 1) / THREADS, THREADS),
                arguments().add(spec.itemCount()));
        device.launch(Device.Launch.of("place_entries", rows, THREADS), arguments());
        device.launch(Device.Launch.of("rank_entries", rows, THREADS), arguments());
    }

    int rows() {
        return rows;
    }

    /** The largest number of rows. */
    int maxRows() {
        return maxRows;
    }

    long step() {
        return step;
    }

    long inputs() {
        return entryBuffers[0];
    }

    /** Room for one number for each entry. */
    long residuals() {
        return residuals;
    }

    /** New arguments that begin with the kernels' record of this batch. */
    Arguments arguments() {
        long[] r = current().words();
        long[] e = entryBuffers;
        return new Arguments()
                .add(new long[] {step, r[0], r[1], r[2], r[3], e[0], e[1], counts, starts, cursors, e[2], e[3]});
    }

    @Override
    public void close() {
        releaseEntries();
        stepBuffer.close();
        for (long address : new long[] {step, counts, starts, cursors}) {
            device.release(address);
        }
    }
}
