/**
 * All preferences as one training set, loaded from one consistent snapshot of PostgreSQL.
 *
 * <p>It must not know about jobs or algorithms.
 */
@NullMarked
package dev.palate.rating.training;

import org.jspecify.annotations.NullMarked;
