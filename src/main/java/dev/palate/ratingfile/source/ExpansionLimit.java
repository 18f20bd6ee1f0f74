package dev.palate.ratingfile.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Compressed content that ends with an error when it expands to more than its stored size allows (a zip bomb). */
final class ExpansionLimit extends FilterInputStream {

    /** A small file may expand to this many bytes in any case. */
    private static final long ALWAYS_ALLOWED = 1 << 20;

    private final String name;
    private final long limit;
    private long expanded;

    ExpansionLimit(InputStream content, String name, long storedSize, int maximumExpansion) {
        super(content);
        this.name = name;
        this.limit = Math.max(ALWAYS_ALLOWED, Math.multiplyExact(Math.max(storedSize, 0), (long) maximumExpansion));
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int read = super.read(buffer, from, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int read) {
        expanded += read;
        if (expanded > limit) {
            throw new RatingFileException(
                    name + " expands to more than " + limit + " bytes, which no file of ratings of its size does.");
        }
    }
}
