/**
 * The evaluation of items without ratings: some items are held out completely, and the others say how they are ranked. It must
 * not know where ratings and descriptions come from.
 */
@NullMarked
package dev.palate.core.evaluation.newitem;

import org.jspecify.annotations.NullMarked;
