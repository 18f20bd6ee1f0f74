package dev.palate.batch.result;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Collects the lines of users in chunks of bounded size: a chunk ends after the user with whom it exceeds {@value #FULL} characters. */
public final class ChunkWriter {

    /** Of text before the compression. The longest list has 1,000 items with ids of up to 1,200 bytes each. */
    private static final int FULL = 2 << 20;

    private static final int BUFFER = 64 << 10;

    private final List<Chunk> chunks = new ArrayList<>();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream(BUFFER);
    private @Nullable Member member;

    /** A chunk that is not complete. */
    private static final class Member {

        private final int firstRow;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER);
        private final OutputStream gzip = compressing(bytes);
        private int lastRow;
        private long textBytes;

        Member(int firstRow) throws IOException {
            this.firstRow = firstRow;
            this.lastRow = firstRow;
        }

        Chunk end() throws IOException {
            gzip.close();
            return new Chunk(firstRow, lastRow, bytes.toByteArray());
        }
    }

    /** Writes the lines of one user. */
    @FunctionalInterface
    public interface Lines {

        void writeTo(OutputStream out) throws IOException;
    }

    /** Adds a user, whose row must be higher than those before. */
    public void add(int userRow, Lines lines) {
        try {
            text.reset();
            lines.writeTo(text);
            Member current = member;
            if (current == null) {
                current = new Member(userRow);
                member = current;
            }
            text.writeTo(current.gzip);
            current.lastRow = userRow;
            current.textBytes += text.size();
            if (current.textBytes > FULL) {
                chunks.add(current.end());
                member = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All chunks, in order. */
    public List<Chunk> end() {
        try {
            if (member != null) {
                chunks.add(member.end());
                member = null;
            }
            return chunks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text as a gzip member. */
    public static byte[] compressed(byte[] text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = compressing(bytes)) {
            gzip.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static OutputStream compressing(OutputStream target) throws IOException {
        return new GZIPOutputStream(target, BUFFER);
    }
}
