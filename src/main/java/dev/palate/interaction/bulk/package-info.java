/**
 * Writes very many interactions at once, in the batches of {@code rating.bulk}.
 *
 * <p>It must not know where the interactions come from, nor what their types say about preferences.
 */
@NullMarked
package dev.palate.interaction.bulk;

import org.jspecify.annotations.NullMarked;
