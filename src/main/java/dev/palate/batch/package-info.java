/**
 * Recommendation lists of many users as one file: a background job computes them with {@code recommendation} and stores them in chunks
 * that clients download.
 *
 * <p>It must not know how a list is computed, nor about HTTP.
 */
@NullMarked
package dev.palate.batch;

import org.jspecify.annotations.NullMarked;
