package dev.palate.core.cuda;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.InputTransform;
import java.util.stream.IntStream;

/**
 * A rating matrix on a device: only the ratings that the network keeps, as targets, with each row's norm and sum. Memory: 8
 * bytes a rating and 8 a row.
 */
final class DeviceRatings implements AutoCloseable {

    private final Device device;
    private final RatingMatrix source;
    private final long[] rowStarts;
    private final long items;
    private final long targets;
    private final long norms;
    private final long targetSums;

    DeviceRatings(Device device, Transfer transfer, RatingMatrix ratings, InputTransform transform) {
        this.device = device;
        this.source = ratings;
        int rows = ratings.rowCount();
        this.rowStarts = new long[rows + 1];
        float[] sums = new float[rows];
        int[] kept = new int[ratings.size()];
        int count = 0;
        for (int r = 0; r < rows; r++) {
            for (int k = ratings.rowStart(r); k < ratings.rowStart(r + 1); k++) {
                if (transform.keeps(ratings.value(k))) {
                    kept[count++] = k;
                    sums[r] += transform.target(ratings.value(k), ratings.rank(k));
                }
            }
            rowStarts[r + 1] = count;
        }
        this.items = device.allocate(Math.max(1, (long) count * Integer.BYTES));
        this.targets = device.allocate(Math.max(1, (long) count * Float.BYTES));
        this.norms = device.allocate((long) rows * Float.BYTES);
        this.targetSums = device.allocate((long) rows * Float.BYTES);
        transfer.upload(items, count, Integer.BYTES, (bytes, k) -> bytes.putInt(ratings.column(kept[k])));
        transfer.upload(
                targets,
                count,
                Float.BYTES,
                (bytes, k) -> bytes.putFloat(transform.target(ratings.value(kept[k]), ratings.rank(kept[k]))));
        transfer.upload(norms, rows, Float.BYTES, (bytes, r) -> bytes.putFloat(transform.norm(ratings.row(r))));
        transfer.upload(targetSums, rows, Float.BYTES, (bytes, r) -> bytes.putFloat(sums[r]));
    }

    /** Whether these are the ratings of {@code ratings}, which never change. */
    boolean isOf(RatingMatrix ratings) {
        return source == ratings;
    }

    /** Where the entries of the row begin. */
    long rowStart(int row) {
        return rowStarts[row];
    }

    /** How many entries the row has. */
    int rowLength(int row) {
        return (int) (rowStarts[row + 1] - rowStarts[row]);
    }

    /** The most entries that {@code rows} rows can have together. */
    int mostEntries(int rows) {
        int[] sorted = IntStream.range(0, rowStarts.length - 1)
                .map(this::rowLength)
                .sorted()
                .toArray();
        long sum = 0;
        for (int r = Math.max(0, sorted.length - rows); r < sorted.length; r++) {
            sum += sorted[r];
        }
        return Math.toIntExact(sum);
    }

    /** The addresses in the order of the kernels' record. */
    long[] words() {
        return new long[] {items, targets, norms, targetSums};
    }

    @Override
    public void close() {
        for (long address : words()) {
            device.release(address);
        }
    }
}
