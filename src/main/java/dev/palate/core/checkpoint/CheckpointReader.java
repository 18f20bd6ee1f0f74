package dev.palate.core.checkpoint;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.CRC32C;

/**
 * Reads the sections of a checkpoint. The constructor reads the stream once, to its end mark, and checks every payload against
 * its CRC before any section is returned. It does not keep large sections if they can be read again: such a section is in
 * memory only once, as the array that the caller receives.
 */
public final class CheckpointReader {

    /** Sections up to this size are always kept. */
    static final int KEPT_BYTES = 1 << 20;

    /** Sections beyond this size together are not kept, however small each of them is. */
    private static final long KEPT_TOGETHER_BYTES = 64 << 20;

    /** A model of Palate has a few hundred sections. */
    private static final int MOST_SECTIONS = 10_000;

    /** Names of Palate have up to 60 bytes. */
    private static final int LONGEST_NAME = 1000;

    /** The bytes before a section's payload, except its name. */
    private static final int HEADER_BYTES = Short.BYTES + Byte.BYTES + Long.BYTES;

    private final Map<String, Object> sections;
    private final Bytes bytes;

    /** Opens the bytes of a checkpoint again. */
    @FunctionalInterface
    public interface Bytes {

        /** All bytes from {@code offset} on. */
        InputStream from(long offset) throws IOException;
    }

    /** Receives a part of a section, which starts at {@code offset} of {@code values}; it must not keep the array. */
    @FunctionalInterface
    public interface Piece {

        void accept(int number, float[] values, int offset);
    }

    /** The position of a section that is not kept. */
    private record Place(byte kind, long offset, long byteLength, int crc) {}

    /**
     * Reads all of {@code in} and keeps all sections.
     *
     * @throws CorruptCheckpointException if the bytes are damaged, cut off or of another format
     */
    public CheckpointReader(InputStream in) throws IOException {
        this(in, Long.MAX_VALUE, offset -> InputStream.nullInputStream());
    }

    /**
     * Reads all of {@code in}, and reads large sections again on demand.
     *
     * @param again opens the same bytes
     * @throws CorruptCheckpointException if the bytes are damaged, cut off or of another format
     */
    public CheckpointReader(InputStream in, Bytes again) throws IOException {
        this(in, KEPT_BYTES, again);
    }

    private CheckpointReader(InputStream in, long keptBytes, Bytes again) throws IOException {
        sections = new LinkedHashMap<>();
        bytes = again;
        long left = keptBytes == Long.MAX_VALUE ? keptBytes : KEPT_TOGETHER_BYTES;
        try {
            DataInputStream data = new DataInputStream(in);
            long offset = CheckpointFormat.MAGIC.length;
            if (!Arrays.equals(data.readNBytes(CheckpointFormat.MAGIC.length), CheckpointFormat.MAGIC)) {
                throw new CorruptCheckpointException("not a Palate checkpoint of version 1");
            }
            for (int length = readLength(data); length != 0; length = readLength(data)) {
                if (length > LONGEST_NAME || sections.size() == MOST_SECTIONS) {
                    throw new CorruptCheckpointException("it has more than %d sections or a name of more than %d bytes"
                            .formatted(MOST_SECTIONS, LONGEST_NAME));
                }
                String name = new String(CheckpointFormat.exactly(data, length), StandardCharsets.UTF_8);
                long begin = offset + HEADER_BYTES + length;
                offset = readSection(data, name, begin, Math.min(keptBytes, left));
                left -= sections.get(name) instanceof Place ? 0 : offset - begin;
            }
        } catch (EOFException e) {
            throw new CorruptCheckpointException("the checkpoint is truncated");
        }
    }

    private CheckpointReader(Map<String, Object> sections, Bytes bytes) {
        this.sections = sections;
        this.bytes = bytes;
    }

    /** Whether {@code in} begins like a checkpoint. */
    public static boolean isCheckpoint(InputStream in) throws IOException {
        return Arrays.equals(in.readNBytes(CheckpointFormat.MAGIC.length), CheckpointFormat.MAGIC);
    }

