/**
 * Where a file's bytes come from: a folder, a zip archive, a gzip file or a plain file, always streamed and with a bounded
 * expansion. It must not know what the bytes mean.
 */
@NullMarked
package dev.palate.ratingfile.source;

import org.jspecify.annotations.NullMarked;
