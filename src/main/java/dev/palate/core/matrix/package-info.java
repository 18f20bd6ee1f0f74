/** Sparse ratings with dense indexes, and the translation between these indexes and the caller's ids. It must not know models. */
@NullMarked
package dev.palate.core.matrix;

import org.jspecify.annotations.NullMarked;
