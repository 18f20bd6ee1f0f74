/** A benchmark of the service under a constant load for a long time. */
@NullMarked
package dev.palate.soak;

import org.jspecify.annotations.NullMarked;
