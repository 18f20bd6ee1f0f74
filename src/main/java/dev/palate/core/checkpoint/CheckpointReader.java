package dev.palate.core.checkpoint;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The sections of a checkpoint. The stream is read once, to its end mark, and every payload is checked against its CRC
 * before anything is handed out.
 */
public final class CheckpointReader {

    private final Map<String, Object> sections = new LinkedHashMap<>();

    /**
     * Reads all of {@code in}.
     *
     * @throws CorruptCheckpointException if the bytes are damaged, cut off or of another format
     */
    public CheckpointReader(InputStream in) throws IOException {
        try {
            DataInputStream data = new DataInputStream(in);
            if (!Arrays.equals(data.readNBytes(CheckpointFormat.MAGIC.length), CheckpointFormat.MAGIC)) {
                throw new CorruptCheckpointException("not a Palate checkpoint of version 1");
            }
            for (int length = readLength(data); length != 0; length = readLength(data)) {
                readSection(data, new String(exactly(data, length), StandardCharsets.UTF_8));
            }
        } catch (EOFException e) {
            throw new CorruptCheckpointException("checkpoint ends early");
        }
    }

    public boolean has(String name) {
        return sections.containsKey(name);
    }

    /** The float section {@code name}; the caller may keep the array but not change it. */
    public float[] floats(String name) throws CorruptCheckpointException {
        return section(name, float[].class);
    }

    public int[] ints(String name) throws CorruptCheckpointException {
        return section(name, int[].class);
    }

    public String text(String name) throws CorruptCheckpointException {
        return section(name, String.class);
    }

    private <T> T section(String name, Class<T> type) throws CorruptCheckpointException {
        Object value = sections.get(name);
        if (!type.isInstance(value)) {
            throw new CorruptCheckpointException(
                    "checkpoint has no section '" + name + "' of type " + type.getSimpleName());
        }
        return type.cast(value);
    }

    private void readSection(DataInputStream in, String name) throws IOException {
        byte kind = in.readByte();
        long byteLength = Long.reverseBytes(in.readLong());
        CRC32C crc = new CRC32C();
        if (byteLength < 0 || byteLength > 4L * (Integer.MAX_VALUE - 8)) {
            throw new CorruptCheckpointException("section '" + name + "' claims " + byteLength + " bytes");
        }
        Object value = switch (kind) {
            case CheckpointFormat.FLOATS -> readFloats(in, byteLength, crc);
            case CheckpointFormat.INTS -> readInts(in, byteLength, crc);
            case CheckpointFormat.TEXT -> readText(in, byteLength, crc);
            default -> throw new CorruptCheckpointException("section '" + name + "' has unknown kind " + kind);
        };
        if (Integer.reverseBytes(in.readInt()) != (int) crc.getValue()) {
            throw new CorruptCheckpointException("section '" + name + "' does not match its checksum");
        }
        sections.put(name, value);
    }

    private static float[] readFloats(InputStream in, long byteLength, CRC32C crc) throws IOException {
        float[] values = new float[(int) (byteLength / 4)];
        byte[] bytes = new byte[CheckpointFormat.BUFFER_BYTES];
        for (int at = 0; at < values.length; ) {
            int n = Math.min(values.length - at, bytes.length / 4);
            wrap(in, bytes, 4 * n, crc).asFloatBuffer().get(values, at, n);
            at += n;
        }
        return values;
    }

    private static int[] readInts(InputStream in, long byteLength, CRC32C crc) throws IOException {
        int[] values = new int[(int) (byteLength / 4)];
        byte[] bytes = new byte[CheckpointFormat.BUFFER_BYTES];
        for (int at = 0; at < values.length; ) {
            int n = Math.min(values.length - at, bytes.length / 4);
            wrap(in, bytes, 4 * n, crc).asIntBuffer().get(values, at, n);
            at += n;
        }
        return values;
    }

    private static String readText(InputStream in, long byteLength, CRC32C crc) throws IOException {
        byte[] bytes = exactly(in, Math.toIntExact(byteLength));
        crc.update(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static ByteBuffer wrap(InputStream in, byte[] bytes, int length, CRC32C crc) throws IOException {
        if (in.readNBytes(bytes, 0, length) < length) {
            throw new EOFException();
        }
        crc.update(bytes, 0, length);
        return ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static int readLength(DataInputStream in) throws IOException {
        return Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
    }
}
