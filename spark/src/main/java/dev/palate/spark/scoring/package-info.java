/**
 * The lists of all users, as the service would return them, in a table or in files.
 *
 * <p>It must not know how a model was trained.
 */
@NullMarked
package dev.palate.spark.scoring;

import org.jspecify.annotations.NullMarked;
