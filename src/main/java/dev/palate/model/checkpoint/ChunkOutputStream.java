package dev.palate.model.checkpoint;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/** Cuts a stream into chunks of equal size (the last chunk may be shorter) and passes each full chunk to a sink. */
final class ChunkOutputStream extends OutputStream {

    private final ChunkSink sink;
    private final MessageDigest digest = DigestUtils.getSha256Digest();
    private final byte[] chunk;
    private int filled;
    private int position;
    private long byteCount;

    ChunkOutputStream(int chunkBytes, ChunkSink sink) {
        this.chunk = new byte[chunkBytes];
        this.sink = sink;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        for (int at = offset; at < offset + length; ) {
            int n = Math.min(offset + length - at, chunk.length - filled);
            System.arraycopy(bytes, at, chunk, filled, n);
            at += n;
            filled += n;
            if (filled == chunk.length) {
                emit(chunk);
            }
        }
    }

    @Override
    public void close() {
        if (filled > 0) {
            emit(Arrays.copyOf(chunk, filled));
        }
    }

    /** The number of bytes that were passed to the sink: all bytes after {@link #close()}. */
    long byteCount() {
        return byteCount;
    }

    /** The SHA-256 of these bytes in hexadecimal. May be called once. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private void emit(byte[] bytes) {
        digest.update(bytes);
        sink.accept(position++, bytes);
        byteCount += bytes.length;
        filled = 0;
    }

    /** Receives a chunk. The array may change after the call. */
    @FunctionalInterface
    interface ChunkSink {

        void accept(int position, byte[] bytes);
    }
}
