package dev.palate.model.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** The sections of a checkpoint as bytes, which a test changes and writes again with valid checksums. */
public final class Sections {

    static final byte TEXT = 3;
    private static final int MAGIC = 8;

    public final List<Section> all = new ArrayList<>();

    /** @param claimed number of bytes that its header claims */
    @SuppressWarnings("ArrayRecordComponent") // It is never compared.
    public record Section(String name, byte kind, byte[] payload, long claimed) {

        Section with(byte[] newPayload) {
            return new Section(name, kind, newPayload, newPayload.length);
        }

        Section claiming(long bytes) {
            return new Section(name, kind, payload, bytes);
        }

        Section named(String newName) {
            return new Section(newName, kind, payload, claimed);
        }
    }

    public static Section text(String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return new Section(name, TEXT, bytes, bytes.length);
    }

    public static Sections of(byte[] file) {
        Sections sections = new Sections();
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(MAGIC);
        for (int length = bytes.getShort(); length != 0; length = bytes.getShort()) {
            byte[] name = new byte[length];
            bytes.get(name);
            byte kind = bytes.get();
            byte[] payload = new byte[(int) bytes.getLong()];
            bytes.get(payload);
            bytes.getInt();
            sections.all.add(new Section(new String(name, StandardCharsets.UTF_8), kind, payload, payload.length));
        }
        return sections;
    }

    /** Position of the section. */
    public int at(String name) {
        for (int at = 0; at < all.size(); at++) {
            if (all.get(at).name().equals(name)) {
                return at;
            }
        }
        throw new AssertionError("no section " + name);
    }

    Sections copy() {
        Sections copy = new Sections();
        copy.all.addAll(all);
        return copy;
    }

    public Sections replaced(int at, Section section) {
        Sections copy = copy();
        copy.all.set(at, section);
        return copy;
    }

    public byte[] file() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {'P', 'A', 'L', 'A', 'T', 'E', 0, 1});
        for (Section section : all) {
            byte[] name = section.name().getBytes(StandardCharsets.UTF_8);
            CRC32C crc = new CRC32C();
            crc.update(section.payload());
            ByteBuffer head = ByteBuffer.allocate(2 + name.length + 9).order(ByteOrder.LITTLE_ENDIAN);
            head.putShort((short) name.length).put(name).put(section.kind()).putLong(section.claimed());
            out.writeBytes(head.array());
            out.writeBytes(section.payload());
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt((int) crc.getValue())
                    .array());
        }
        out.writeBytes(new byte[2]);
        return out.toByteArray();
    }

    /** The payload of ints or floats with the {@code at}-th number replaced. */
    static byte[] withNumber(byte[] payload, int at, int bits) {
        byte[] changed = payload.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(4 * at, bits);
        return changed;
    }

    static byte[] cut(byte[] payload, int bytes) {
        return Arrays.copyOf(payload, Math.max(0, payload.length - bytes));
    }
}
