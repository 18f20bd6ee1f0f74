/**
 * Writes very many interactions at once, in the batches that ratings use too.
 *
 * <p>It must not know where the interactions come from, nor what preferences are used for.
 */
@NullMarked
package dev.palate.interaction.bulk;

import org.jspecify.annotations.NullMarked;
