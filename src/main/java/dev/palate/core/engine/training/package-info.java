/**
 * Gradient steps of networks on sparse batches of ratings, on a team of threads. It must not know epochs, validation or
 * checkpoints.
 */
@NullMarked
package dev.palate.core.engine.training;

import org.jspecify.annotations.NullMarked;
