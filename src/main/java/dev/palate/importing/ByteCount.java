package dev.palate.importing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** How much of a file has been read; shared with whoever reports progress. */
final class ByteCount {

    private final AtomicLong bytes = new AtomicLong();

    long get() {
        return bytes.get();
    }

    /** The same content, counted. */
    InputStream counting(InputStream content) {
        return new FilterInputStream(content) {
            @Override
            public int read() throws IOException {
                int read = super.read();
                bytes.addAndGet(read < 0 ? 0 : 1);
                return read;
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                int read = super.read(buffer, from, length);
                bytes.addAndGet(Math.max(read, 0));
                return read;
            }
        };
    }
}