    /** The sections whose names begin with {@code prefix}, by the rest of their names. */
    public CheckpointReader within(String prefix) {
        Map<String, Object> inner = new LinkedHashMap<>();
        sections.forEach((name, section) -> {
            if (name.startsWith(prefix)) {
                inner.put(name.substring(prefix.length()), section);
            }
        });
        return new CheckpointReader(inner, bytes);
    }

    /** The names of all sections in their order. */
    public List<String> names() {
        return List.copyOf(sections.keySet());
    }

    /** The section {@code name}, which is a {@code float[]}, an {@code int[]} or a text. */
    public Object content(String name) throws CorruptCheckpointException {
        return section(name, Object.class);
    }

    public boolean has(String name) {
        return sections.containsKey(name);
    }

    /** The float section {@code name}; the caller may keep the array but not change it. */
    public float[] floats(String name) throws CorruptCheckpointException {
        return section(name, float[].class);
    }

    /**
     * As {@link #floats(String)}.
     *
     * @param count the expected number of values
     * @throws CorruptCheckpointException if it is missing, damaged or of another size
     */
    public float[] floats(String name, int count) throws CorruptCheckpointException {
        float[] values = floats(name);
        if (values.length != count) {
            throw wrongSize(name, values.length, count);
        }
        return values;
    }

    /**
     * Passes the float section {@code name} to {@code piece} in pieces, so that a large one is never in memory as a whole. The
     * checksum is verified after the last piece: if this throws, the caller must discard all pieces.
     *
     * @param count the expected number of values
     * @param length values per piece; divides {@code count}
     * @throws CorruptCheckpointException if it is missing, damaged or of another size
     */
    public void floats(String name, int count, int length, Piece piece) throws CorruptCheckpointException {
        if (sections.get(name) instanceof Place place && place.kind() == CheckpointFormat.FLOATS) {
            if (place.byteLength() != 4L * count) {
                throw wrongSize(name, place.byteLength() / 4, count);
            }
            readAgain(name, place, (in, crc) -> {
                CheckpointFormat.readPieces(in, count / length, length, piece, crc);
                return name;
            });
            return;
        }
        float[] kept = floats(name, count);
        for (int number = 0; number < count / length; number++) {
            piece.accept(number, kept, number * length);
        }
    }

    /** The number of bytes of a section's payload; 0 if there is no such section. */
    public long size(String name) {
        Object section = sections.get(name);
        if (section instanceof Place place) {
            return place.byteLength();
        }
        if (section instanceof float[] floats) {
            return 4L * floats.length;
        }
        return section instanceof int[] ints ? 4L * ints.length : section instanceof String text ? utf8Length(text) : 0;
    }

    private static long utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The number of bytes of all payloads together. */
    public long size() {
        return sections.keySet().stream().mapToLong(this::size).sum();
    }

    /**
     * Checks all float sections, which it reads once more.
     *
     * @throws CorruptCheckpointException if a number is infinite or not a number
     */
    public void requireFinite() throws CorruptCheckpointException {
        for (Map.Entry<String, Object> section : sections.entrySet()) {
            if (!isFinite(section.getKey(), section.getValue())) {
                throw new CorruptCheckpointException(
                        "section '" + section.getKey() + "' has a number that is not finite");
            }
        }
    }

