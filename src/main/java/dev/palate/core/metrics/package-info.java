/**
 * Measures of rankings and predictions: deterministic, and never NaN. It must not know how a model was trained or which
 * protocol is measured.
 */
@NullMarked
package dev.palate.core.metrics;

import org.jspecify.annotations.NullMarked;
