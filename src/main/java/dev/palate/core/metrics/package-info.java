/** Measures of rankings and predictions, with the same answer for the same input, and never NaN. */
@NullMarked
package dev.palate.core.metrics;

import org.jspecify.annotations.NullMarked;
