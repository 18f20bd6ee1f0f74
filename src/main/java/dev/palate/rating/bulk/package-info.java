/**
 * Writes very many ratings at once: {@code COPY} into a staging table, then a merge into {@code users} and {@code ratings}.
 *
 * <p>It must not know where the ratings come from.
 */
@NullMarked
package dev.palate.rating.bulk;

import org.jspecify.annotations.NullMarked;
