/**
 * The complete preferences and exclusions of single users, cached in memory and checked against PostgreSQL by revision.
 *
 * <p>It must not know how ratings and interactions are written or what they are used for.
 */
@NullMarked
package dev.palate.rating.history;

import org.jspecify.annotations.NullMarked;
