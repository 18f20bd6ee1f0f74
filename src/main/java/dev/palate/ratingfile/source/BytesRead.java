package dev.palate.ratingfile.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/** Counts how many bytes of a part have been read, of {@link FilePart#size}. Safe to read from another thread. */
public final class BytesRead {

    private final AtomicLong bytes = new AtomicLong();

    public long get() {
        return bytes.get();
    }

    /** Returns the same content; reading it increases the count. */
    InputStream counting(InputStream content) {
        return observed(content, bytes::addAndGet);
    }

    /** Returns the same content; {@code onRead} receives the number of bytes of each read. */
    static InputStream observed(InputStream content, IntConsumer onRead) {
        return new FilterInputStream(content) {
            @Override
            public int read() throws IOException {
                int read = super.read();
                onRead.accept(read < 0 ? 0 : 1);
                return read;
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                int read = super.read(buffer, from, length);
                onRead.accept(Math.max(read, 0));
                return read;
            }
        };
    }
}
