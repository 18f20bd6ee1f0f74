/**
 * Sparse EASE, in which the rows of users are sent to blocks of items.
 *
 * <p>It must not know where ratings come from, nor what becomes of the model.
 */
@NullMarked
package dev.palate.spark.ease;

import org.jspecify.annotations.NullMarked;
