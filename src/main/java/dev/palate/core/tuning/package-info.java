/** The search for good hyper-parameters on validation data. It must not know test data or any particular algorithm. */
@NullMarked
package dev.palate.core.tuning;

import org.jspecify.annotations.NullMarked;
