/**
 * Model files, and the algorithms that can be trained on a cluster.
 *
 * <p>It must not know about Spark.
 */
@NullMarked
package dev.palate.spark.model;

import org.jspecify.annotations.NullMarked;
