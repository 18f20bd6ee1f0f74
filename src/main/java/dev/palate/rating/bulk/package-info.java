/**
 * Writes very many rows of users at once: {@code COPY} into a staging table, then a merge. The merge of ratings is here; others
 * are given as a {@code Merge}.
 *
 * <p>It must not know where the rows come from.
 */
@NullMarked
package dev.palate.rating.bulk;

import org.jspecify.annotations.NullMarked;
