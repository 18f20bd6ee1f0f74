/**
 * The items: stored in PostgreSQL and read from an immutable snapshot in memory. Only this package writes the tables {@code
 * items} and {@code catalogue_revision}.
 *
 * <p>It must not know about users, ratings or recommendations.
 */
@NullMarked
package dev.palate.catalogue;

import org.jspecify.annotations.NullMarked;
