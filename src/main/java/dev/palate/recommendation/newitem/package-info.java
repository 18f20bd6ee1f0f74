/**
 * The items without ratings when a model was trained: which they are, and which scores their attributes predict. The package
 * knows nothing about HTTP, nor about how a list is ordered.
 */
@NullMarked
package dev.palate.recommendation.newitem;

import org.jspecify.annotations.NullMarked;
