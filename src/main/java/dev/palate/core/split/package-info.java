/**
 * Splits of ratings into the data that a model is trained on and the data that it is measured on. It must not know models or
 * metrics.
 */
@NullMarked
package dev.palate.core.split;

import org.jspecify.annotations.NullMarked;
