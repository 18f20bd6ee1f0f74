/**
 * Scoring with trained networks, in single precision or quantised to 8 bits. It must not know gradients or optimisers.
 */
@NullMarked
package dev.palate.core.engine.inference;

import org.jspecify.annotations.NullMarked;
