/**
 * The inverse of a large symmetric matrix outside the heap, in place and on several threads. It must not know what the matrix is for.
 */
@NullMarked
package dev.palate.core.ease.inverse;

import org.jspecify.annotations.NullMarked;
