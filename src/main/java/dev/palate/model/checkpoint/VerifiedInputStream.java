package dev.palate.model.checkpoint;

import dev.palate.core.checkpoint.CorruptCheckpointException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The bytes of a stored checkpoint, read chunk by chunk. The read that reaches the end throws {@link CorruptCheckpointException}
 * if size or SHA-256 differ from the stored values.
 */
final class VerifiedInputStream extends InputStream {

    private final StoredCheckpoint expected;
    private final IntFunction<Optional<byte[]>> chunks;
    private final MessageDigest digest = DigestUtils.getSha256Digest();
    private byte[] chunk = new byte[0];
    private int at;
    private int position;
    private long byteCount;
    private int chunkBytes = 1;
    private boolean verified;

    VerifiedInputStream(StoredCheckpoint expected, IntFunction<Optional<byte[]>> chunks) {
        this.expected = expected;
        this.chunks = chunks;
    }

    @Override
    public int read() throws IOException {
        return fetch() ? Byte.toUnsignedInt(chunk[at++]) : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fetch()) {
            return -1;
        }
        int n = Math.min(length, chunk.length - at);
        System.arraycopy(chunk, at, bytes, offset, n);
        at += n;
        return n;
    }

    /** Reads the remaining bytes and verifies all bytes. */
    void requireIntact() throws IOException {
        transferTo(OutputStream.nullOutputStream());
    }

    /** A second stream of the bytes from {@code offset}, unverified. This stream must have been read to its end. */
    @SuppressWarnings("JdkObsolete") // SequenceInputStream takes an Enumeration
    InputStream reopen(long offset) throws IOException {
        PrimitiveIterator.OfInt rest =
                IntStream.range((int) (offset / chunkBytes), position).iterator();
        InputStream in = new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return rest.hasNext();
            }

            @Override
            public InputStream nextElement() {
                // A chunk that has been deleted since ends the stream early.
                return new ByteArrayInputStream(chunks.apply(rest.nextInt()).orElse(new byte[0]));
            }
        });
        in.skipNBytes(offset % chunkBytes);
        return in;
    }

    private boolean fetch() throws IOException {
        if (at < chunk.length) {
            return true;
        }
        if (byteCount < expected.byteCount()) {
            chunk = chunks.apply(position++)
                    .orElseThrow(() -> new CorruptCheckpointException(
                            "chunk " + (position - 1) + " of checkpoint " + expected.id() + " is missing"));
            digest.update(chunk);
            byteCount += chunk.length;
            chunkBytes = Math.max(chunkBytes, chunk.length);
            at = 0;
            return true;
        }
        verify();
        return false;
    }

    private void verify() throws CorruptCheckpointException {
        if (verified) {
            return;
        }
        String actual = HexFormat.of().formatHex(digest.digest());
        if (byteCount != expected.byteCount() || !actual.equals(expected.sha256())) {
            throw new CorruptCheckpointException(
                    "checkpoint %d has %d bytes with SHA-256 %s, but %d with %s were stored"
                            .formatted(expected.id(), byteCount, actual, expected.byteCount(), expected.sha256()));
        }
        verified = true;
    }
}
