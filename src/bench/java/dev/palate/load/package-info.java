/** Benchmarks of recommendations: the scoring alone, and the built service under load from other processes and during training. */
@NullMarked
package dev.palate.load;

import org.jspecify.annotations.NullMarked;
