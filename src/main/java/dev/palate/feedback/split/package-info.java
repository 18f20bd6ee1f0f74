/**
 * The results of a traffic split: what users did with the lists of both arms, day by day, and whether the arms differ. It must not
 * know how traffic is split.
 */
@NullMarked
package dev.palate.feedback.split;

import org.jspecify.annotations.NullMarked;
