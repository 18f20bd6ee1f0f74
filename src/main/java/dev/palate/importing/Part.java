package dev.palate.importing;

import java.io.IOException;
import java.io.InputStream;

/**
 * One file of what is imported, wherever it lies: in a folder, compressed, or inside an archive.
 *
 * @param name its base name in lower case, without a {@code .gz}
 * @param size of what {@link ByteCount} counts while it is read, in bytes
 */
record Part(String name, long size, Opener opener) {

    /** Opens the expanded content and counts what is read of the stored one. */
    @FunctionalInterface
    interface Opener {

        InputStream open(ByteCount count) throws IOException;
    }

    InputStream open(ByteCount count) throws IOException {
        return opener.open(count);
    }

    InputStream open() throws IOException {
        return open(new ByteCount());
    }
}
