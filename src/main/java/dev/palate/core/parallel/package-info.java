/** Coarse work on several threads. */
@NullMarked
package dev.palate.core.parallel;

import org.jspecify.annotations.NullMarked;
