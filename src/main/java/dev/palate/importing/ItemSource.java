package dev.palate.importing;

import java.nio.charset.Charset;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file of items and how to read it.
 *
 * @param fields makes a reader of its lines
 * @param charset null where the file itself must tell
 */
record ItemSource(
        Part part, Supplier<ItemFields> fields, @Nullable Charset charset) {}
