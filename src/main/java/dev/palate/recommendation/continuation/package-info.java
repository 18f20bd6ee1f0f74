/**
 * The lists that were served to users, stored so that a next page can follow without repetition.
 *
 * <p>It must not know how lists are computed.
 */
@NullMarked
package dev.palate.recommendation.continuation;

import org.jspecify.annotations.NullMarked;