    private boolean isFinite(String name, Object section) throws CorruptCheckpointException {
        if (section instanceof Place place && place.kind() == CheckpointFormat.FLOATS) {
            return readAgain(name, place, (in, crc) -> CheckpointFormat.areFinite(in, place.byteLength(), crc));
        }
        if (section instanceof float[] values) {
            for (float value : values) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Copies sections, of which large ones are never in memory as a whole.
     *
     * @param names of the sections to copy
     * @throws CorruptCheckpointException if the bytes have changed since they were verified; the copy must be discarded
     */
    public void copyTo(CheckpointWriter target, Predicate<String> names) throws IOException {
        for (Map.Entry<String, Object> section : sections.entrySet()) {
            if (names.test(section.getKey())) {
                copy(section.getKey(), section.getValue(), target);
            }
        }
    }

    private void copy(String name, Object section, CheckpointWriter target) throws IOException {
        if (section instanceof Place place) {
            readAgain(name, place, (in, crc) -> {
                target.copy(name, place.kind(), place.byteLength(), in, crc);
                return name;
            });
        } else if (section instanceof float[] floats) {
            target.floats(name, floats);
        } else if (section instanceof int[] ints) {
            target.ints(name, ints);
        } else {
            target.text(name, (String) section);
        }
    }

    private static CorruptCheckpointException wrongSize(String name, long count, int expected) {
        return new CorruptCheckpointException(
                "section '" + name + "' has " + count + " numbers, but the network needs " + expected);
    }

    public int[] ints(String name) throws CorruptCheckpointException {
        return section(name, int[].class);
    }

    public String text(String name) throws CorruptCheckpointException {
        return section(name, String.class);
    }

    /**
     * As {@link #text(String)}.
     *
     * @param most the largest number of bytes
     * @throws CorruptCheckpointException if it is missing, damaged or larger
     */
    public String text(String name, long most) throws CorruptCheckpointException {
        if (size(name) > most) {
            throw new CorruptCheckpointException(
                    "section '%s' has %d bytes, more than %d".formatted(name, size(name), most));
        }
        return text(name);
    }

    private <T> T section(String name, Class<T> type) throws CorruptCheckpointException {
        Object value = sections.get(name);
        if (value instanceof Place place) {
            value = readAgain(
                    name, place, (in, crc) -> CheckpointFormat.read(in, place.kind(), place.byteLength(), true, crc));
        }
        if (!type.isInstance(value)) {
            throw new CorruptCheckpointException(
                    "checkpoint has no section '" + name + "' of type " + type.getSimpleName());
        }
        return type.cast(value);
    }

    /** Reads a payload and counts its bytes into a checksum. */
    private interface PayloadReader<T> {

        T read(InputStream in, CRC32C crc) throws IOException;
    }

    private <T> T readAgain(String name, Place place, PayloadReader<T> reader) throws CorruptCheckpointException {
        try (InputStream in = new BufferedInputStream(bytes.from(place.offset()), CheckpointFormat.BUFFER_BYTES)) {
            CRC32C crc = new CRC32C();
            T value = reader.read(in, crc);
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

    /** Reads the section whose payload starts at {@code offset}, and returns the offset of the next one. */
    private long readSection(DataInputStream in, String name, long offset, long keptBytes) throws IOException {
        byte kind = in.readByte();
        long byteLength = Long.reverseBytes(in.readLong());
        CRC32C crc = new CRC32C();
        if (kind < CheckpointFormat.FLOATS || kind > CheckpointFormat.TEXT) {
            throw new CorruptCheckpointException("section '" + name + "' has unknown kind " + kind);
        }
        int unit = kind == CheckpointFormat.TEXT ? 1 : 4;
        if (byteLength < 0 || byteLength > (long) unit * (Integer.MAX_VALUE - 8) || byteLength % unit != 0) {
            throw new CorruptCheckpointException("section '" + name + "' claims " + byteLength + " bytes");
        }
        if (sections.containsKey(name)) {
            throw new CorruptCheckpointException("section '" + name + "' is duplicated");
        }
        Object value = null;
        if (byteLength > keptBytes) {
            CheckpointFormat.check(in, byteLength, crc);
        } else {
            value = CheckpointFormat.read(in, kind, byteLength, false, crc);
        }
        int expected = Integer.reverseBytes(in.readInt());
        if (expected != (int) crc.getValue()) {
            throw new CorruptCheckpointException("section '" + name + "' does not match its checksum");
        }
        sections.put(name, value == null ? new Place(kind, offset, byteLength, expected) : value);
        return offset + byteLength + Integer.BYTES;
    }

    private static int readLength(DataInputStream in) throws IOException {
        return Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
    }
}
