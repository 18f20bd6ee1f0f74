package dev.palate.ratingfile.source;

import java.io.IOException;
import java.io.InputStream;

/**
 * One file of a {@link FileSet}: in a folder, compressed, or inside an archive.
 *
 * @param name its base name in lower case, without a {@code .gz}
 * @param size in bytes, of what {@link BytesRead} counts; -1 where the archive does not say it
 */
public record FilePart(String name, long size, Opener opener) {

    /** Opens the expanded content and counts the bytes that are read. */
    @FunctionalInterface
    public interface Opener {

        InputStream open(BytesRead count) throws IOException;
    }

    /** @throws RatingFileException if it cannot be opened */
    public InputStream open(BytesRead count) {
        try {
            return opener.open(count);
        } catch (IOException e) {
            throw new RatingFileException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    public InputStream open() {
        return open(new BytesRead());
    }
}
