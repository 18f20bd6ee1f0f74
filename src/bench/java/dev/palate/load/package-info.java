/** Recommendations under load: the model's share alone, and the built service driven by other processes. */
@NullMarked
package dev.palate.load;

import org.jspecify.annotations.NullMarked;
