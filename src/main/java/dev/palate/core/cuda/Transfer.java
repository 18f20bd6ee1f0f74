package dev.palate.core.cuda;

import java.nio.ByteBuffer;

/** Copies arrays to and from a device through one buffer, and waits for each copy. */
final class Transfer implements AutoCloseable {

    private static final int BYTES = 1 << 23;

    private final Device device;
    private final Device.HostBuffer buffer;

    Transfer(Device device) {
        this.device = device;
        this.buffer = device.hostBuffer(BYTES);
    }

    /** Writes or reads one element of an array at {@code index}. */
    interface Element {
        void move(ByteBuffer bytes, int index);
    }

    /** Uploads {@code count} elements of {@code size} bytes. */
    void upload(long target, int count, int size, Element element) {
        int together = BYTES / size;
        for (int from = 0; from < count; from += together) {
            int to = Math.min(count, from + together);
            ByteBuffer bytes = buffer.bytes().clear();
            for (int i = from; i < to; i++) {
                element.move(bytes, i);
            }
            device.upload(buffer, target + (long) from * size, (long) (to - from) * size);
            device.finish();
        }
    }

    /**
     * Uploads the rows of a matrix {@code [rows x columns]} to rows that are {@code stride} floats apart.
     *
     * @param bias one number for each row, for the next column; may be empty
     */
    void uploadRows(long target, int stride, float[] matrix, int columns, float[] bias) {
        float[] padded = new float[stride];
        upload(target, matrix.length / columns, stride * Float.BYTES, (bytes, row) -> {
            System.arraycopy(matrix, row * columns, padded, 0, columns);
            if (bias.length > 0) {
                padded[columns] = bias[row];
            }
            bytes.asFloatBuffer().put(padded);
            bytes.position(bytes.position() + stride * Float.BYTES);
        });
    }

    /** The opposite of {@link #uploadRows}. */
    void downloadRows(long source, int stride, float[] matrix, int columns, float[] bias) {
        float[] padded = new float[stride];
        int rows = matrix.length / columns;
        int size = stride * Float.BYTES;
        int together = BYTES / size;
        for (int from = 0; from < rows; from += together) {
            int to = Math.min(rows, from + together);
            device.download(source + (long) from * size, buffer, (long) (to - from) * size);
            device.finish();
            for (int row = from; row < to; row++) {
                buffer.bytes().position((row - from) * size).asFloatBuffer().get(padded);
                System.arraycopy(padded, 0, matrix, row * columns, columns);
                if (bias.length > 0) {
                    bias[row] = padded[columns];
                }
            }
        }
    }

    @Override
    public void close() {
        buffer.close();
    }
}
