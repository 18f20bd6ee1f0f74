package dev.palate.core.checkpoint;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The sections of a checkpoint. The stream is read once, to its end mark, and every payload is checked against its CRC
 * before anything is handed out. What is large is not kept meanwhile if it can be read again: it is in memory only once, as
 * the array that its caller gets.
 */
public final class CheckpointReader {

    /** Sections up to this size are always kept. */
    static final int KEPT_BYTES = 1 << 20;

    private final Map<String, Object> sections = new LinkedHashMap<>();
    private final Bytes bytes;

    /** Gives the bytes of a checkpoint once more. */
    @FunctionalInterface
    public interface Bytes {

        /** All bytes from {@code offset} on. */
        InputStream from(long offset) throws IOException;
    }

    /** Takes a part of a section, which starts at {@code offset} of {@code values}; the array is not to be kept. */
    @FunctionalInterface
    public interface Piece {

        void accept(int number, float[] values, int offset);
    }

    /** Where a section that is not kept lies. */
    private record Place(byte kind, long offset, long byteLength, int crc) {}

    /**
     * Reads all of {@code in} and keeps it.
     *
     * @throws CorruptCheckpointException if the bytes are damaged, cut off or of another format
     */
    public CheckpointReader(InputStream in) throws IOException {
        this(in, Long.MAX_VALUE, offset -> InputStream.nullInputStream());
    }

    /**
     * Reads all of {@code in}, and large sections again when they are asked for.
     *
     * @param again the same bytes
     * @throws CorruptCheckpointException if the bytes are damaged, cut off or of another format
     */
    public CheckpointReader(InputStream in, Bytes again) throws IOException {
        this(in, KEPT_BYTES, again);
    }

    private CheckpointReader(InputStream in, long keptBytes, Bytes again) throws IOException {
        bytes = again;
        try {
            CountedInputStream counted = new CountedInputStream(in);
            DataInputStream data = new DataInputStream(counted);
            if (!Arrays.equals(data.readNBytes(CheckpointFormat.MAGIC.length), CheckpointFormat.MAGIC)) {
                throw new CorruptCheckpointException("not a Palate checkpoint of version 1");
            }
            for (int length = readLength(data); length != 0; length = readLength(data)) {
                readSection(
                        data, new String(Payload.exactly(data, length), StandardCharsets.UTF_8), counted, keptBytes);
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

    /**
     * Gives the float section {@code name} away in pieces, so that a large one need not be in memory as a whole. The
     * checksum is verified after the last of them: what was made of them is worth nothing if this throws.
     *
     * @param count how many numbers it has to have
     * @param length of a piece; divides {@code count}
     * @throws CorruptCheckpointException if it is missing, damaged or of another size
     */
    public void floats(String name, int count, int length, Piece piece) throws CorruptCheckpointException {
        if (sections.get(name) instanceof Place place && place.kind() == CheckpointFormat.FLOATS) {
            if (place.byteLength() != 4L * count) {
                throw wrongSize(name, place.byteLength() / 4, count);
            }
            readAgain(name, place, (in, crc) -> {
                Payload.readPieces(in, count / length, length, piece, crc);
                return name;
            });
            return;
        }
        float[] kept = floats(name);
        if (kept.length != count) {
            throw wrongSize(name, kept.length, count);
        }
        for (int number = 0; number < count / length; number++) {
            piece.accept(number, kept, number * length);
        }
    }

    private static CorruptCheckpointException wrongSize(String name, long count, int expected) {
        return new CorruptCheckpointException(
                "section '" + name + "' has " + count + " numbers, the network " + expected);
    }

    public int[] ints(String name) throws CorruptCheckpointException {
        return section(name, int[].class);
    }

    public String text(String name) throws CorruptCheckpointException {
        return section(name, String.class);
    }

    private <T> T section(String name, Class<T> type) throws CorruptCheckpointException {
        Object value = sections.get(name);
        if (value instanceof Place place) {
            value = readAgain(name, place, (in, crc) -> Payload.read(in, place.kind(), place.byteLength(), crc));
        }
        if (!type.isInstance(value)) {
            throw new CorruptCheckpointException(
                    "checkpoint has no section '" + name + "' of type " + type.getSimpleName());
        }
        return type.cast(value);
    }

    /** Reads a payload and counts its bytes into a checksum. */
    private interface PayloadReader {

        Object read(InputStream in, CRC32C crc) throws IOException;
    }

    private Object readAgain(String name, Place place, PayloadReader reader) throws CorruptCheckpointException {
        try (InputStream in = new BufferedInputStream(bytes.from(place.offset()), CheckpointFormat.BUFFER_BYTES)) {
            CRC32C crc = new CRC32C();
            Object value = reader.read(in, crc);
            if (place.crc() != (int) crc.getValue()) {
                throw new CorruptCheckpointException("section '" + name + "' has changed since it was verified");
            }
            return value;
        } catch (CorruptCheckpointException e) {
            throw e;
        } catch (IOException e) {
            throw new CorruptCheckpointException("section '" + name + "' cannot be read again: " + e.getMessage());
        }
    }

    private void readSection(DataInputStream in, String name, CountedInputStream counted, long keptBytes)
            throws IOException {
        byte kind = in.readByte();
        long byteLength = Long.reverseBytes(in.readLong());
        CRC32C crc = new CRC32C();
        if (byteLength < 0 || byteLength > 4L * (Integer.MAX_VALUE - 8)) {
            throw new CorruptCheckpointException("section '" + name + "' claims " + byteLength + " bytes");
        }
        if (kind < CheckpointFormat.FLOATS || kind > CheckpointFormat.TEXT) {
            throw new CorruptCheckpointException("section '" + name + "' has unknown kind " + kind);
        }
        long offset = counted.count();
        Object value = null;
        if (byteLength > keptBytes) {
            Payload.check(in, byteLength, crc);
        } else {
            value = Payload.read(in, kind, byteLength, crc);
        }
        int expected = Integer.reverseBytes(in.readInt());
        if (expected != (int) crc.getValue()) {
            throw new CorruptCheckpointException("section '" + name + "' does not match its checksum");
        }
        sections.put(name, value == null ? new Place(kind, offset, byteLength, expected) : value);
    }

    private static int readLength(DataInputStream in) throws IOException {
        return Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
    }
}
