/** Counter-based random numbers: any of them can be had without the ones before it, so threads and restarts do not matter. */
@NullMarked
package dev.palate.core.random;

import org.jspecify.annotations.NullMarked;
