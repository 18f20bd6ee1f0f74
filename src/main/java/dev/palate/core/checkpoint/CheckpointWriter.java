package dev.palate.core.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;

/** Writes named sections in the {@link CheckpointFormat} to a stream without buffering them. {@link #finish()} ends the checkpoint. */
public final class CheckpointWriter {

    /** The number of bytes before the first section. */
    public static final int MAGIC_BYTES = CheckpointFormat.MAGIC.length;

    private final OutputStream out;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(CheckpointFormat.BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C crc = new CRC32C();
    private final Set<String> names;
    private final String prefix;

    public CheckpointWriter(OutputStream out) throws IOException {
        this(out, new HashSet<>(), "");
        out.write(CheckpointFormat.MAGIC);
    }

    private CheckpointWriter(OutputStream out, Set<String> names, String prefix) {
        this.out = out;
        this.names = names;
        this.prefix = prefix;
    }

    /** Writes sections to this checkpoint whose names begin with {@code inner}; {@link CheckpointReader#within} reads them. */
    public CheckpointWriter within(String inner) {
        return new CheckpointWriter(out, names, prefix + inner);
    }

    /** Writes {@code values[from..to-1]} as the section {@code name}. */
    public void floats(String name, float[] values, int from, int to) throws IOException {
        numbers(
                name,
                CheckpointFormat.FLOATS,
                to - from,
                (at, n) -> buffer.asFloatBuffer().put(values, from + at, n));
    }

    public void floats(String name, float[] values) throws IOException {
        floats(name, values, 0, values.length);
    }

    public void ints(String name, int[] values) throws IOException {
        numbers(
                name,
                CheckpointFormat.INTS,
                values.length,
                (at, n) -> buffer.asIntBuffer().put(values, at, n));
    }

    /** Puts {@code n} numbers from position {@code at} on at the start of the buffer. */
    private interface Chunk {
        void put(int at, int n);
    }

    private void numbers(String name, byte kind, int count, Chunk chunk) throws IOException {
        begin(name, kind, 4L * count);
        int n;
        for (int at = 0; at < count; at += n) {
            n = Math.min(count - at, buffer.capacity() / 4);
            buffer.clear();
            chunk.put(at, n);
            crc.update(buffer.array(), 0, 4 * n);
            out.write(buffer.array(), 0, 4 * n);
        }
        end();
    }

    public void text(String name, String value) throws IOException {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        begin(name, CheckpointFormat.TEXT, bytes.length);
        crc.update(bytes);
        out.write(bytes);
        end();
    }

    /** Copies a section of another checkpoint, whose checksum {@code read} computes from the bytes that it reads. */
    void copy(String name, byte kind, long byteLength, InputStream in, CRC32C read) throws IOException {
        begin(name, kind, byteLength);
        CheckpointFormat.copy(in, byteLength, out, read);
        end((int) read.getValue());
    }

    /** Writes the end mark and flushes; the stream stays open. */
    public void finish() throws IOException {
        out.write(new byte[2]);
        out.flush();
    }

    private void begin(String section, byte kind, long byteLength) throws IOException {
        String name = prefix + section;
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > 0xFFFF || !names.add(name)) {
            throw new IllegalArgumentException("section name empty, too long or used before: " + name);
        }
        buffer.clear().putShort((short) bytes.length);
        out.write(buffer.array(), 0, 2);
        out.write(bytes);
        buffer.clear().put(kind).putLong(byteLength);
        out.write(buffer.array(), 0, buffer.position());
        crc.reset();
    }

    private void end() throws IOException {
        end((int) crc.getValue());
    }

    private void end(int checksum) throws IOException {
        buffer.clear().putInt(checksum);
        out.write(buffer.array(), 0, 4);
    }
}
