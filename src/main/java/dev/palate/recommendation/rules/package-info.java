/**
 * Evaluates the rules of a list for one user: filter, boost and pins, and why a list is empty.
 *
 * <p>It must not know how scores are computed, nor how a list is selected from them.
 */
@NullMarked
package dev.palate.recommendation.rules;

import org.jspecify.annotations.NullMarked;
