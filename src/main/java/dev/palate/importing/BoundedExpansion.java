package dev.palate.importing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Compressed content that ends with an error when it expands to more than its stored size allows: a zip bomb. */
final class BoundedExpansion extends FilterInputStream {

    /** Small files may expand as they like. */
    private static final long ALWAYS_ALLOWED = 1 << 20;

    private final String name;
    private final long limit;
    private long expanded;

    BoundedExpansion(InputStream content, String name, long storedSize, int maximumExpansion) {
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
        count(read);
        return read;
    }

    private void count(int read) {
        expanded += Math.max(read, 0);
        if (expanded > limit) {
            throw new UnreadableFileException(
                    name + " expands to more than " + limit + " bytes, which no file of ratings of its size does.");
        }
    }
}
