/**
 * Which items a step of a training on a very large catalogue computes: those of its batch, and random ones. It must not know networks or
 * their layers.
 */
@NullMarked
package dev.palate.core.engine.sampling;

import org.jspecify.annotations.NullMarked;
