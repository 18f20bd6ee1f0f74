/**
 * Scores of items without ratings, predicted from their attributes and the scores of the items that a model knows. It must
 * not know any algorithm.
 */
@NullMarked
package dev.palate.core.newitem;

import org.jspecify.annotations.NullMarked;
