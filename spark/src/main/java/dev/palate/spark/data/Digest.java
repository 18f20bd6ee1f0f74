package dev.palate.spark.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of numbers and texts, which tells whether two runs have the same data. */
public final class Digest {

    private final MessageDigest sha256;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 14);

    public Digest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    void add(int value) {
        if (buffer.remaining() < Integer.BYTES) {
            flush();
        }
        buffer.putInt(value);
    }

    /** Adds the length as well, so that "ab", "c" differs from "a", "bc". */
    public Digest add(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        add(utf8.length);
        flush();
        sha256.update(utf8);
        return this;
    }

    private void flush() {
        sha256.update(buffer.flip());
        buffer.clear();
    }

    /** The digest of all that was added, in hexadecimal digits. */
    public String end() {
        flush();
        return HexFormat.of().formatHex(sha256.digest());
    }
}
