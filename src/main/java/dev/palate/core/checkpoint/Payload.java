package dev.palate.core.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** The payload of one section, read in small pieces. */
final class Payload {

    private Payload() {}

    /** A {@code float[]}, an {@code int[]} or a text. */
    static Object read(InputStream in, byte kind, long byteLength, CRC32C crc) throws IOException {
        return switch (kind) {
            case CheckpointFormat.FLOATS -> readFloats(in, byteLength, crc);
            case CheckpointFormat.INTS -> readInts(in, byteLength, crc);
            default -> readText(in, byteLength, crc);
        };
    }

    /** Reads the payload only to compute its checksum. */
    static void check(InputStream in, long byteLength, CRC32C crc) throws IOException {
        byte[] buffer = new byte[CheckpointFormat.BUFFER_BYTES];
        for (long left = byteLength; left > 0; ) {
            int n = (int) Math.min(left, buffer.length);
            wrap(in, buffer, n, crc);
            left -= n;
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

    private static float[] readFloats(InputStream in, long byteLength, CRC32C crc) throws IOException {
        float[] values = new float[(int) (byteLength / 4)];
        byte[] buffer = new byte[CheckpointFormat.BUFFER_BYTES];
        for (int at = 0; at < values.length; ) {
            int n = Math.min(values.length - at, buffer.length / 4);
            wrap(in, buffer, 4 * n, crc).asFloatBuffer().get(values, at, n);
            at += n;
        }
        return values;
    }

    private static int[] readInts(InputStream in, long byteLength, CRC32C crc) throws IOException {
        int[] values = new int[(int) (byteLength / 4)];
        byte[] buffer = new byte[CheckpointFormat.BUFFER_BYTES];
        for (int at = 0; at < values.length; ) {
            int n = Math.min(values.length - at, buffer.length / 4);
            wrap(in, buffer, 4 * n, crc).asIntBuffer().get(values, at, n);
            at += n;
        }
        return values;
    }

    private static String readText(InputStream in, long byteLength, CRC32C crc) throws IOException {
        byte[] text = exactly(in, Math.toIntExact(byteLength));
        crc.update(text);
        return new String(text, StandardCharsets.UTF_8);
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
