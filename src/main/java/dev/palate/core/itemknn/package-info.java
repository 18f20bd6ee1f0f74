/** The neighbourhood baseline: items that the same users like. It must not know other algorithms. */
@NullMarked
package dev.palate.core.itemknn;

import org.jspecify.annotations.NullMarked;
