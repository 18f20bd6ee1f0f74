/** The search for good hyper-parameters on validation users. */
@NullMarked
package dev.palate.core.tuning;

import org.jspecify.annotations.NullMarked;
