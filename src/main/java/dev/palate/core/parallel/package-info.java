/** Coarse work on several threads, and calls combined into batches. It must not know what the work is. */
@NullMarked
package dev.palate.core.parallel;

import org.jspecify.annotations.NullMarked;
