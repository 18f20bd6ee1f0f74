/**
 * Local SGD: networks are trained in each partition, and their states are averaged.
 *
 * <p>It must not know where ratings come from, nor what becomes of the model.
 */
@NullMarked
package dev.palate.spark.network;

import org.jspecify.annotations.NullMarked;
