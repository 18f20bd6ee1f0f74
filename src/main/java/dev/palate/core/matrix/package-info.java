/** Sparse ratings with dense indexes, and the border between those indexes and the caller's ids. */
@NullMarked
package dev.palate.core.matrix;

import org.jspecify.annotations.NullMarked;
