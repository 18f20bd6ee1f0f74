/**
 * Typed hyper-parameters: one record per algorithm, read from untyped settings and published with ranges and defaults. It must
 * not know any particular hyper-parameter.
 */
@NullMarked
package dev.palate.core.hyperparameter;

import org.jspecify.annotations.NullMarked;
