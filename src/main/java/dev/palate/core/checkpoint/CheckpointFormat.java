package dev.palate.core.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The layout of a checkpoint: raw little-endian sections behind a magic number, so that 24 million parameters are written
 * and read at the speed of the disk.
 *
 * <pre>
 * file     = magic "PALATE" 0x00 0x01, section*, end
 * section  = nameLength u16, name UTF-8, kind u8, byteLength u64, payload, crc32c u32 (of the payload)
 * kind     = 1 float32[], 2 int32[], 3 UTF-8 text
 * end      = nameLength u16 = 0
 * </pre>
 */
final class CheckpointFormat {

    static final byte[] MAGIC = {'P', 'A', 'L', 'A', 'T', 'E', 0, 1};
    static final byte FLOATS = 1;
    static final byte INTS = 2;
    static final byte TEXT = 3;
    static final int BUFFER_BYTES = 1 << 16;

    /** An array of more numbers grows as they arrive, so that a section cannot claim memory for bytes that do not follow. */
    private static final int UNPROVEN_COUNT = 1 << 18;

    private CheckpointFormat() {}

    /** Receives the bytes of a payload from {@code offset} on. */
    private interface Chunk {
        void accept(ByteBuffer bytes, long offset);
    }

    /**
     * Reads a payload: a {@code float[]}, an {@code int[]} or a text.
     *
     * @param proven whether the bytes are known to follow, so that an array has its final length at once
     */
    static Object read(InputStream in, byte kind, long byteLength, boolean proven, CRC32C crc) throws IOException {
        if (kind == TEXT) {
            byte[] text = exactly(in, Math.toIntExact(byteLength));
            crc.update(text);
            return new String(text, StandardCharsets.UTF_8);
        }
        int count = Math.toIntExact(byteLength / 4);
        int first = proven ? count : Math.min(count, UNPROVEN_COUNT);
        return kind == FLOATS ? floats(in, count, first, crc) : ints(in, count, first, crc);
    }

    private static float[] floats(InputStream in, int count, int first, CRC32C crc) throws IOException {
        float[][] values = {new float[first]};
        chunks(in, 4L * count, crc, (bytes, offset) -> {
            int numbers = bytes.remaining() / 4;
            int at = (int) (offset / 4);
            if (at + numbers > values[0].length) {
                values[0] = Arrays.copyOf(values[0], grown(values[0].length, count));
            }
            bytes.asFloatBuffer().get(values[0], at, numbers);
        });
        return values[0];
    }

    private static int[] ints(InputStream in, int count, int first, CRC32C crc) throws IOException {
        int[][] values = {new int[first]};
        chunks(in, 4L * count, crc, (bytes, offset) -> {
            int numbers = bytes.remaining() / 4;
            int at = (int) (offset / 4);
            if (at + numbers > values[0].length) {
                values[0] = Arrays.copyOf(values[0], grown(values[0].length, count));
            }
            bytes.asIntBuffer().get(values[0], at, numbers);
        });
        return values[0];
    }

    /** Fourfold, so that a large section is copied rarely. */
    private static int grown(int length, int count) {
        return (int) Math.min(count, 4L * length);
    }

    /** Reads a payload of floats only to find out whether all of them are finite. */
    static boolean areFinite(InputStream in, long byteLength, CRC32C crc) throws IOException {
        boolean[] finite = {true};
        chunks(in, byteLength, crc, (bytes, offset) -> {
            FloatBuffer values = bytes.asFloatBuffer();
            while (values.hasRemaining()) {
                finite[0] &= Float.isFinite(values.get());
            }
        });
        return finite[0];
    }

    /** Reads a payload only to compute its checksum. */
    static void check(InputStream in, long byteLength, CRC32C crc) throws IOException {
        chunks(in, byteLength, crc, (bytes, offset) -> {});
    }

    /** Copies a payload. */
    static void copy(InputStream in, long byteLength, OutputStream out, CRC32C crc) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (long at = 0; at < byteLength; at += buffer.length) {
            int length = (int) Math.min(byteLength - at, buffer.length);
            wrap(in, buffer, length, crc);
            out.write(buffer, 0, length);
        }
    }

    private static void chunks(InputStream in, long byteLength, CRC32C crc, Chunk chunk) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (long at = 0; at < byteLength; at += buffer.length) {
            chunk.accept(wrap(in, buffer, (int) Math.min(byteLength - at, buffer.length), crc), at);
        }
    }

    /** Reads {@code pieces} times {@code length} floats and passes each piece on before it reads the next. */
    static void readPieces(InputStream in, int pieces, int length, CheckpointReader.Piece piece, CRC32C crc)
            throws IOException {
        float[] values = new float[length];
        byte[] buffer = new byte[4 * length];
        for (int number = 0; number < pieces; number++) {
            wrap(in, buffer, buffer.length, crc).asFloatBuffer().get(values);
            piece.accept(number, values, 0);
        }
    }

    private static ByteBuffer wrap(InputStream in, byte[] buffer, int length, CRC32C crc) throws IOException {
        if (in.readNBytes(buffer, 0, length) < length) {
            throw new EOFException("unexpected end of the stream");
        }
        crc.update(buffer, 0, length);
        return ByteBuffer.wrap(buffer, 0, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] exact = in.readNBytes(length);
        if (exact.length < length) {
            throw new EOFException("unexpected end of the stream");
        }
        return exact;
    }
}
