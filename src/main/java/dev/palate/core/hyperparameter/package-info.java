/** Typed hyper-parameters: a record per algorithm, read from untyped settings and published with range and default. */
@NullMarked
package dev.palate.core.hyperparameter;

import org.jspecify.annotations.NullMarked;
