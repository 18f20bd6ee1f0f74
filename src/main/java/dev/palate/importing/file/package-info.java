/**
 * The content of an import: which files it has, how the options say to read them, and which of their rows are valid.
 *
 * <p>It must not know about jobs or how rows are written.
 */
@NullMarked
package dev.palate.importing.file;

import org.jspecify.annotations.NullMarked;
